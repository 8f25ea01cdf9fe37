public import NIOCore
public import TradingModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The clock of the live world: the machine's clocks, and the timers of one event loop.
public final class EventLoopClock: TradingClock {
  private let eventLoop: any EventLoop

  public init(eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  public var now: UnixNanos {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UnixNanos(Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  public var monotonicNow: UnixNanos {
    UnixNanos(Int64(truncatingIfNeeded: NIODeadline.now().uptimeNanoseconds))
  }

  @discardableResult
  public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    let amount = TimeAmount.nanoseconds(max(delay.wholeNanoseconds, 0))
    return EventLoopTimer(eventLoop.assumeIsolated().scheduleTask(in: amount, action))
  }
}

/// A pending task of an event loop.
private final class EventLoopTimer: ClockTimer {
  private let task: Scheduled<Void>

  init(_ task: Scheduled<Void>) {
    self.task = task
  }

  func cancel() { task.cancel() }
}
