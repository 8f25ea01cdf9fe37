import TradingModel

/// Mark and index price and funding of a futures symbol.
struct MarkPriceState {
  var mark: Int64 = 0
  var index: Int64 = 0
  var estimatedSettle: Int64 = 0
  /// In units of 10^-8.
  var fundingRate: Int64 = 10_000
  var nextFundingTime: Int64 = 0
  var time = UnixNanos.zero
  /// Index prices of the time before delivery, whose average settles.
  var settleSum: Int128 = 0
  var settleCount: Int128 = 0
}
