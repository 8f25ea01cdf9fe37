public import TradingModel

/// The average price of the last minutes (spot).
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceAveragePrice: Hashable, Sendable {
  public let minutes: Int
  public let price: WideDecimal
  public let closeTime: UnixNanos?

  init(_ json: JSONValue) throws {
    minutes = Int(try json.int64("mins"))
    price = try json.decimal("price")
    closeTime = json["closeTime"]?.milliseconds
  }
}
