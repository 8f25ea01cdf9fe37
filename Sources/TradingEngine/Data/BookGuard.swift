import TradingModel

/// When a book that turned out to be wrong is asked for anew: at once, then at growing intervals, so that a venue whose
/// own data is wrong is not flooded.
struct BookGuard {
  static let shortest = Duration.seconds(1)
  static let longest = Duration.seconds(60)
  /// After this long without a fault the intervals start anew.
  static let memory = Duration.seconds(300)

  private var interval = Duration.zero
  private var last: UnixNanos?

  /// Notes a fault.
  ///
  /// - Returns: how long to wait before the book is asked for anew.
  mutating func fault(at now: UnixNanos) -> Duration {
    guard let last, now - last < Self.memory else {
      interval = Self.shortest
      self.last = now
      return .zero
    }
    let wait = max(.zero, interval - (now - last))
    interval = min(interval * 2, Self.longest)
    self.last = now + wait
    return wait
  }
}
