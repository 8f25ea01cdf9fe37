/// Subscriber lists by the instrument's index, in memory of their own, so that finding one is an array access without a
/// check or a count.
///
/// Most streams have one receiver. It is found at once and called without being counted, so a port that is removed is kept
/// by the bus until nothing is being delivered any more.
final class InstrumentSubscribers {
  private struct Row {
    var list = SubscriberList()
    /// The only port of the list; `nil` when there are none or several.
    var only: Unmanaged<SubscriberPort>?
    var isEmpty = true
  }

  @exclusivity(unchecked) private var rows: UnsafeMutablePointer<Row>
  @exclusivity(unchecked) private var count: Int

  init() {
    count = 16
    rows = .allocate(capacity: 16)
    rows.initialize(repeating: Row(), count: 16)
  }

  deinit {
    rows.deinitialize(count: count)
    rows.deallocate()
  }

  subscript(index: UInt32) -> SubscriberList {
    let place = Int(index)
    return place < count ? rows[place].list : SubscriberList()
  }

  /// Whether nobody wants to hear of an instrument.
  @inline(__always)
  func isEmpty(_ index: UInt32) -> Bool {
    let place = Int(index)
    return place >= count || rows[place].isEmpty
  }

  /// The receiver's place where there is exactly one.
  @inline(__always)
  func only(_ index: UInt32) -> Unmanaged<SubscriberPort>? {
    let place = Int(index)
    return place < count ? rows[place].only : nil
  }

  func add(_ subscriber: any MarketDataSubscriber, index: UInt32, priority: Int) {
    let place = Int(index)
    if place >= count { grow(to: place) }
    rows[place].list.add(subscriber, priority: priority)
    note(place)
  }

  /// - Returns: the port that was removed, for the caller to keep while it may be in use.
  func remove(_ subscriber: any MarketDataSubscriber, index: UInt32) -> SubscriberPort? {
    let place = Int(index)
    guard place < count else { return nil }
    let removed = rows[place].list.remove(subscriber)
    note(place)
    return removed
  }

  private func note(_ place: Int) {
    let ports = rows[place].list.ports
    rows[place].isEmpty = ports.isEmpty
    rows[place].only = ports.count == 1 ? ports.first.map { Unmanaged.passUnretained($0) } : nil
  }

  @inline(never)
  private func grow(to place: Int) {
    let larger = max(place + 1, count * 2)
    let fresh = UnsafeMutablePointer<Row>.allocate(capacity: larger)
    fresh.moveInitialize(from: rows, count: count)
    (fresh + count).initialize(repeating: Row(), count: larger - count)
    rows.deallocate()
    rows = fresh
    count = larger
  }
}
