public import TradingModel

/// How many connections may be opened to one venue: so many within a sliding window, and none while it wants none.
///
/// Shared by all connections to the venue on one loop.
public final class ConnectBudget {
  private let limit: Int
  private let window: Duration
  /// When the attempts of the last window were, or will be, made. Ascending.
  private var attempts: [UnixNanos] = []
  private var blockedUntil = UnixNanos.zero

  /// - Parameters:
  ///   - limit: attempts within the window; Binance allows 300.
  ///   - window: the window's length; Binance counts over five minutes.
  public init(limit: Int = 280, window: Duration = .seconds(300)) {
    self.limit = max(limit, 1)
    self.window = window
  }

  /// Takes one attempt out of the budget.
  ///
  /// - Returns: how long to wait before making it.
  public func reserve(now: UnixNanos) -> Duration {
    attempts.removeAll { now - $0 >= window }
    var time = max(now, blockedUntil)
    if attempts.count >= limit {
      time = max(time, attempts[attempts.count - limit] + window)
    }
    attempts.append(max(time, attempts.last ?? time))
    return time - now
  }

  /// No attempt is made for so long.
  public func block(for duration: Duration, now: UnixNanos) {
    blockedUntil = max(blockedUntil, now + duration)
  }
}
