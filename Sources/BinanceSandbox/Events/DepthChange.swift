import TradingModel

/// Levels that changed, with their new absolute quantities (0 = gone).
struct DepthChange {
  /// `U`, `u` and `pu`.
  var firstUpdateId: Int64
  var lastUpdateId: Int64
  var previousUpdateId: Int64
  var bids: [BookLevel]
  var asks: [BookLevel]
  var eventTime: UnixNanos
  var transactionTime: UnixNanos
  /// The payload as the real venue sent it, in recorded markets.
  var raw: [UInt8]?
}
