import TradingModel

/// Values by instrument in memory of its own, so that a lookup is an array access without a check or a count.
final class InstrumentTable<Value> {
  @exclusivity(unchecked) private var values: UnsafeMutablePointer<Value?>
  @exclusivity(unchecked) private var count: Int

  init() {
    count = 16
    values = .allocate(capacity: 16)
    values.initialize(repeating: nil, count: 16)
  }

  deinit {
    values.deinitialize(count: count)
    values.deallocate()
  }

  @inline(__always)
  subscript(id: InstrumentId) -> Value? {
    get {
      let place = Int(id.index)
      return place < count ? values[place] : nil
    }
    set {
      let place = Int(id.index)
      if place >= count { grow(to: place) }
      values[place] = newValue
    }
  }

  /// Changes the value of an instrument in place, starting from `initial`. `change` must not come back to the table.
  @inline(__always)
  func update(_ id: InstrumentId, default initial: @autoclosure () -> Value, _ change: (inout Value?) -> Void) {
    let place = Int(id.index)
    if place >= count { grow(to: place) }
    if case nil = values[place] { values[place] = initial() }
    change(&values[place])
  }

  @inline(never)
  private func grow(to place: Int) {
    let larger = Swift.max(place + 1, count * 2)
    let fresh = UnsafeMutablePointer<Value?>.allocate(capacity: larger)
    fresh.moveInitialize(from: values, count: count)
    (fresh + count).initialize(repeating: nil, count: larger - count)
    values.deallocate()
    values = fresh
    count = larger
  }

  /// All values present, in the order of the instruments' indices, which differs between processes.
  var present: [Value] { UnsafeBufferPointer(start: values, count: count).compactMap { $0 } }
}
