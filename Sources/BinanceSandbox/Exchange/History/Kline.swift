/// A candle; volumes are in base units (contracts on COIN-M) and quote units (base units on COIN-M).
struct Kline {
  /// First and last millisecond.
  var openTime: Int64
  var closeTime: Int64
  var open: Int64
  var high: Int64
  var low: Int64
  var close: Int64
  var volume: Int128 = 0
  var quoteVolume = Amount.zero
  var takerBuyVolume: Int128 = 0
  var takerBuyQuote = Amount.zero
  var count = 0
  /// -1 while no trade is in it.
  var firstTradeId: Int64 = -1
  var lastTradeId: Int64 = -1
}
