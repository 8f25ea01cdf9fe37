import TradingModel

/// What the data client keeps of its instruments, by their slots: in memory of its own, so that a message's instrument is
/// reached without a check or a count.
final class MarketSlots {
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<MarketSlot>
  @exclusivity(unchecked) private(set) var count = 0
  private var capacity: Int

  init() {
    capacity = 16
    slots = .allocate(capacity: capacity)
  }

  deinit {
    slots.deinitialize(count: count)
    slots.deallocate()
  }

  var indices: Range<Int> { 0..<count }

  /// The slot at an index below ``count``.
  subscript(index: Int) -> MarketSlot {
    @inline(__always) _read {
      precondition(index >= 0 && index < count)
      yield slots[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count)
      yield &slots[index]
    }
  }

  func append(_ slot: MarketSlot) {
    if count == capacity { grow() }
    (slots + count).initialize(to: slot)
    count += 1
  }

  private func grow() {
    let fresh = UnsafeMutablePointer<MarketSlot>.allocate(capacity: capacity * 2)
    fresh.moveInitialize(from: slots, count: count)
    slots.deallocate()
    slots = fresh
    capacity *= 2
  }

  /// The instruments in the order of their slots.
  var instruments: [Instrument] { indices.map { self[$0].instrument } }
}
