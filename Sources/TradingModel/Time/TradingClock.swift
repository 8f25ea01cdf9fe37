/// The seam through which everything in Argonaut reads the time and waits.
///
/// A clock belongs to one loop: it is used, and its actions run, on that loop's thread only. In the live world it is an
/// event loop's clock, in simulation the virtual time of the simulated world, in unit tests a manual clock.
public protocol TradingClock: AnyObject {
  /// The wall-clock time, which may step when the machine's clock is set.
  var now: UnixNanos { get }

  /// A time that never steps and never goes back, with an arbitrary origin; for measuring intervals.
  var monotonicNow: UnixNanos { get }

  /// Runs `action` once after `delay`, on the clock's loop.
  ///
  /// - Returns: a timer that can be cancelled until it fires.
  @discardableResult
  func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer
}

extension TradingClock {
  /// Runs `action` once when the wall clock reaches `time`; at once (but not before returning) when it has passed.
  @discardableResult
  public func schedule(at time: UnixNanos, _ action: @escaping () -> Void) -> any ClockTimer {
    let delay = time - now
    return schedule(after: delay < .zero ? .zero : delay, action)
  }
}
