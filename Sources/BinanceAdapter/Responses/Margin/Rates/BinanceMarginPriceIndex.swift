public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// The price by which margin values a pair.
public struct BinanceMarginPriceIndex: Hashable, Sendable {
  public let symbol: String
  public let price: WideDecimal
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    price = try json.decimal("price")
    time = try json.time("calcTime")
  }
}
