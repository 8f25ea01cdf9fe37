public import TradingModel

/// One of a futures account's positions, as the venue tells it when asked.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Position-Information-V3>
public struct BinanceFuturesPosition: Hashable, Sendable {
  /// The contract that is held, by the venue's symbol.
  public let symbol: String
  /// `BOTH`, `LONG`, `SHORT`.
  public let positionSide: String
  /// In base currency, or in contracts on COIN-M; negative when short.
  public let amount: WideDecimal
  /// The average price at which the position was entered, zero for a flat one; nil in the newest form of the account.
  public let entryPrice: WideDecimal?
  /// The mark price when the venue answered; nil in answers about the account.
  public let markPrice: WideDecimal?
  /// The profit at the mark price, negative for a loss: in quote currency, or in base currency on COIN-M.
  public let unrealizedProfit: WideDecimal?
  /// Absent or zero where there is none.
  public let liquidationPrice: WideDecimal?
  /// Absent in the newest form of the answer.
  public let leverage: Int?
  /// `cross` or `isolated`; absent in the newest form of the answer.
  public let marginType: String?
  /// What an isolated position has as margin of its own, without unrealized profit; zero in cross
  /// margin, nil where the answer leaves it out.
  public let isolatedWallet: WideDecimal?
  /// What the position and the symbol's open orders need as initial margin; nil where the answer leaves it out.
  public let initialMargin: WideDecimal?
  /// What the position needs as maintenance margin; nil where the answer leaves it out.
  public let maintMargin: WideDecimal?
  /// The asset that margins it; nil in every answer but the newest form of the positions.
  public let marginAsset: String?
  /// When the position last changed; nil where the venue sends zero or nothing.
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
