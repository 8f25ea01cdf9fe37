import TradingModel

/// When a command that streams comes to its end.
struct StopRule {
  /// After so many data lines.
  var count: Int?
  /// After so long.
  var time: Duration?
  /// After so long without data.
  var idle: Duration?

  /// The rule of the options `--count`, `--seconds` and `--idle`.
  init(count: Int?, seconds: Double?, idle: Double?) throws(CommandFailure) {
    if let count, count < 1 { throw CommandFailure(.usage, "--count is \(count); it must be at least 1") }
    self.count = count
    time = try Self.duration(seconds, "--seconds")
    self.idle = try Self.duration(idle, "--idle")
  }

  private static func duration(_ seconds: Double?, _ name: String) throws(CommandFailure) -> Duration? {
    guard let seconds else { return nil }
    guard seconds.isFinite, seconds > 0, seconds < 1e9 else {
      throw CommandFailure(.usage, "\(name) is \(seconds); it must be a positive number of seconds")
    }
    return .nanoseconds(Int64(seconds * 1e9))
  }

  /// Whether silence has lasted long enough; while a connection is being made it may last three times as long.
  func isIdle(silence: Duration, isReconnecting: Bool) -> Bool {
    guard let idle else { return false }
    return silence >= (isReconnecting ? idle * 3 : idle)
  }
}
