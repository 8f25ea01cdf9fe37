import TradingModel

/// Values by instrument in an array, so that a lookup is an array access.
struct InstrumentTable<Value> {
  private var values: [Value?] = []

  @inline(__always)
  subscript(id: InstrumentId) -> Value? {
    get {
      let place = Int(id.index)
      return place < values.count ? values[place] : nil
    }
    set {
      let place = Int(id.index)
      if place >= values.count { grow(to: place) }
      values[place] = newValue
    }
  }

  /// Changes the value of an instrument in place, starting from `initial`.
  @inline(__always)
  mutating func update(_ id: InstrumentId, default initial: @autoclosure () -> Value, _ change: (inout Value?) -> Void)
  {
    let place = Int(id.index)
    if place >= values.count { grow(to: place) }
    if values[place] == nil { values[place] = initial() }
    change(&values[place])
  }

  @inline(never)
  private mutating func grow(to place: Int) {
    values.reserveCapacity(Swift.max(place + 1, values.count * 2))
    while values.count <= place { values.append(nil) }
  }

  mutating func removeAll() { values.removeAll() }

  /// All values present, in the order of the instruments' indices, which differs between processes.
  var present: [Value] { values.compactMap { $0 } }
}
