import TradingModel

/// The venue's clock: the world's, and how far it is wrong.
final class VenueClock: TradingClock {
  private let base: any TradingClock
  /// How far the venue's wall clock is ahead of the world's.
  var offset: Duration = .zero

  init(_ base: any TradingClock) { self.base = base }

  private var drift: (since: UnixNanos, partsPerMillion: Double)?

  /// From now on the clock runs too fast by so many millionths (too slow where negative).
  func drift(partsPerMillion: Double) {
    offset += drifted
    drift = partsPerMillion == 0 ? nil : (base.monotonicNow, partsPerMillion)
  }

  /// Sets the clock right.
  func correct() {
    offset = .zero
    drift = nil
  }

  private var drifted: Duration {
    guard let drift else { return .zero }
    let elapsed = Double((base.monotonicNow - drift.since).wholeNanoseconds)
    return .nanoseconds(Int64(elapsed * drift.partsPerMillion / 1_000_000))
  }

  var now: UnixNanos { drift == nil ? base.now + offset : base.now + offset + drifted }
  var monotonicNow: UnixNanos { base.monotonicNow }

  @discardableResult
  func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    base.schedule(after: delay, action)
  }
}
