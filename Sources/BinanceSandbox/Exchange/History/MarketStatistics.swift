/// The rolling statistics of `ticker/24hr` and the ticker streams.
struct MarketStatistics {
  var openTime: Int64
  var closeTime: Int64
  var open: Int64 = 0
  var high: Int64 = 0
  var low: Int64 = 0
  var last: Int64 = 0
  /// The last price before the window (`prevClosePrice`, `x`).
  var previousClose: Int64 = 0
  var lastQuantity: Int64 = 0
  var volume: Int128 = 0
  var quoteVolume = Amount.zero
  var count = 0
  var firstTradeId: Int64 = -1
  var lastTradeId: Int64 = -1
  /// Volume-weighted average at price decimals.
  var weightedAverage: Int64 = 0

  var change: Int64 { last &- open }
  /// In units of 0.001 %, as the venue prints three decimals.
  var changePercentMilli: Int64 {
    guard open != 0 else { return 0 }
    return Int64(clamping: Int128(change) &* 100_000 / Int128(open))
  }
}
