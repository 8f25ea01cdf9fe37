import TradingModel

/// Candles of prices that are no trades: mark price, index price and premium of a futures symbol.
struct ReferenceHistory {
  /// What the candles are of.
  enum Series: Int, CaseIterable {
    case mark
    case index
    /// The premium over the index, in units of 10^-8.
    case premium
  }

  private static let intervals = KlineInterval.allCases.filter { $0 != .second1 }
  private static let capacity = 1_500
  private var klines: [[Kline]] = Array(
    repeating: [], count: ReferenceHistory.Series.allCases.count * ReferenceHistory.intervals.count)

  /// Counts the prices of one moment.
  mutating func count(mark: Int64, index: Int64, at time: UnixNanos) {
    count(.mark, mark, at: time.milliseconds)
    count(.index, index, at: time.milliseconds)
    let premium = index > 0 ? Int64(clamping: Int128(mark - index) &* 100_000_000 / Int128(index)) : 0
    count(.premium, premium, at: time.milliseconds)
  }

  private mutating func count(_ series: Series, _ value: Int64, at time: Int64) {
    for (offset, interval) in Self.intervals.enumerated() {
      let place = series.rawValue * Self.intervals.count + offset
      if var last = klines[place].last, time <= last.closeTime {
        last.high = max(last.high, value)
        last.low = min(last.low, value)
        last.close = value
        last.count += 1
        klines[place][klines[place].count - 1] = last
        continue
      }
      let open = interval.open(at: time)
      var kline = Kline(
        openTime: open, closeTime: interval.close(openingAt: open), open: value, high: value, low: value, close: value)
      kline.count = 1
      klines[place].append(kline)
      if klines[place].count > Self.capacity + 500 { klines[place].removeFirst(500) }
    }
  }

  /// Takes over candles of trades as the past of the reference prices; the premium follows what moved.
  mutating func seed(_ past: [Kline], interval: KlineInterval) {
    guard let offset = Self.intervals.firstIndex(of: interval) else { return }
    for series in Series.allCases {
      klines[series.rawValue * Self.intervals.count + offset] = past.map { candle in
        var kline = Kline(
          openTime: candle.openTime, closeTime: candle.closeTime, open: candle.open, high: candle.high,
          low: candle.low, close: candle.close)
        if series == .premium {
          (kline.open, kline.close) = (0, Self.pastPremium(candle.close, in: candle))
          (kline.high, kline.low) = (
            Self.pastPremium(candle.high, in: candle), Self.pastPremium(candle.low, in: candle)
          )
        }
        return kline
      }
    }
  }

  /// The premium at a price of a candle of the past, in units of 10^-8: it follows what moved.
  static func pastPremium(_ value: Int64, in candle: Kline) -> Int64 {
    let moved = Int128(value - candle.open) &* 3_000_000 / Int128(max(1, candle.open))
    return Int64(min(max(moved, -150_000), 150_000))
  }

  /// All kept candles, oldest first; the last one is open.
  func klines(_ series: Series, _ interval: KlineInterval) -> [Kline] {
    guard let offset = Self.intervals.firstIndex(of: interval) else { return [] }
    return klines[series.rawValue * Self.intervals.count + offset]
  }

  /// The open candle.
  func current(_ series: Series, _ interval: KlineInterval) -> Kline? { klines(series, interval).last }

  /// The candle in which a time lies.
  func kline(_ series: Series, interval: KlineInterval, at time: Int64) -> Kline? {
    let all = klines(series, interval)
    let next = all.partitioningIndex { $0.openTime > time }
    return next > 0 ? all[next - 1] : nil
  }

  /// Candles by the venue's range rule.
  func klines(_ series: Series, _ interval: KlineInterval, start: Int64?, end: Int64?, limit: Int) -> [Kline] {
    klines(series, interval).part(from: start, to: end, limit: limit, time: \.openTime)
  }
}
