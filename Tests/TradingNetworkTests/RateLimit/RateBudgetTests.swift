import Testing
import TradingModel
import TradingNetwork

@Suite("RateBudget")
struct RateBudgetTests {
  private static let minute = RateWindow(kind: .requestWeight, interval: .seconds(60), limit: 100)
  private static let tenSeconds = RateWindow(kind: .orders, interval: .seconds(10), limit: 5)
  private static let day = RateWindow(kind: .orders, interval: .seconds(86_400), limit: 20)
  /// Twenty seconds into a whole minute.
  private let start = UnixNanos(milliseconds: 1_795_392_020_000)

  @Test("A window resets on the whole minute of the venue's clock, not a minute after the first request")
  func windowsAreAlignedToTheWallClock() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    #expect(budget.admit(RateCost(weight: 100), priority: .query, at: start) == .admitted)
    let boundary = UnixNanos(milliseconds: 1_795_392_060_000)
    #expect(budget.admit(RateCost(), priority: .query, at: start) == .wait(until: boundary))
    let before = UnixNanos(boundary.nanoseconds - 1)
    #expect(budget.admit(RateCost(), priority: .query, at: before) == .wait(until: boundary))
    #expect(budget.admit(RateCost(weight: 100), priority: .query, at: boundary) == .admitted)
  }

  @Test("Exactly the limit is admitted, and not one more")
  func theLimitItselfIsAdmitted() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    for _ in 0..<100 { #expect(budget.admit(RateCost(), priority: .cancel, at: start) == .admitted) }
    #expect(budget.admit(RateCost(), priority: .cancel, at: start) != .admitted)
    #expect(budget.remaining(.requestWeight, interval: .seconds(60), at: start) == 0)
  }

  @Test("Cancels find room after everything else has used its share")
  func cancelsHaveAReserve() {
    var budget = RateBudget(windows: [Self.minute], shares: [1, 0.95, 0.85, 0.7])
    var sent = 0
    while budget.admit(RateCost(), priority: .background, at: start) == .admitted { sent += 1 }
    #expect(sent == 70)
    while budget.admit(RateCost(), priority: .query, at: start) == .admitted { sent += 1 }
    #expect(sent == 85)
    while budget.admit(RateCost(), priority: .order, at: start) == .admitted { sent += 1 }
    #expect(sent == 95)
    while budget.admit(RateCost(), priority: .cancel, at: start) == .admitted { sent += 1 }
    #expect(sent == 100)
  }

  @Test("The longest of several exhausted windows decides how long to wait")
  func severalWindowsMustAllHaveRoom() {
    var budget = RateBudget(windows: [Self.minute, Self.tenSeconds, Self.day], shares: [1])
    let order = RateCost(weight: 0, orders: 1)
    var now = start
    for round in 0..<4 {
      for _ in 0..<5 { #expect(budget.admit(order, priority: .order, at: now) == .admitted, "round \(round)") }
      if round < 3 { #expect(budget.admit(order, priority: .order, at: now) == .wait(until: now + .seconds(10))) }
      now = now + .seconds(10)
    }
    let midnight = UnixNanos(milliseconds: 1_795_392_000_000 / 86_400_000 * 86_400_000 + 86_400_000)
    #expect(budget.admit(order, priority: .order, at: now) == .wait(until: midnight))
    #expect(budget.admit(RateCost(weight: 1), priority: .query, at: now) == .admitted)
  }

  @Test("What the venue reports counts for more than what was sent from here")
  func reportsOfOthersOnTheSameAddressAreFollowed() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    #expect(budget.admit(RateCost(weight: 2), priority: .query, at: start) == .admitted)
    let report = RateReport(kind: .requestWeight, interval: .seconds(60), used: 70)
    budget.settle(RateCost(weight: 2), reports: [report], admittedAt: start, at: start)
    #expect(budget.used(.requestWeight, interval: .seconds(60), at: start) == 70)
    #expect(budget.admit(RateCost(weight: 31), priority: .query, at: start) != .admitted)
  }

  @Test(
    "Counters turn with the venue's minute although the clock was ahead when the first requests were sent",
    arguments: [Duration.seconds(90), .seconds(3_600), .seconds(2 * 86_400)])
  func clockPutRight(ahead: Duration) {
    var budget = RateBudget(windows: [Self.minute, Self.day], shares: [1])
    #expect(budget.admit(RateCost(weight: 10), priority: .query, at: start + ahead) == .admitted)
    budget.settle(RateCost(weight: 10), reports: [], admittedAt: start + ahead, at: start)
    #expect(budget.admit(RateCost(weight: 100), priority: .query, at: start) == .admitted)
    let boundary = UnixNanos(milliseconds: 1_795_392_060_000)
    #expect(budget.admit(RateCost(), priority: .query, at: start) == .wait(until: boundary))
    #expect(budget.admit(RateCost(weight: 100), priority: .query, at: boundary) == .admitted)
  }

  @Test("What was counted stays counted when clocks differ slightly about the beginning of a minute")
  func clockJitter() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    let boundary = UnixNanos(milliseconds: 1_795_392_060_000)
    #expect(budget.admit(RateCost(weight: 100), priority: .query, at: boundary) == .admitted)
    #expect(budget.admit(RateCost(), priority: .query, at: boundary + .milliseconds(-50)) != .admitted)
    #expect(budget.used(.requestWeight, interval: .seconds(60), at: boundary + .milliseconds(10)) == 100)
  }

  @Test("An answer that was overtaken does not hide the newer figure")
  func olderReportsDoNotLowerTheCount() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    for _ in 0..<2 { _ = budget.admit(RateCost(weight: 10), priority: .query, at: start) }
    for used in [60, 50] {
      let report = RateReport(kind: .requestWeight, interval: .seconds(60), used: used)
      budget.settle(RateCost(weight: 10), reports: [report], admittedAt: start, at: start)
    }
    #expect(budget.used(.requestWeight, interval: .seconds(60), at: start) == 60)
  }

  @Test("A report from the interval that has passed says nothing about this one")
  func lateReportsAreIgnored() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    _ = budget.admit(RateCost(weight: 90), priority: .query, at: start)
    let later = start + .seconds(45)
    let report = RateReport(kind: .requestWeight, interval: .seconds(60), used: 95)
    budget.settle(RateCost(weight: 90), reports: [report], admittedAt: start, at: later)
    #expect(budget.used(.requestWeight, interval: .seconds(60), at: later) == 0)
  }

  @Test("Order counts go down when the venue says that orders were filled")
  func orderCountsFollowTheVenueBothWays() {
    var budget = RateBudget(windows: [Self.tenSeconds], shares: [1])
    let order = RateCost(weight: 0, orders: 1)
    for _ in 0..<5 { _ = budget.admit(order, priority: .order, at: start) }
    for _ in 0..<5 {
      let report = RateReport(kind: .orders, interval: .seconds(10), used: 2)
      budget.settle(order, reports: [report], admittedAt: start, at: start)
    }
    #expect(budget.remaining(.orders, interval: .seconds(10), at: start) == 3)
  }

  @Test("While the venue forbids it nothing is sent, cancels neither")
  func blocksAreObeyed() {
    var budget = RateBudget(windows: [Self.minute])
    let end = start + .seconds(120)
    budget.stop(until: end, isBan: true, at: start)
    budget.stop(until: start + .seconds(5), isBan: false, at: start)
    #expect(budget.remainingBlock(at: start) == .seconds(120))
    #expect(budget.admit(RateCost(), priority: .cancel, at: UnixNanos(end.nanoseconds - 1)) == .wait(until: end))
    #expect(budget.admit(RateCost(), priority: .cancel, at: end) == .admitted)
    #expect(budget.remainingBlock(at: end) == .zero)
  }

  @Test("Without a Retry-After the pause lasts until the window ends")
  func unnamedPausesLastUntilTheWindowEnds() {
    var budget = RateBudget(windows: [Self.minute])
    budget.stop(until: nil, isBan: false, at: start)
    #expect(budget.remainingBlock(at: start) == .seconds(40))
  }

  @Test("What costs more than the limit is impossible; what exceeds only its share goes when the window is empty")
  func oversizedRequests() {
    var budget = RateBudget(windows: [Self.minute], shares: [1, 0.95, 0.85, 0.7])
    #expect(budget.admit(RateCost(weight: 101), priority: .query, at: start) == .impossible(Self.minute))
    #expect(budget.admit(RateCost(weight: 90), priority: .background, at: start) == .admitted)
    #expect(budget.admit(RateCost(weight: 1), priority: .background, at: start) != .admitted)
  }

  @Test("Limits that the venue publishes replace the assumed ones and keep the count")
  func adoptedLimitsKeepTheCount() {
    var budget = RateBudget(windows: [Self.minute], shares: [1])
    _ = budget.admit(RateCost(weight: 60), priority: .query, at: start)
    budget.adopt([RateWindow(kind: .requestWeight, interval: .seconds(60), limit: 80)])
    #expect(budget.remaining(.requestWeight, interval: .seconds(60), at: start) == 20)
  }
}
