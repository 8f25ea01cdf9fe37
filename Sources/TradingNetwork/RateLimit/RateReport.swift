/// What a venue says about one of its counters.
public struct RateReport: Sendable, Hashable {
  /// What the counter counts.
  public let kind: RateLimitKind
  /// The interval of the counter, by which it is told from others of its kind.
  public let interval: Duration
  /// How much of it is used in the current interval, by everybody who shares the counter.
  public let used: Int
  /// The limit, where the venue repeats it.
  public let limit: Int?

  /// Makes a report, as read from an answer's header or message.
  public init(kind: RateLimitKind, interval: Duration, used: Int, limit: Int? = nil) {
    self.kind = kind
    self.interval = interval
    self.used = used
    self.limit = limit
  }
}
