import TradingModel

/// The recent changes of a book, so that an audit can tell what it was at an update id of a while ago.
struct DepthLog {
  private var capacity = 0
  private var baseId: Int64 = 0
  private var bids: [Int64: Int64] = [:]
  private var asks: [Int64: Int64] = [:]
  private var changes: [DepthChange] = []

  /// Begins to keep so many changes from the book as it is.
  mutating func keep(_ capacity: Int, from book: DepthSnapshot) {
    self.capacity = capacity
    baseId = book.lastUpdateId
    bids = Dictionary(book.bids.map { ($0.price, $0.quantity) }, uniquingKeysWith: { $1 })
    asks = Dictionary(book.asks.map { ($0.price, $0.quantity) }, uniquingKeysWith: { $1 })
    changes.removeAll()
  }

  mutating func append(_ change: DepthChange) {
    guard capacity > 0 else { return }
    changes.append(change)
    guard changes.count > capacity + capacity / 4 else { return }
    let old = changes.prefix(changes.count - capacity)
    for change in old {
      Self.apply(change.bids, to: &bids)
      Self.apply(change.asks, to: &asks)
      baseId = change.lastUpdateId
    }
    changes.removeFirst(old.count)
  }

  private static func apply(_ levels: [BookLevel], to side: inout [Int64: Int64]) {
    for level in levels { side[level.price] = level.quantity == 0 ? nil : level.quantity }
  }

  /// The book right after the change that ended at `id`; `nil` when that is not known.
  func snapshot(at id: Int64) -> DepthSnapshot? {
    guard capacity > 0, id >= baseId else { return nil }
    var (bids, asks) = (bids, asks)
    var reached = baseId
    var time = changes.first?.eventTime ?? .zero
    for change in changes {
      if change.lastUpdateId > id { break }
      Self.apply(change.bids, to: &bids)
      Self.apply(change.asks, to: &asks)
      reached = change.lastUpdateId
      time = change.eventTime
    }
    guard reached == id else { return nil }
    return DepthSnapshot(
      lastUpdateId: id, bids: bids.keys.sorted(by: >).map { BookLevel(price: $0, quantity: bids[$0] ?? 0) },
      asks: asks.keys.sorted().map { BookLevel(price: $0, quantity: asks[$0] ?? 0) }, eventTime: time,
      transactionTime: time)
  }
}
