import HeapModule
public import TradingModel

/// A clock whose time passes only when it is told to.
///
/// Timers run in the order of their due time, those of equal time in the order in which they were scheduled. While an
/// action runs, ``now`` is the time at which it was due, so everything that the action schedules falls into place too.
public final class ManualClock: TradingClock {
  private var time: UnixNanos
  private let origin: UnixNanos
  private var entries = Heap<Entry>()
  private var nextSequence: UInt64 = 0
  private var cancelled = 0

  /// A clock that shows `start`.
  public init(start: UnixNanos = .zero) {
    self.time = start
    self.origin = start
  }

  public var now: UnixNanos { time }

  public var monotonicNow: UnixNanos { UnixNanos(time.nanoseconds &- origin.nanoseconds) }

  @discardableResult
  public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    let timer = Timer(action: action, clock: self)
    entries.insert(Entry(due: time + max(delay, .zero), sequence: nextSequence, timer: timer))
    nextSequence &+= 1
    return timer
  }

  /// When the next pending action is due.
  public var nextDue: UnixNanos? {
    dropCancelled()
    return entries.min?.due
  }

  /// How many actions are pending.
  public var pendingCount: Int { entries.count - cancelled }

  /// Moves the time to `target`, running what comes due on the way. A time that has passed changes nothing.
  public func advance(to target: UnixNanos) {
    while let due = nextDue, due <= target {
      runNext()
    }
    if time < target { time = target }
  }

  /// Moves the time on by `duration`.
  public func advance(by duration: Duration) { advance(to: time + duration) }

  /// Moves the time to the next pending action and runs it.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public func runNext() -> Bool {
    dropCancelled()
    guard let entry = entries.popMin() else { return false }
    if time < entry.due { time = entry.due }
    entry.timer.fire()
    return true
  }

  private func dropCancelled() {
    while let first = entries.min, first.timer.isDone {
      entries.removeMin()
      cancelled -= 1
    }
  }

  private func noteCancellation() {
    cancelled += 1
    // Timers that are set and cancelled over and over must not pile up until their due time.
    if cancelled > 64, cancelled * 2 > entries.count {
      entries = Heap(entries.unordered.filter { !$0.timer.isDone })
      cancelled = 0
    }
  }

  private struct Entry: Comparable {
    let due: UnixNanos
    let sequence: UInt64
    let timer: Timer

    static func < (left: Entry, right: Entry) -> Bool {
      left.due == right.due ? left.sequence < right.sequence : left.due < right.due
    }

    static func == (left: Entry, right: Entry) -> Bool { left.sequence == right.sequence }
  }

  private final class Timer: ClockTimer {
    private var action: (() -> Void)?
    private weak var clock: ManualClock?

    init(action: @escaping () -> Void, clock: ManualClock) {
      self.action = action
      self.clock = clock
    }

    var isDone: Bool { action == nil }

    func cancel() {
      guard action != nil else { return }
      action = nil
      clock?.noteCancellation()
    }

    func fire() {
      let work = action
      action = nil
      work?()
    }
  }
}
