import TradingModel

/// Virtual time for the exchange's tests: actions run in the order of their due times when time is moved.
final class ManualClock: TradingClock {
  final class Timer: ClockTimer {
    var action: (() -> Void)?
    init(_ action: @escaping () -> Void) { self.action = action }
    func cancel() { action = nil }
  }

  private(set) var now: UnixNanos
  private let origin: UnixNanos
  private var queue: [(due: Int64, number: Int, timer: Timer)] = []
  private var number = 0

  init(now: UnixNanos = UnixNanos(milliseconds: 1_795_000_000_000)) {
    self.now = now
    self.origin = now
  }

  var monotonicNow: UnixNanos { UnixNanos(now.nanoseconds - origin.nanoseconds) }

  func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    let timer = Timer(action)
    number += 1
    let due = now.nanoseconds + max(0, delay.wholeNanoseconds)
    let index = queue.firstIndex { $0.due > due } ?? queue.count
    queue.insert((due, number, timer), at: index)
    return timer
  }

  /// Moves time, running what falls due.
  func advance(by duration: Duration) {
    let target = now.nanoseconds + duration.wholeNanoseconds
    while let next = queue.first, next.due <= target {
      queue.removeFirst()
      now = UnixNanos(max(now.nanoseconds, next.due))
      next.timer.action?()
    }
    now = UnixNanos(target)
  }
}
