import TradingModel

/// How long to wait until the venue is asked again after an answer that settled nothing: twice as long each time up to a
/// bound, so that what stays open does not use up the weight that everything else needs.
struct QuestionPause: Hashable {
  /// The pause after the first failure.
  let first: Duration
  let longest: Duration
  /// How many questions in a row settled nothing.
  private(set) var failures = 0

  init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = max(first, longest)
  }

  /// Counts a question that settled nothing.
  ///
  /// - Returns: the pause before the next one; up to a quarter of it is taken off by chance, so that nodes that failed
  ///   together do not ask together.
  mutating func failed(_ random: RandomSource) -> Duration {
    let grown = min(first * (1 << min(failures, 16)), longest)
    failures += 1
    return grown - grown * (random.unit() / 4)
  }

  /// Something was settled: the next failure is the first again.
  mutating func succeeded() { failures = 0 }
}
