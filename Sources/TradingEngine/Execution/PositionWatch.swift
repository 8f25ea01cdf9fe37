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
  /// Grows with each question that explained nothing.
  private var pause = QuestionPause(first: .seconds(5), longest: .seconds(60))

  init(beganAt: UnixNanos) {
    self.beganAt = beganAt
    agreedAt = beganAt
  }

  /// The venue's word is explained.
  mutating func agree(at time: UnixNanos) {
    agreedAt = time
    settle()
  }

  /// What was not explained is settled, one way or another.
  mutating func settle() {
    unexplained = [:]
    pause.succeeded()
  }

  /// A question explained nothing, or could not be asked.
  ///
  /// - Returns: how long to wait before the next one.
  mutating func failed(_ random: RandomSource) -> Duration { pause.failed(random) }

  /// From when on the venue is asked what happened. Two changes of which no news came may have looked like agreement
  /// between them, so that a second question goes farther back.
  var askedSince: UnixNanos {
    unexplained.isEmpty ? agreedAt : max(beganAt, agreedAt + .seconds(-900))
  }
}
