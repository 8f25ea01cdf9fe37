import Testing
import TradingModel

@Suite("Times")
struct UnixNanosTests {
  @Test("whole milliseconds and microseconds are rounded down, before the epoch too")
  func roundedDown() {
    #expect(UnixNanos(1_999_999).milliseconds == 1 && UnixNanos(1_999).microseconds == 1)
    #expect(UnixNanos(-1).milliseconds == -1 && UnixNanos(-1).microseconds == -1)
    #expect(UnixNanos(-1_000_000).milliseconds == -1 && UnixNanos(-1_000_001).milliseconds == -2)
    #expect(UnixNanos(.min).milliseconds < 0 && UnixNanos(.max).microseconds > 0)
  }

  @Test("the time between two moments is exact from one end of the range to the other")
  func between() {
    let (first, last) = (UnixNanos(.min), UnixNanos(.max))
    #expect(last.since(first) == Duration.nanoseconds(Int64.max) - Duration.nanoseconds(Int64.min))
    #expect(first.since(last) == Duration.zero - last.since(first))
    #expect(UnixNanos(5) - UnixNanos(7) == .nanoseconds(-2))
  }

  @Test("a duration is cut to whole nanoseconds toward zero, and saturates at the ends of the range")
  func wholeNanoseconds() {
    #expect(Duration(secondsComponent: 1, attosecondsComponent: 1_999_999_999).wholeNanoseconds == 1_000_000_001)
    #expect(Duration(secondsComponent: -1, attosecondsComponent: -1_999_999_999).wholeNanoseconds == -1_000_000_001)
    #expect(Duration.nanoseconds(Int64.max).wholeNanoseconds == .max)
    #expect(Duration.nanoseconds(Int64.min).wholeNanoseconds == .min)
    #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
    #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
  }
}
