public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// The margin account of one isolated pair.
public struct BinanceIsolatedPair: Hashable, Sendable {
  public let symbol: String
  public let base: BinanceMarginAsset
  public let quote: BinanceMarginAsset
  public let isEnabled: Bool
  public let tradeEnabled: Bool
  /// Assets divided by debts; 999 without debts.
  public let marginLevel: WideDecimal
  /// `EXCESSIVE`, `NORMAL`, `MARGIN_CALL`, `PRE_LIQUIDATION`, `FORCE_LIQUIDATION`.
  public let marginLevelStatus: String
  public let indexPrice: WideDecimal?
  /// The price at which the account is liquidated; zero where there is none.
  public let liquidatePrice: WideDecimal

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    guard let base = json["baseAsset"], let quote = json["quoteAsset"] else {
      throw BinanceDecodingError(field: "baseAsset")
    }
    self.base = try BinanceMarginAsset(base)
    self.quote = try BinanceMarginAsset(quote)
    isEnabled = json["enabled"]?.bool ?? true
    tradeEnabled = json["tradeEnabled"]?.bool ?? true
    marginLevel = try json.decimal("marginLevel")
    marginLevelStatus = json["marginLevelStatus"]?.text ?? ""
    indexPrice = json["indexPrice"]?.decimal
    liquidatePrice = json["liquidatePrice"]?.decimal ?? .zero
  }
}
