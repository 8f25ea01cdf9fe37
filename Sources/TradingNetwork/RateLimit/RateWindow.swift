import TradingModel

/// One limit of a venue: so much of something in each interval. Intervals are aligned to the venue's wall clock.
public struct RateWindow: Sendable, Hashable {
  /// What is counted, and for whom.
  public let kind: RateLimitKind
  /// How long an interval lasts; the count begins anew at every multiple of it since the epoch.
  public let interval: Duration
  /// How much of it an interval allows, in the unit of ``kind``: weight, requests or orders.
  public let limit: Int
  /// ``interval`` in nanoseconds, at least one; asked for with every request.
  private let length: Int64

  /// Makes a limit, as a venue publishes it.
  public init(kind: RateLimitKind, interval: Duration, limit: Int) {
    self.kind = kind
    self.interval = interval
    self.limit = limit
    length = max(1, interval.wholeNanoseconds)
  }

  /// The number of the interval in which a time lies.
  func index(at time: UnixNanos) -> Int64 { time.nanoseconds / length }

  /// When the interval in which a time lies ends.
  func end(at time: UnixNanos) -> UnixNanos {
    UnixNanos(length &* (time.nanoseconds / length &+ 1))
  }
}
