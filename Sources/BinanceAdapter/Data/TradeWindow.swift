import TradingModel

/// Remembers which of the newest trades were told, so that a trade that arrives twice is told once and one that arrives
/// late is told still.
///
/// Venues number trades of a symbol without gaps; a bit for each of the newest 1,024 numbers is enough. While numbers come
/// one after another, as they nearly always do, the bits are not even touched: every number from the run's first to its
/// last was told.
struct TradeWindow {
  private static let size: UInt64 = 1_024
  private var last: UInt64 = 0
  private var lastTime = UnixNanos.zero
  /// What was known before the newest number led far ahead, until another follows on it. Should the next one carry on here
  /// instead, the one far ahead was wrong.
  private var left: (last: UInt64, seen: [UInt64])?
  /// The first number of the present run: what lies between it and ``last`` was told, and has no bits yet.
  private var runStart: UInt64 = 1
  /// Bits of the numbers below the run; empty before the first trade.
  private var seen: [UInt64] = []

  /// Whether a trade was not told before; it counts as told from then on.
  @inline(__always)
  mutating func admits(_ id: UInt64, at time: UnixNanos) -> Bool {
    if id == last &+ 1, id > 1 {
      last = id
      lastTime = time
      return true
    }
    return admitsOutOfTurn(id, at: time)
  }

  @inline(never)
  private mutating func admitsOutOfTurn(_ id: UInt64, at time: UnixNanos) -> Bool {
    if seen.isEmpty { seen = Array(repeating: 0, count: Int(Self.size / 64)) }
    endRun()
    if id > last {
      left = id - last < Self.size || last == 0 ? nil : left ?? (last, seen)
      clear(behind: last, upTo: id)
      start(at: id, time)
      return true
    }
    if last - id < Self.size {
      if seen[Self.word(id)] & Self.bit(id) != 0 { return false }
      mark(id)
      return true
    }
    // Far below: either the last one was wrong, or this is long told, or the venue counts anew.
    if let left, id > left.last, id - left.last < Self.size {
      (last, seen) = left
      self.left = nil
      clear(behind: last, upTo: id)
    } else {
      guard time > lastTime else { return false }
      left = nil
      for index in seen.indices { seen[index] = 0 }
    }
    start(at: id, time)
    return true
  }

  /// Makes the trade the newest one, and the first of a run.
  private mutating func start(at id: UInt64, _ time: UnixNanos) {
    last = id
    lastTime = time
    runStart = id
    mark(id)
  }

  /// Gives the numbers of the run their bits.
  private mutating func endRun() {
    guard last > runStart else { return }
    left = nil
    clear(behind: runStart, upTo: last)
    // Counted by steps: a number that is the largest one has no successor to stop at.
    let steps = min(last - runStart, Self.size - 1)
    for step in 0...steps { mark(last - step) }
    runStart = last
  }

  private mutating func clear(behind old: UInt64, upTo id: UInt64) {
    guard id - old < Self.size else {
      for index in seen.indices { seen[index] = 0 }
      return
    }
    guard id > old else { return }
    for step in 0..<(id - old) {
      let number = id - step
      seen[Self.word(number)] &= ~Self.bit(number)
    }
  }

  private mutating func mark(_ id: UInt64) { seen[Self.word(id)] |= Self.bit(id) }

  private static func word(_ id: UInt64) -> Int { Int(truncatingIfNeeded: (id % size) / 64) }
  private static func bit(_ id: UInt64) -> UInt64 { 1 &<< (id % 64) }
}
