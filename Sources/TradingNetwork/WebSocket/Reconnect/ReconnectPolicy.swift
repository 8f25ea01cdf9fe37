import TradingModel

/// When a connection is tried again, and when it is renewed before the venue ends it.
public struct ReconnectPolicy: Sendable {
  /// The wait before the first new attempt; it doubles with each failure.
  public var initialBackoff: Duration = .milliseconds(250)
  /// The longest wait while an outage is young, so that a short one is over soon after the network is back.
  public var earlyMaximumBackoff: Duration = .seconds(4)
  /// How long an outage counts as young.
  public var earlyPeriod: Duration = .seconds(120)
  /// The longest wait afterwards.
  public var maximumBackoff: Duration = .seconds(30)
  /// How long a connection must live for the next wait to be the first one again.
  public var stableAfter: Duration = .seconds(30)
  /// When an open connection is replaced by a new one; venues end them after 24 hours. Nil never does.
  public var lifetime: Duration? = .seconds(23 * 3600)
  /// By how much the lifetime is shortened at most, so that many connections are not renewed at once.
  public var lifetimeJitter: Duration = .seconds(1800)
  /// How long old and new connection run side by side at most while the new one takes over.
  public var maximumOverlap: Duration = .seconds(10)
  /// How long to wait after the venue refused with 429 and named no time.
  public var refusedWait: Duration = .seconds(60)
  /// How long to wait after the venue banned the address with 418 and named no time.
  public var bannedWait: Duration = .seconds(180)

  /// Makes the usual policy, for a venue that ends connections after 24 hours.
  public init() {}

  /// The wait before the next attempt.
  ///
  /// - Parameters:
  ///   - failures: how many attempts have failed in a row, including this one.
  ///   - outage: how long there has been no connection.
  ///   - unit: a random number in `0..<1`.
  public func backoff(failures: Int, outage: Duration, unit: Double) -> Duration {
    let cap = outage < earlyPeriod ? min(earlyMaximumBackoff, maximumBackoff) : maximumBackoff
    var delay = initialBackoff
    var doublings = max(failures - 1, 0)
    while doublings > 0, delay < cap {
      delay = delay * 2
      doublings -= 1
    }
    // Between half and all of it: spread out, yet never at once.
    let part = 0.5 + 0.5 * min(max(unit, 0), 1)
    return .nanoseconds(Int64(Double(min(delay, cap).wholeNanoseconds) * part))
  }

  /// How long the venue wants to be left alone after it refused an upgrade; zero when it is no matter of limits.
  public func wait(afterRefusal response: HTTPResponse) -> Duration {
    let named = response.header("Retry-After").flatMap { Int64($0) }.map { Duration.seconds(min(max($0, 0), 259_200)) }
    switch response.status {
    case 418: return named ?? bannedWait
    case 429, 403, 503: return named ?? (response.status == 429 ? refusedWait : .zero)
    default: return .zero
    }
  }
}
