import TradingModel

/// A report that says that more is filled than the known trades explain.
struct Unexplained {
  var report: OrderStatusReport
  /// Asks for the trades, then gives up waiting.
  var timer: any ClockTimer
}
