public import TradingModel

/// How much may still be sent to a venue: a pure value that counts what was sent and follows what the venue reports.
///
/// Times are the venue's, since its windows are aligned to its own clock. A request is admitted when every window has
/// room for it; each priority may fill a window only up to its own share, so that cancels find room when everything else
/// has used its part up. What the venue reports counts for more than what was sent from here, since others may share
/// the address. While the venue forbids all requests nothing is admitted, whatever its priority.
public struct RateBudget: Sendable {
  /// The answer to a wish to send something.
  public enum Decision: Sendable, Equatable {
    /// It was counted and may be sent now.
    case admitted
    /// There is no room before this time.
    case wait(until: UnixNanos)
    /// It costs more than a window ever has.
    case impossible(RateWindow)
  }

  private struct Counter: Sendable {
    var window: RateWindow
    var index: Int64 = .min
    /// What the venue has confirmed, or what was sent and answered.
    var confirmed = 0
    /// The largest figure that the venue has named in this interval.
    var reported = 0
    /// What was sent and not answered yet.
    var pending = 0

    var used: Int { confirmed &+ pending }

    /// Whether it counts an interval that begins later than clocks that differ slightly explain.
    ///
    /// Then the clock by which it counted was wrong and has been put right: a counter that kept its interval would never
    /// turn before that time came.
    private func isAhead(of time: UnixNanos) -> Bool {
      index > window.index(at: time + RateBudget.clockTolerance)
    }

    mutating func roll(to time: UnixNanos) {
      let current = window.index(at: time)
      guard current > index || isAhead(of: time) else { return }
      index = current
      confirmed = 0
      reported = 0
      pending = 0
    }
  }

  /// How far clocks that count the same interval may differ.
  private static let clockTolerance: Duration = .seconds(2)

  /// The part of every window that requests of each priority may fill, from ``RatePriority/cancel`` down.
  public var shares: [Double]
  private var counters: [Counter]
  /// Until when the venue forbids all requests, if it does.
  public private(set) var block: RateBlock?

  /// - Parameters:
  ///   - windows: the venue's limits.
  ///   - shares: the part of every window that each priority may fill, most urgent first.
  public init(windows: [RateWindow], shares: [Double] = [1, 0.95, 0.85, 0.7]) {
    self.counters = windows.map { Counter(window: $0) }
    self.shares = shares
  }

  /// The limits in force.
  public var windows: [RateWindow] { counters.map(\.window) }

  /// Replaces the limits by what the venue has published, and keeps what was counted for those that stay.
  public mutating func adopt(_ windows: [RateWindow]) {
    counters = windows.map { window in
      var counter =
        counters.first { $0.window.kind == window.kind && $0.window.interval == window.interval }
        ?? Counter(window: window)
      counter.window = window
      return counter
    }
  }

  /// Asks for room for a request and counts it if there is.
  public mutating func admit(_ cost: RateCost, priority: RatePriority, at now: UnixNanos) -> Decision {
    let decision = decision(on: cost, priority: priority, at: now)
    if let block, block.until <= now { self.block = nil }
    for index in counters.indices { counters[index].roll(to: now) }
    guard case .admitted = decision else { return decision }
    for index in counters.indices { counters[index].pending &+= cost.amount(of: counters[index].window.kind) }
    return .admitted
  }

  /// What ``admit(_:priority:at:)`` would say, without counting anything.
  public func decision(on cost: RateCost, priority: RatePriority, at now: UnixNanos) -> Decision {
    if let block, block.until > now { return .wait(until: block.until) }
    var latest: UnixNanos?
    for var counter in counters {
      counter.roll(to: now)
      let amount = cost.amount(of: counter.window.kind)
      if amount == 0 { continue }
      if amount > counter.window.limit { return .impossible(counter.window) }
      // A request that is larger than its share is let through when the window is otherwise empty.
      if counter.used == 0 || counter.used &+ amount <= allowance(counter.window, priority) { continue }
      let end = counter.window.end(at: now)
      latest = latest.map { max($0, end) } ?? end
    }
    return latest.map { .wait(until: $0) } ?? .admitted
  }

