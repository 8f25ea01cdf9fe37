import TradingModel

/// A book as a REST request sees it, best level first.
struct DepthSnapshot {
  var lastUpdateId: Int64
  var bids: [BookLevel]
  var asks: [BookLevel]
  var eventTime: UnixNanos
  var transactionTime: UnixNanos
}
