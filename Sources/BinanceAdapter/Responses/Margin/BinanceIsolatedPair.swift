public import TradingModel

// <https://developers.binance.com/docs/margin_trading/account>

/// The margin account of one isolated pair.
public struct BinanceIsolatedPair: Hashable, Sendable {
  /// The pair's symbol, by which the account is named.
  public let symbol: String
  /// What the account has and owes of the pair's base asset.
  public let base: BinanceMarginAsset
  /// What the account has and owes of the pair's quote asset.
  public let quote: BinanceMarginAsset
  /// Whether the account is enabled, without which it cannot be used; true where the venue does not say it.
  public let isEnabled: Bool
  /// Whether the account may trade; true where the venue does not say it.
  public let tradeEnabled: Bool
  /// Assets divided by debts; 999 without debts.
  public let marginLevel: WideDecimal
  /// `EXCESSIVE`, `NORMAL`, `MARGIN_CALL`, `PRE_LIQUIDATION`, `FORCE_LIQUIDATION`.
  public let marginLevelStatus: String
  /// The price of the base asset in the quote asset by which margin values the pair; nil where the venue leaves it out.
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
