public import TradingModel

/// Named timers and alerts on a clock, as actors and strategies use them.
///
/// A repeating timer fires at `start + n × interval`, computed from its start every time, so it does not drift. It never
/// fires early. Where the process was busy or asleep over several intervals it fires once, for the latest of them, and
/// goes on with the next: missed intervals do not come as a burst. Setting a name again replaces what it stood for.
public final class ClockTimers {
  /// What is called when a timer or an alert without an action of its own comes due.
  public var handler: (TimeEvent) -> Void

  private let clock: any TradingClock
  /// Surrounds every firing, for what must happen before and after it.
  var perform: (() -> Void) -> Void = { $0() }
  private var timers: [String: NamedTimer] = [:]

  /// Timers on `clock`.
  public init(clock: any TradingClock, handler: @escaping (TimeEvent) -> Void = { _ in }) {
    self.clock = clock
    self.handler = handler
  }

  /// The wall-clock time.
  public var now: UnixNanos { clock.now }

  /// A time that never steps, for measuring intervals.
  public var monotonicNow: UnixNanos { clock.monotonicNow }

  /// The names of everything pending, sorted.
  public var names: [String] { timers.keys.sorted() }

  /// When the timer or alert of this name fires next.
  public func nextTime(of name: String) -> UnixNanos? { timers[name]?.due }

  /// Fires once at `time`, or at once (but not before returning) when that has passed.
  public func setTimeAlert(name: String, at time: UnixNanos, action: ((TimeEvent) -> Void)? = nil) {
    add(NamedTimer(name: name, start: time, interval: nil, stop: nil, due: time, action: action))
  }

  /// Fires once after `delay`.
  public func setTimeAlert(name: String, after delay: Duration, action: ((TimeEvent) -> Void)? = nil) {
    setTimeAlert(name: name, at: now + delay, action: action)
  }

  /// Fires every `interval`, first at `start + interval` (`start` is now unless given), last at or before `stop`.
  ///
  /// - Parameters:
  ///   - name: what the timer is canceled by; a timer or alert of this name is replaced.
  ///   - interval: at least one nanosecond; anything less sets nothing.
  ///   - start: what the firing times are counted from; those that have passed are left out.
  ///   - stop: after when nothing fires any more; without it the timer goes on until it is canceled.
  ///   - action: what is called at each firing; ``handler`` when `nil`.
  public func setTimer(
    name: String, interval: Duration, start: UnixNanos? = nil, stop: UnixNanos? = nil,
    action: ((TimeEvent) -> Void)? = nil
  ) {
    cancel(name)
    guard interval.wholeNanoseconds > 0 else { return }
    let origin = start ?? now
    let first = NamedTimer.next(after: max(now, origin), origin: origin, interval: interval)
    if let stop, first > stop { return }
    add(NamedTimer(name: name, start: origin, interval: interval, stop: stop, due: first, action: action))
  }

  /// Cancels the timer or alert of this name, if there is one.
  public func cancel(_ name: String) {
    timers.removeValue(forKey: name)?.pending?.cancel()
  }

  /// Cancels everything.
  public func cancelAll() {
    for name in names { cancel(name) }
  }

  private func add(_ timer: NamedTimer) {
    cancel(timer.name)
    timers[timer.name] = timer
    arm(timer)
  }

  private func arm(_ timer: NamedTimer) {
    timer.pending = clock.schedule(at: timer.due) { [weak self, weak timer] in
      guard let self, let timer, self.timers[timer.name] === timer else { return }
      self.fire(timer)
    }
  }

  private func fire(_ timer: NamedTimer) {
    let now = clock.now
    // A wall clock that was set back must not let a timer fire early.
    guard now >= timer.due else { return arm(timer) }
    var scheduled = timer.due
    if let interval = timer.interval {
      let next = NamedTimer.next(after: now, origin: timer.start, interval: interval)
      scheduled = max(timer.due, UnixNanos(next.nanoseconds &- interval.wholeNanoseconds))
      if let stop = timer.stop, scheduled > stop { scheduled = timer.due }
      timer.due = next
      if let stop = timer.stop, next > stop {
        timers[timer.name] = nil
      } else {
        arm(timer)
      }
    } else {
      timers[timer.name] = nil
    }
    let event = TimeEvent(name: timer.name, tsEvent: scheduled, tsInit: now)
    let action = timer.action ?? handler
    perform { action(event) }
  }
}

private final class NamedTimer {
  let name: String
  let start: UnixNanos
  let interval: Duration?
  let stop: UnixNanos?
  var due: UnixNanos
  let action: ((TimeEvent) -> Void)?
  var pending: (any ClockTimer)?

  init(
    name: String, start: UnixNanos, interval: Duration?, stop: UnixNanos?, due: UnixNanos,
    action: ((TimeEvent) -> Void)?
  ) {
    self.name = name
    self.start = start
    self.interval = interval
    self.stop = stop
    self.due = due
    self.action = action
  }

  /// The first `origin + n × interval`, n ≥ 1, after `time`.
  static func next(after time: UnixNanos, origin: UnixNanos, interval: Duration) -> UnixNanos {
    let step = Int128(interval.wholeNanoseconds)
    let passed = Int128(time.nanoseconds) - Int128(origin.nanoseconds)
    let steps = passed < 0 ? 1 : passed / step + 1
    let next = Int128(origin.nanoseconds) + steps * step
    return UnixNanos(Int64(clamping: next))
  }
}
