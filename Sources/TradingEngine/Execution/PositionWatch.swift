import TradingModel

/// What is remembered about whether the venue's position in an instrument is explained by the known fills.
struct PositionWatch {
  /// When it was last.
  var agreedAt: UnixNanos
  /// What was not explained when the venue was last asked, by position.
  var unexplained: [PositionId: WideDecimal] = [:]
  /// Looks again.
  var timer: (any ClockTimer)?
}
