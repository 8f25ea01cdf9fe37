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

  /// Makes a clock whose timers run on an event loop.
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
    let timer = EventLoopTimer(action)
    timer.start(on: eventLoop, at: .now() + .nanoseconds(max(delay.wholeNanoseconds, 0)))
    return timer
  }
}

/// An action that an event loop is to run.
///
/// A callback instead of a task: a task brings a promise along, which costs five allocations for nobody.
private final class EventLoopTimer: ClockTimer, NIOScheduledCallbackHandler, @unchecked Sendable {
  // Unchecked is sound because a timer is made, cancelled and run on its event loop only.
  private var action: (() -> Void)?
  private var callback: NIOScheduledCallback?

  init(_ action: @escaping () -> Void) {
    self.action = action
  }

  func start(on eventLoop: any EventLoop, at deadline: NIODeadline) {
    // A loop that was shut down runs nothing more.
    callback = try? eventLoop.scheduleCallback(at: deadline, handler: self)
  }

  func handleScheduledCallback(eventLoop: some EventLoop) {
    let action = action
    end()
    action?()
  }

  func cancel() {
    callback?.cancel()
    end()
  }

  private func end() {
    action = nil
    callback = nil
  }
}
