// <https://developers.binance.com/docs/margin_trading/market-data>

/// A pair of margin trading.
public struct BinanceMarginPair: Hashable, Sendable {
  /// The pair's symbol, the same as on spot.
  public let symbol: String
  /// The asset that is bought and sold.
  public let base: String
  /// The asset that is paid with.
  public let quote: String
  /// Whether the pair is open to margin; true where the venue does not say it.
  public let isMarginTrade: Bool
  /// Whether margin accounts may buy in the pair; true where the venue does not say it.
  public let isBuyAllowed: Bool
  /// Whether margin accounts may sell in the pair; true where the venue does not say it.
  public let isSellAllowed: Bool

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    base = try json.text("base")
    quote = try json.text("quote")
    isMarginTrade = json["isMarginTrade"]?.bool ?? true
    isBuyAllowed = json["isBuyAllowed"]?.bool ?? true
    isSellAllowed = json["isSellAllowed"]?.bool ?? true
  }
}
