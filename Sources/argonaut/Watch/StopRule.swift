import TradingModel

/// When a command that streams comes to its end.
struct StopRule {
  /// After so many data lines.
  var count: Int?
  /// After so long.
  var time: Duration?
  /// After so long without data.
  var idle: Duration?

  /// Whether silence has lasted long enough; while a connection is being made it may last three times as long.
  func isIdle(silence: Duration, isReconnecting: Bool) -> Bool {
    guard let idle else { return false }
    return silence >= (isReconnecting ? idle * 3 : idle)
  }
}
