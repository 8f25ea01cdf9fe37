import TradingModel

/// One limit of a venue: so much of something in each interval. Intervals are aligned to the venue's wall clock.
public struct RateWindow: Sendable, Hashable {
  /// What is counted, and for whom.
  public let kind: RateLimitKind
  /// How long an interval lasts; the count begins anew at every multiple of it since the epoch.
  public let interval: Duration
  /// How much of it an interval allows, in the unit of ``kind``: weight, requests or orders.
  public let limit: Int

  /// Makes a limit, as a venue publishes it.
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
