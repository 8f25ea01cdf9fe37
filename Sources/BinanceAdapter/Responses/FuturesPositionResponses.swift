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

/// How an account trades a futures symbol.
public struct BinanceSymbolConfig: Hashable, Sendable {
  public let symbol: String
  /// `CROSSED` or `ISOLATED`.
  public let marginType: String
  public let leverage: Int

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    marginType = try json.text("marginType")
    guard let leverage = json["leverage"]?.int else { throw BinanceDecodingError(field: "leverage") }
    self.leverage = leverage
  }
}

/// What leverage a position of a notional may have, and what maintenance margin it needs.
public struct BinanceLeverageBracket: Hashable, Sendable {
  public let bracket: Int
  public let initialLeverage: Int
  /// In quote currency, or in base currency on COIN-M.
  public let notionalFloor: WideDecimal
  public let notionalCap: WideDecimal
  /// As a fraction of the notional.
  public let maintMarginRatio: WideDecimal
  /// What is taken off the maintenance margin, so that it grows without steps.
  public let cumulative: WideDecimal

  init(_ json: JSONValue) throws {
    bracket = json["bracket"]?.int ?? 0
    guard let leverage = json["initialLeverage"]?.int else { throw BinanceDecodingError(field: "initialLeverage") }
    initialLeverage = leverage
    // COIN-M documents `qtyFloor` and sends `qtylFloor`.
    notionalFloor = (json["notionalFloor"] ?? json["qtyFloor"] ?? json["qtylFloor"])?.decimal ?? .zero
    notionalCap = try (json["notionalCap"] ?? json["qtyCap"])?.decimal ?? json.decimal("notionalCap")
    maintMarginRatio = try json.decimal("maintMarginRatio")
    cumulative = json["cum"]?.decimal ?? .zero
  }

  /// The maintenance margin of a notional: its share less what the lower brackets save.
  public func maintenanceMargin(notional: WideDecimal) throws(DecimalError) -> WideDecimal {
    try notional.multiplied(by: maintMarginRatio).subtracting(cumulative)
  }
}

/// The brackets of a symbol, lowest first.
public struct BinanceLeverageBrackets: Hashable, Sendable {
  public let symbol: String
  public let brackets: [BinanceLeverageBracket]

  init(_ json: JSONValue) throws {
    symbol = try (json["symbol"] ?? json["pair"])?.text ?? json.text("symbol")
    brackets = try (json["brackets"]?.elements ?? []).map(BinanceLeverageBracket.init)
      .sorted { $0.notionalFloor < $1.notionalFloor }
  }

  /// The bracket of a notional.
  public func bracket(notional: WideDecimal) -> BinanceLeverageBracket? {
    brackets.last { $0.notionalFloor <= notional } ?? brackets.first
  }
}
