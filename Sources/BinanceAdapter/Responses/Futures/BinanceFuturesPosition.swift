public import TradingModel

/// One of a futures account's positions, as the venue tells it when asked.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Position-Information-V3>
public struct BinanceFuturesPosition: Hashable, Sendable {
  public let symbol: String
  /// `BOTH`, `LONG`, `SHORT`.
  public let positionSide: String
  /// In base currency, or in contracts on COIN-M; negative when short.
  public let amount: WideDecimal
  public let entryPrice: WideDecimal?
  public let markPrice: WideDecimal?
  public let unrealizedProfit: WideDecimal?
  /// Absent or zero where there is none.
  public let liquidationPrice: WideDecimal?
  /// Absent in the newest form of the answer.
  public let leverage: Int?
  /// `cross` or `isolated`; absent in the newest form of the answer.
  public let marginType: String?
  public let isolatedWallet: WideDecimal?
  public let initialMargin: WideDecimal?
  public let maintMargin: WideDecimal?
  public let marginAsset: String?
  public let updateTime: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    positionSide = json["positionSide"]?.text ?? "BOTH"
    amount = try json.decimal("positionAmt")
    entryPrice = json["entryPrice"]?.decimal
    markPrice = json["markPrice"]?.decimal
    unrealizedProfit = json["unRealizedProfit"]?.decimal ?? json["unrealizedProfit"]?.decimal
    liquidationPrice = json["liquidationPrice"]?.decimal
    leverage = json["leverage"]?.int
    marginType = json["marginType"]?.text ?? json["isolated"]?.bool.map { $0 ? "isolated" : "cross" }
    isolatedWallet = json["isolatedWallet"]?.decimal
    initialMargin = json["initialMargin"]?.decimal
    maintMargin = json["maintMargin"]?.decimal
    marginAsset = json["marginAsset"]?.text
    updateTime = json["updateTime"]?.int64.flatMap { $0 > 0 ? UnixNanos(milliseconds: $0) : nil }
  }
}
