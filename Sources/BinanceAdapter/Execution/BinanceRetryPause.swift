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
  /// - Returns: the pause before the next attempt.
  mutating func failed(_ error: BinanceError? = nil) -> Duration {
    failures += 1
    let doubled = first * (1 << min(failures - 1, 16))
    return max(min(doubled, longest), error?.retryAfter ?? .zero)
  }

  /// An attempt succeeded: the next failure is the first again.
  mutating func succeeded() { failures = 0 }
}
