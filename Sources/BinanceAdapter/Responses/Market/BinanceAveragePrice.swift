public import TradingModel

/// The average price of the last minutes (spot).
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceAveragePrice: Hashable, Sendable {
  /// How many minutes the average is of (`mins`).
  public let minutes: Int
  /// The average of the prices at which was traded in that time, in the quote asset.
  public let price: WideDecimal
  /// When the last of those trades was made; nil where the venue leaves it out.
  public let closeTime: UnixNanos?

  init(_ json: JSONValue) throws {
    minutes = Int(try json.int64("mins"))
    price = try json.decimal("price")
    closeTime = json["closeTime"]?.milliseconds
  }
}
