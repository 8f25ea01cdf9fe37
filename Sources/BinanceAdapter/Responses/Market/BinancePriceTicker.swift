public import TradingModel

/// The last price of a symbol.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#symbol-price-ticker>.
public struct BinancePriceTicker: Hashable, Sendable {
  public let symbol: String
  public let price: WideDecimal
  public let time: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    price = try json.decimal("price")
    time = json["time"]?.milliseconds
  }
}
