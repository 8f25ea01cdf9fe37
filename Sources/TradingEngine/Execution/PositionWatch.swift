import TradingModel

/// What is remembered about whether the venue's position in an instrument is explained by the known fills.
struct PositionWatch {
  /// When the venue's word was heard for the first time: what happened before it is in it.
  let beganAt: UnixNanos
  /// When it was last.
  var agreedAt: UnixNanos
  /// What was not explained when the venue was last asked, by position.
  var unexplained: [PositionId: WideDecimal] = [:]
  /// Looks again.
  var timer: (any ClockTimer)?

  init(beganAt: UnixNanos) {
    self.beganAt = beganAt
    agreedAt = beganAt
  }

  /// From when on the venue is asked what happened. Two changes of which no news came may have looked like agreement
  /// between them, so that a second question goes farther back.
  var askedSince: UnixNanos {
    unexplained.isEmpty ? agreedAt : max(beganAt, agreedAt + .seconds(-900))
  }
}
