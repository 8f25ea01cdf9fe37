import DequeModule
public import TradingModel

/// Lets through at most so many commands in any interval of a given length.
public struct CommandRateLimiter {
  /// How many in how much time.
  public struct Limit: Hashable, Sendable, CustomStringConvertible {
    /// How many commands pass in any interval.
    public var count: Int
    /// How long an interval is, ending with the command that is judged.
    public var interval: Duration

    /// Makes a limit of so many commands in so much time.
    public init(count: Int, interval: Duration) {
      self.count = count
      self.interval = interval
    }

    /// `100/1000ms`, as denials name it.
    public var description: String { "\(count)/\(interval.wholeNanoseconds / 1_000_000)ms" }
  }

  /// What is let through.
  public let limit: Limit
  private let interval: Int64
  private var times = Deque<UnixNanos>()

  /// A limiter that has let nothing through yet.
  public init(_ limit: Limit) {
    self.limit = limit
    interval = limit.interval.wholeNanoseconds
  }

  /// Takes `count` places at a monotonic time; `false`, and none is taken, when there are not enough.
  public mutating func take(_ count: Int = 1, at now: UnixNanos) -> Bool {
    while let first = times.first, now.nanoseconds &- first.nanoseconds >= interval { times.removeFirst() }
    guard times.count + count <= limit.count else { return false }
    for _ in 0..<count { times.append(now) }
    return true
  }
}
