public import TradingModel

// <https://developers.binance.com/docs/margin_trading/market-data>

/// The price by which margin values a pair.
public struct BinanceMarginPriceIndex: Hashable, Sendable {
  /// The pair's symbol.
  public let symbol: String
  /// What one unit of the base asset is worth, in the quote asset.
  public let price: WideDecimal
  /// When the venue computed it (`calcTime`).
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    price = try json.decimal("price")
    time = try json.time("calcTime")
  }
}
