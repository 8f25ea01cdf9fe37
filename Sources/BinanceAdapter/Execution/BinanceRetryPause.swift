import TradingModel

/// How long to wait before what failed is tried again: twice as long after each failure, and never less than the venue
/// asked for.
struct BinanceRetryPause {
  /// The pause after the first failure.
  var first: Duration = .seconds(1)
  var longest: Duration = .seconds(30)
  /// How many attempts have failed in a row.
  private(set) var failures = 0

  /// Counts a failure.
  ///
  /// - Parameter jitter: takes up to a quarter off by chance, so that clients that failed together do not come back together.
  /// - Returns: the pause before the next attempt.
  mutating func failed(_ error: BinanceError? = nil, jitter: RandomSource? = nil) -> Duration {
    failures += 1
    let grown = min(first * (1 << min(failures - 1, 16)), longest)
    let pause = jitter.map { grown - grown * ($0.unit() / 4) } ?? grown
    return max(pause, error?.retryAfter ?? .zero)
  }

  /// An attempt succeeded: the next failure is the first again.
  mutating func succeeded() { failures = 0 }
}
