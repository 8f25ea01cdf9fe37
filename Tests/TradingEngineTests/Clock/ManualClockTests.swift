import Testing
import TradingEngine
import TradingModel

@Suite("The manual clock")
struct ManualClockTests {
  @Test("runs what is due by time, equals in the order of insertion")
  func order() {
    let clock = ManualClock()
    var ran: [String] = []
    clock.schedule(after: .seconds(2)) { ran.append("b") }
    clock.schedule(after: .seconds(1)) { ran.append("a1") }
    clock.schedule(after: .seconds(1)) { ran.append("a2") }
    clock.schedule(after: .seconds(3)) { ran.append("c") }
    clock.advance(to: UnixNanos(2_000_000_000))
    #expect(ran == ["a1", "a2", "b"])
    #expect(clock.now == UnixNanos(2_000_000_000))
    #expect(clock.nextDue == UnixNanos(3_000_000_000))
  }

  @Test("shows the due time while an action runs, and runs what the action schedules on the way")
  func nesting() {
    let clock = ManualClock()
    var times: [Int64] = []
    clock.schedule(after: .seconds(1)) {
      times.append(clock.now.nanoseconds)
      clock.schedule(after: .seconds(1)) { times.append(clock.now.nanoseconds) }
    }
    clock.advance(by: .seconds(10))
    #expect(times == [1_000_000_000, 2_000_000_000])
    #expect(clock.now == UnixNanos(10_000_000_000))
  }

  @Test("does not run what was cancelled, and does not keep it")
  func cancelling() {
    let clock = ManualClock()
    var ran = 0
    for _ in 0..<1_000 { clock.schedule(after: .seconds(60)) { ran += 1 }.cancel() }
    #expect(clock.pendingCount == 0)
    let kept = clock.schedule(after: .seconds(60)) { ran += 1 }
    clock.advance(by: .seconds(60))
    kept.cancel()
    #expect(ran == 1)
    #expect(clock.nextDue == nil)
  }
}

@Suite("Named timers")
struct ClockTimersTests {
  @Test("a repeating timer does not drift however the clock is moved")
  func noDrift() {
    let clock = ManualClock(start: UnixNanos(500))
    var fired: [Int64] = []
    let timers = ClockTimers(clock: clock) { fired.append($0.tsEvent.nanoseconds) }
    timers.setTimer(name: "t", interval: .nanoseconds(1_000))
    for step in [999, 1, 1, 3_500, 700] { clock.advance(by: .nanoseconds(step)) }
    #expect(fired == [1_500, 2_500, 3_500, 4_500, 5_500])
  }

  @Test("a clock that jumps fires a timer once and goes on at the grid")
  func missedIntervals() {
    let clock = JumpingClock()
    var fired: [TimeEvent] = []
    let timers = ClockTimers(clock: clock) { fired.append($0) }
    timers.setTimer(name: "t", interval: .nanoseconds(1_000))
    clock.now = UnixNanos(5_300)
    clock.fire()
    #expect(fired == [TimeEvent(name: "t", tsEvent: UnixNanos(5_000), tsInit: UnixNanos(5_300))])
    #expect(timers.nextTime(of: "t") == UnixNanos(6_000))
  }

  @Test("a timer never fires early, even when the wall clock was set back")
  func neverEarly() {
    let clock = JumpingClock()
    var fired = 0
    let timers = ClockTimers(clock: clock) { _ in fired += 1 }
    timers.setTimeAlert(name: "a", at: UnixNanos(1_000))
    clock.now = UnixNanos(400)
    clock.fire()
    #expect(fired == 0)
    clock.now = UnixNanos(1_000)
    clock.fire()
    #expect(fired == 1)
  }

  @Test("start and stop bound a timer")
  func bounds() {
    let clock = ManualClock()
    var fired: [Int64] = []
    let timers = ClockTimers(clock: clock) { fired.append($0.tsEvent.nanoseconds) }
    timers.setTimer(name: "t", interval: .nanoseconds(10), start: UnixNanos(100), stop: UnixNanos(130))
    clock.advance(to: UnixNanos(1_000))
    #expect(fired == [110, 120, 130])
    #expect(timers.names == [])
  }

  @Test("alerts in the past fire at once but not before returning; a name that is set again is replaced")
  func alerts() {
    let clock = ManualClock(start: UnixNanos(1_000))
    var fired: [String] = []
    let timers = ClockTimers(clock: clock) { fired.append($0.name) }
    timers.setTimeAlert(name: "past", at: UnixNanos(1))
    timers.setTimeAlert(name: "twice", at: UnixNanos(2_000)) { _ in fired.append("first") }
    timers.setTimeAlert(name: "twice", at: UnixNanos(3_000)) { _ in fired.append("second") }
    timers.setTimeAlert(name: "gone", at: UnixNanos(2_500))
    timers.cancel("gone")
    #expect(fired.isEmpty)
    clock.advance(to: UnixNanos(5_000))
    #expect(fired == ["past", "second"])
  }

  private final class JumpingClock: TradingClock {
    var now = UnixNanos(0)
    var monotonicNow: UnixNanos { now }
    private var action: (() -> Void)?

    func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
      self.action = action
      return Timer()
    }

    func fire() { action?() }

    private final class Timer: ClockTimer {
      func cancel() {}
    }
  }
}
