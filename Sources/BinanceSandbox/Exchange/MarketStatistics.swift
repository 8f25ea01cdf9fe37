import TradingModel

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

/// A funding that was exchanged.
struct FundingRecord {
  let symbol: String
  let time: Int64
  let rate: Int64
  let markPrice: Int64

  /// How much time lies between two fundings, in milliseconds.
  static let interval: Int64 = 8 * 3_600_000

  /// The rate that follows from a premium over the index: interest of 0.01 % plus the premium beyond ±0.05 %, capped at
  /// ±0.75 %, all in units of 10^-8.
  static func rate(premium: Int64) -> Int64 {
    let interest: Int64 = 10_000
    let rate = premium + min(max(interest - premium, -50_000), 50_000)
    return min(max(rate, -750_000), 750_000)
  }
}

/// A dated contract that was delivered.
struct DeliveryRecord {
  let pair: String
  let time: Int64
  let price: Int64
  let decimals: Int
}
