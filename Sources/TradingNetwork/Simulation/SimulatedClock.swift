public import TradingModel

/// A participant's own clock in a simulated world: wrong by an offset and a drift, and it can be stepped.
///
/// Intervals are measured right (`monotonicNow` and `schedule(after:)` are the world's); only the wall clock is wrong,
/// as on a machine whose clock was set badly.
public final class SimulatedClock: TradingClock {
  private let world: SimulatedWorld
  private let drift: Int
  private let madeAt: UnixNanos
  private var offset: Duration

  /// - Parameters:
  ///   - world: whose time is the true one.
  ///   - offset: how far this clock is ahead of the world's.
  ///   - drift: how many parts per million it is too fast.
  public init(world: SimulatedWorld, offset: Duration = .zero, drift: Int = 0) {
    self.world = world
    self.offset = offset
    self.drift = drift
    self.madeAt = world.now
  }

  public var now: UnixNanos {
    let drifted = (world.now - madeAt).wholeNanoseconds / 1_000_000 &* Int64(drift)
    return world.now + offset + .nanoseconds(drifted)
  }

  public var monotonicNow: UnixNanos { world.monotonicNow }

  @discardableResult
  public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    world.schedule(after: delay, action)
  }

  /// Sets the wall clock forward, or back by a negative duration.
  public func step(by duration: Duration) { offset += duration }
}
