public import TradingModel

/// A public trade.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#recent-trades-list>.
public struct BinancePublicTrade: Hashable, Sendable {
  /// The trade's number in its symbol.
  public let id: UInt64
  /// The price at which was traded.
  public let price: WideDecimal
  /// What was traded: in base currency, or in contracts on COIN-M.
  public let quantity: WideDecimal
  /// When it was traded.
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
