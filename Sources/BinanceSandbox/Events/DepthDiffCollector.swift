import TradingModel

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
