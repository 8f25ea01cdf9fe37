import TradingModel

/// What is known about finding out the outcome of one order.
struct PendingCheck {
  /// When the venue was last asked.
  var lastQuery: UnixNanos?
  /// Whether an answer is awaited.
  var isQuerying = false
  /// Since when the venue consistently says that it does not know the order.
  var notFoundSince: UnixNanos?
  var notFoundAnswers = 0
  /// How often the venue said that the order is open although its cancellation or change was requested.
  var stillOpenAnswers = 0
  /// How the pauses between questions grow that the venue does not answer; nil while it does.
  var pause: QuestionPause?
  /// Until when it is not asked again, because it did not answer.
  var restsUntil: UnixNanos?
}
