public import TradingModel

/// The last price of a symbol.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#symbol-price-ticker>.
public struct BinancePriceTicker: Hashable, Sendable {
  /// The symbol that was traded.
  public let symbol: String
  /// The price of the last trade.
  public let price: WideDecimal
  /// The venue's time of the price (futures); nil on spot.
  public let time: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    price = try json.decimal("price")
    time = json["time"]?.milliseconds
  }
}
