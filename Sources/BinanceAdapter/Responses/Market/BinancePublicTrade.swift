public import TradingModel

/// A public trade.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#recent-trades-list>.
public struct BinancePublicTrade: Hashable, Sendable {
  public let id: UInt64
  public let price: WideDecimal
  public let quantity: WideDecimal
  public let time: UnixNanos
  /// Whether the buyer's order was in the book, so that the seller took.
  public let isBuyerMaker: Bool

  init(_ json: JSONValue) throws {
    id = try json.uint64("id")
    price = try json.decimal("price")
    quantity = try json.decimal("qty")
    time = try json.time("time")
    isBuyerMaker = try json.bool("isBuyerMaker")
  }
}
