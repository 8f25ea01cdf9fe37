public import TradingModel

/// The best bid and ask of a symbol.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceBookTicker: Hashable, Sendable {
  public let symbol: String
  public let bidPrice: WideDecimal
  public let bidQuantity: WideDecimal
  public let askPrice: WideDecimal
  public let askQuantity: WideDecimal
  public let time: UnixNanos?

  init(_ json: JSONValue) throws {
    symbol = try json.text("symbol")
    bidPrice = try json.decimal("bidPrice")
    bidQuantity = try json.decimal("bidQty")
    askPrice = try json.decimal("askPrice")
    askQuantity = try json.decimal("askQty")
    time = json["time"]?.milliseconds
  }
}
