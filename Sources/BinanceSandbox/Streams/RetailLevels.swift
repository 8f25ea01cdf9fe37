/// What was last told of a book with orders for retail takers, to tell the differences.
struct RetailLevels {
  private var bids: [Int64: Int64] = [:]
  private var asks: [Int64: Int64] = [:]
  private var isFirst = true

  /// The levels that changed since, with their new quantities; nil when nothing did, or nothing was known yet.
  mutating func change(to snapshot: DepthSnapshot, previous: Int64) -> DepthChange? {
    let changed = (difference(&bids, snapshot.bids), difference(&asks, snapshot.asks))
    defer { isFirst = false }
    guard !isFirst, !changed.0.isEmpty || !changed.1.isEmpty else { return nil }
    return DepthChange(
      firstUpdateId: min(previous + 1, snapshot.lastUpdateId), lastUpdateId: snapshot.lastUpdateId,
      previousUpdateId: previous, bids: changed.0.sorted { $0.price > $1.price },
      asks: changed.1.sorted { $0.price < $1.price }, eventTime: snapshot.eventTime,
      transactionTime: snapshot.transactionTime)
  }

  private func difference(_ known: inout [Int64: Int64], _ levels: [BookLevel]) -> [BookLevel] {
    var changed: [BookLevel] = []
    var current: [Int64: Int64] = [:]
    for level in levels {
      current[level.price] = level.quantity
      if known[level.price] != level.quantity { changed.append(level) }
    }
    for price in known.keys where current[price] == nil { changed.append(BookLevel(price: price, quantity: 0)) }
    known = current
    return changed
  }
}
