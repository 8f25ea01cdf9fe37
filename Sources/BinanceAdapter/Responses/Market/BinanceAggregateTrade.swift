public import TradingModel

/// Trades of one taker order at one price, summed up.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceAggregateTrade: Hashable, Sendable {
  /// The number of the aggregate (`a`), numbered apart from the trades.
  public let id: UInt64
  /// The price of every trade in it.
  public let price: WideDecimal
  /// The sum of its trades: in base currency, or in contracts on COIN-M.
  public let quantity: WideDecimal
  /// The first of its trades; 0 where the venue leaves it out.
  public let firstTradeId: UInt64
  /// The last of its trades; 0 where the venue leaves it out.
  public let lastTradeId: UInt64
  /// When it was traded (`T`).
  public let time: UnixNanos
  /// Whether the buyer's order was in the book, so that the seller took.
  public let isBuyerMaker: Bool

  init(_ json: JSONValue) throws {
    id = try json.uint64("a")
    price = try json.decimal("p")
    quantity = try json.decimal("q")
    firstTradeId = json["f"]?.uint64 ?? 0
    lastTradeId = json["l"]?.uint64 ?? 0
    time = try json.time("T")
    isBuyerMaker = try json.bool("m")
  }
}
