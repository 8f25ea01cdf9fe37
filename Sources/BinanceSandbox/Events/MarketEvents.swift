import TradingModel

/// A public trade.
struct MarketTrade {
  let id: Int64
  let price: Int64
  let quantity: Int64
  /// Whether the buyer was resting.
  let buyerIsMaker: Bool
  /// When it happened (`T`) and when it is told (`E`).
  let time: UnixNanos
  var eventTime: UnixNanos
  /// The payload as the real venue sent it, in recorded markets.
  var raw: [UInt8]?
  /// Whether the resting side was an order for retail takers (`RPI`).
  var isRetail = false
}

/// Trades of one taker side at one price, told as one.
struct AggregateTrade {
  let id: Int64
  let price: Int64
  var quantity: Int64
  /// How much of it met orders for retail takers.
  var retailQuantity: Int64 = 0
  let firstTradeId: Int64
  var lastTradeId: Int64
  /// Time of the first trade, as the venue tells it.
  let time: UnixNanos
  let buyerIsMaker: Bool
  var eventTime: UnixNanos
}

/// One side's level: a price and the quantity there.
struct BookLevel: Hashable {
  var price: Int64
  var quantity: Int64
}

/// The best bid and ask; a price of 0 where a side is empty.
struct BookTop: Equatable {
  var bid = BookLevel(price: 0, quantity: 0)
  var ask = BookLevel(price: 0, quantity: 0)
  var updateId: Int64 = 0
  var eventTime = UnixNanos.zero
  var transactionTime = UnixNanos.zero
  var raw: [UInt8]?
}

/// Levels that changed, with their new absolute quantities (0 = gone).
struct DepthChange {
  /// `U`, `u` and `pu`.
  var firstUpdateId: Int64
  var lastUpdateId: Int64
  var previousUpdateId: Int64
  var bids: [BookLevel]
  var asks: [BookLevel]
  var eventTime: UnixNanos
  var transactionTime: UnixNanos
  /// The payload as the real venue sent it, in recorded markets.
  var raw: [UInt8]?
}

/// A book as a REST request sees it, best level first.
struct DepthSnapshot {
  var lastUpdateId: Int64
  var bids: [BookLevel]
  var asks: [BookLevel]
  var eventTime: UnixNanos
  var transactionTime: UnixNanos
}

/// Collects depth changes between two flushes of a stream: the front owns one for each stream and speed.
struct DepthDiffCollector {
  private var bids: [Int64: Int64] = [:]
  private var asks: [Int64: Int64] = [:]
  private var pending: DepthChange?
  private var lastFlushed: Int64?

  /// Takes one change.
  mutating func collect(_ change: DepthChange) {
    if pending == nil {
      pending = change
      pending?.raw = nil
      pending?.previousUpdateId = lastFlushed ?? change.previousUpdateId
    }
    pending?.lastUpdateId = change.lastUpdateId
    pending?.eventTime = change.eventTime
    pending?.transactionTime = change.transactionTime
    for level in change.bids { bids[level.price] = level.quantity }
    for level in change.asks { asks[level.price] = level.quantity }
  }

  /// What changed since the last flush (bids downwards, asks upwards), or `nil` when nothing did.
  mutating func flush() -> DepthChange? {
    guard var change = pending else { return nil }
    change.bids = bids.keys.sorted(by: >).map { BookLevel(price: $0, quantity: bids[$0] ?? 0) }
    change.asks = asks.keys.sorted().map { BookLevel(price: $0, quantity: asks[$0] ?? 0) }
    bids.removeAll(keepingCapacity: true)
    asks.removeAll(keepingCapacity: true)
    pending = nil
    lastFlushed = change.lastUpdateId
    return change
  }
}
