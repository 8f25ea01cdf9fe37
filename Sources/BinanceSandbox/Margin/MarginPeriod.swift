import TradingModel

/// The time of which a record query of margin tells, by its endpoint's rules: `startTime`, `endTime`.
///
/// The venue never looks back for ever: who leaves a bound out gets a few days, and misses rows there as here.
struct MarginPeriod {
  /// The rules of an endpoint.
  enum Rules {
    /// `borrow-repay`: so many days before the end.
    case loans(days: Int64)
    /// `interestHistory` and `transfer`: thirty days, of the last ninety.
    case records
    /// `capital-flow`: seven days, of the last ninety, and no more can be asked for.
    case flows
    /// `/sapi/v1/asset/transfer`: of the last six months.
    case transfers
    /// What a bankrupt account was lent and paid back: of the last ninety days.
    case liquidationLoans
    /// Whatever lies between the bounds.
    case unbounded
  }

  let start: Int64
  let end: Int64

  /// All times.
  static let always = MarginPeriod(start: .min, end: .max)

  private static let day: Int64 = 86_400_000
  private static let week = 7 * day

  private init(start: Int64, end: Int64) {
    self.start = start
    self.end = end
  }

  init(_ call: Call, _ rules: Rules, at time: UnixNanos) throws(VenueError) {
    let now = time.milliseconds
    let asked = (
      start: try call.parameters.integer("startTime"), end: try call.parameters.integer("endTime")
    )
    if let start = asked.start, let end = asked.end, start > end {
      throw VenueError(-3026, "Your input param is invalid.")
    }
    // Times beyond all clocks are cut, so that no sum overflows.
    let bounds = -Self.week * 10_000...Self.week * 10_000
    let start = asked.start.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
    let end = asked.end.map { min(max($0, bounds.lowerBound), bounds.upperBound) }
    switch rules {
    case .unbounded: self.init(start: asked.start ?? .min, end: asked.end ?? .max)
    case .loans(let days):
      let last = end ?? now
      self.init(start: max(start ?? last - Self.week, last - days * Self.day), end: last)
    case .records:
      let last = end ?? now
      let first = start ?? last - Self.week
      self.init(start: max(first, last - 30 * Self.day, now - 90 * Self.day), end: last)
    case .flows:
      if let start, let end, end - start > Self.week {
        throw VenueError(-4047, "Time interval must be within 0-7 days")
      }
      let last = end ?? start.map { $0 + Self.week } ?? now
      self.init(start: max(start ?? last - Self.week, now - 90 * Self.day), end: last)
    case .transfers:
      let first = start ?? (end == nil ? now - Self.week : .min)
      self.init(start: max(first, now - 180 * Self.day), end: end ?? .max)
    case .liquidationLoans:
      self.init(start: max(start ?? now - Self.week, now - 90 * Self.day), end: end ?? now)
    }
  }

  func contains(_ time: Int64) -> Bool { start <= time && time <= end }
}