  /// Takes note that an admitted request was answered, and of what the venue said about its counters.
  ///
  /// - Parameters:
  ///   - cost: what the request cost, as it was admitted.
  ///   - reports: what the answer says about the venue's counters; empty when it says nothing.
  ///   - admittedAt: when the request was admitted: reports from an interval that has passed say nothing about this one.
  ///   - now: the current time.
  public mutating func settle(_ cost: RateCost, reports: [RateReport], admittedAt: UnixNanos, at now: UnixNanos) {
    for index in counters.indices {
      counters[index].roll(to: now)
      let window = counters[index].window
      guard window.index(at: admittedAt) == counters[index].index else { continue }
      let amount = cost.amount(of: window.kind)
      counters[index].pending = max(0, counters[index].pending &- amount)
      counters[index].confirmed &+= amount
      if let report = reports.first(where: { $0.kind == window.kind && $0.interval == window.interval }) {
        apply(report, to: index)
      }
    }
  }

  /// Follows what the venue says about its counters outside of an answer, such as in a message of its own.
  public mutating func follow(_ reports: [RateReport], at now: UnixNanos) {
    for index in counters.indices {
      counters[index].roll(to: now)
      let window = counters[index].window
      if let report = reports.first(where: { $0.kind == window.kind && $0.interval == window.interval }) {
        apply(report, to: index)
      }
    }
  }

  private mutating func apply(_ report: RateReport, to index: Int) {
    let window = counters[index].window
    switch window.kind {
    // Order counts go down again when orders are filled: the venue's word replaces ours.
    case .orders: counters[index].confirmed = max(0, report.used)
    // Answers overtake one another: an older, smaller figure must not hide a newer one. Our own figure may be too large
    // where the venue charges less than it documents, which the first report with nothing else under way corrects.
    case .requestWeight, .rawRequests:
      counters[index].reported = max(counters[index].reported, report.used)
      let own = counters[index].pending == 0 ? 0 : counters[index].confirmed
      counters[index].confirmed = max(counters[index].reported, own)
    }
    if let limit = report.limit, limit > 0, limit != window.limit {
      counters[index].window = RateWindow(kind: window.kind, interval: window.interval, limit: limit)
    }
  }

  /// Obeys the venue's order to stop: nothing is admitted before `until`.
  ///
  /// - Parameters:
  ///   - until: the end of the pause or ban; nil when the venue named none: the end of the longest running weight window.
  ///   - isBan: whether the address is banned (HTTP 418) rather than asked to slow down (429).
  ///   - now: the current time, by which the end is found when the venue named none.
  public mutating func stop(until: UnixNanos?, isBan: Bool, at now: UnixNanos) {
    let end = until ?? weightWindowEnd(at: now)
    if let block, block.until >= end { return }
    block = RateBlock(until: end, isBan: isBan)
  }

  /// Restores a pause or ban that was noted by an earlier process.
  public mutating func restore(_ block: RateBlock, at now: UnixNanos) {
    if block.until > now { self.block = block }
  }

  /// How long nothing may be sent; zero when something may.
  public func remainingBlock(at now: UnixNanos) -> Duration {
    guard let block, block.until > now else { return .zero }
    return block.until - now
  }

  /// How much a window still has for requests of a priority; nil when there is no such window.
  public func remaining(
    _ kind: RateLimitKind, interval: Duration, priority: RatePriority = .cancel, at now: UnixNanos
  ) -> Int? {
    guard var counter = counters.first(where: { $0.window.kind == kind && $0.window.interval == interval }) else {
      return nil
    }
    counter.roll(to: now)
    return max(0, allowance(counter.window, priority) &- counter.used)
  }

  /// How much of a window is used up.
  public func used(_ kind: RateLimitKind, interval: Duration, at now: UnixNanos) -> Int? {
    guard var counter = counters.first(where: { $0.window.kind == kind && $0.window.interval == interval }) else {
      return nil
    }
    counter.roll(to: now)
    return counter.used
  }

  private func allowance(_ window: RateWindow, _ priority: RatePriority) -> Int {
    // Cancels cost no orders, so nothing of this window needs to be kept for them.
    if window.kind == .orders { return window.limit }
    let share = shares.indices.contains(priority.rawValue) ? shares[priority.rawValue] : shares.last ?? 1
    return Int(Double(window.limit) * min(max(share, 0), 1))
  }

  private func weightWindowEnd(at now: UnixNanos) -> UnixNanos {
    let ends = counters.filter { $0.window.kind == .requestWeight }.map { $0.window.end(at: now) }
    return ends.max() ?? now + .seconds(60)
  }
}
