import TradingModel

/// What a venue counts.
public enum RateLimitKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// The weight of requests, per address.
  case requestWeight = "REQUEST_WEIGHT"
  /// Requests whatever their weight, per address.
  case rawRequests = "RAW_REQUESTS"
  /// New orders, per account.
  case orders = "ORDERS"
}

/// One limit of a venue: so much of something in each interval. Intervals are aligned to the venue's wall clock.
public struct RateWindow: Sendable, Hashable {
  public let kind: RateLimitKind
  public let interval: Duration
  public let limit: Int

  public init(kind: RateLimitKind, interval: Duration, limit: Int) {
    self.kind = kind
    self.interval = interval
    self.limit = limit
  }

  /// The number of the interval in which a time lies.
  func index(at time: UnixNanos) -> Int64 {
    time.nanoseconds / max(1, interval.wholeNanoseconds)
  }

  /// When the interval in which a time lies ends.
  func end(at time: UnixNanos) -> UnixNanos {
    let length = max(1, interval.wholeNanoseconds)
    return UnixNanos(length &* (time.nanoseconds / length &+ 1))
  }
}

/// What one request costs.
public struct RateCost: Sendable, Hashable {
  public var weight: Int
  /// How many new orders it makes.
  public var orders: Int

  public init(weight: Int = 1, orders: Int = 0) {
    self.weight = weight
    self.orders = orders
  }

  func amount(of kind: RateLimitKind) -> Int {
    switch kind {
    case .requestWeight: max(0, weight)
    case .rawRequests: 1
    case .orders: max(0, orders)
    }
  }
}

/// What a venue says about one of its counters.
public struct RateReport: Sendable, Hashable {
  public let kind: RateLimitKind
  public let interval: Duration
  /// How much of it is used in the current interval, by everybody who shares the counter.
  public let used: Int
  /// The limit, where the venue repeats it.
  public let limit: Int?

  public init(kind: RateLimitKind, interval: Duration, used: Int, limit: Int? = nil) {
    self.kind = kind
    self.interval = interval
    self.used = used
    self.limit = limit
  }
}

/// How urgent a request is. The more urgent, the more of the budget it may use.
public enum RatePriority: Int, Sendable, Comparable, CaseIterable {
  /// Takes risk away: cancels.
  case cancel
  /// New and amended orders.
  case order
  /// What the state of the account depends on: queries, snapshots.
  case query
  /// What can wait: history, refreshes.
  case background

  public static func < (left: RatePriority, right: RatePriority) -> Bool { left.rawValue < right.rawValue }
}
