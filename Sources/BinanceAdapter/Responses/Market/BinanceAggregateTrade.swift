public import TradingModel

/// Trades of one taker order at one price, summed up.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints>.
public struct BinanceAggregateTrade: Hashable, Sendable {
  public let id: UInt64
  public let price: WideDecimal
  public let quantity: WideDecimal
  public let firstTradeId: UInt64
  public let lastTradeId: UInt64
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
