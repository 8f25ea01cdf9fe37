import TradingModel

/// The venue's clock: the world's, and how far it is wrong.
final class VenueClock: TradingClock {
  private let base: any TradingClock
  /// How far the venue's wall clock is ahead of the world's.
  var offset: Duration = .zero

  init(_ base: any TradingClock) { self.base = base }

  var now: UnixNanos { base.now + offset }
  var monotonicNow: UnixNanos { base.monotonicNow }

  @discardableResult
  func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    base.schedule(after: delay, action)
  }
}
