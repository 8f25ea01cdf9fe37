// <https://developers.binance.com/docs/margin_trading/market-data>

/// A pair of margin trading.
public struct BinanceMarginPair: Hashable, Sendable {
  public let symbol: String
  public let base: String
  public let quote: String
  public let isMarginTrade: Bool
  public let isBuyAllowed: Bool
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
