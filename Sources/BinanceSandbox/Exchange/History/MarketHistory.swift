import TradingModel

/// What a symbol's trades leave behind: trades, aggregated trades, candles and statistics, all bounded.
struct MarketHistory {
  /// How much is kept.
  static let tradeCapacity = 20_000
  static let klineCapacity = 2_000

  private(set) var trades: [MarketTrade] = []
  private(set) var aggregates: [AggregateTrade] = []
  private var klines: [[Kline]]

  init() { klines = Array(repeating: [], count: KlineInterval.allCases.count) }

  // MARK: Writing

  mutating func append(_ trade: MarketTrade) {
    var kept = trade
    kept.raw = nil
    trades.append(kept)
    if trades.count > Self.tradeCapacity + Self.tradeCapacity / 2 {
      trades.removeFirst(trades.count - Self.tradeCapacity)
    }
  }

  mutating func append(_ aggregate: AggregateTrade) {
    aggregates.append(aggregate)
    if aggregates.count > Self.tradeCapacity + Self.tradeCapacity / 2 {
      aggregates.removeFirst(aggregates.count - Self.tradeCapacity)
    }
  }

  /// Counts a trade into the candle of every interval; candles must have been rolled up to its time.
  mutating func count(_ trade: MarketTrade, quote: Amount) {
    for (index, interval) in KlineInterval.allCases.enumerated() {
      count(trade, quote: quote, index: index, interval: interval)
    }
  }

  private mutating func count(_ trade: MarketTrade, quote: Amount, index: Int, interval: KlineInterval) {
    let time = trade.time.milliseconds
    let open = klines[index].last
    if open.map({ time > $0.closeTime }) ?? true {
      let start = interval.open(at: time)
      append(
        Kline(
          openTime: start, closeTime: interval.close(openingAt: start), open: trade.price, high: trade.price,
          low: trade.price, close: trade.price), index: index)
    }
    guard var kline = klines[index].last else { return }
    if kline.count == 0 {
      kline.open = trade.price
      kline.high = trade.price
      kline.low = trade.price
      kline.firstTradeId = trade.id
    }
    kline.high = max(kline.high, trade.price)
    kline.low = min(kline.low, trade.price)
    kline.close = trade.price
    kline.volume &+= Int128(trade.quantity)
    kline.quoteVolume += quote
    if !trade.buyerIsMaker {
      kline.takerBuyVolume &+= Int128(trade.quantity)
      kline.takerBuyQuote += quote
    }
    kline.count += 1
    kline.lastTradeId = trade.id
    klines[index][klines[index].count - 1] = kline
  }

  /// Closes the candles that ended before `time` and opens their successors at the last price.
  ///
  /// - Returns: the candles that closed.
  mutating func roll(to time: UnixNanos) -> [(interval: KlineInterval, kline: Kline)] {
    var closed: [(interval: KlineInterval, kline: Kline)] = []
    let now = time.milliseconds
    for (index, interval) in KlineInterval.allCases.enumerated() {
      guard let last = klines[index].last, now > last.closeTime else { continue }
      closed.append((interval, last))
      let start = interval.open(at: now)
      append(
        Kline(
          openTime: start, closeTime: interval.close(openingAt: start), open: last.close, high: last.close,
          low: last.close, close: last.close), index: index)
    }
    return closed
  }

  /// Puts candles of the time before the exchange opened in front; only into an empty history.
  mutating func seed(_ past: [Kline], interval: KlineInterval) {
    guard let index = KlineInterval.allCases.firstIndex(of: interval), klines[index].isEmpty else { return }
    klines[index] = Array(past.suffix(Self.klineCapacity))
  }

  private mutating func append(_ kline: Kline, index: Int) {
    klines[index].append(kline)
    if klines[index].count > Self.klineCapacity + Self.klineCapacity / 2 {
      klines[index].removeFirst(klines[index].count - Self.klineCapacity)
    }
  }

  // MARK: Reading

  /// All kept candles, oldest first; the last one is open.
  func klines(_ interval: KlineInterval) -> [Kline] {
    guard let index = KlineInterval.allCases.firstIndex(of: interval) else { return [] }
    return klines[index]
  }

  /// The open candle.
  func currentKline(_ interval: KlineInterval) -> Kline? {
    guard let index = KlineInterval.allCases.firstIndex(of: interval) else { return nil }
    return klines[index].last
  }

  /// The venue's range rule: both or only start → from the start; only end or none → the newest.
  func klines(_ interval: KlineInterval, start: Int64?, end: Int64?, limit: Int) -> [Kline] {
    klines(interval).part(from: start, to: end, limit: limit, time: \.openTime)
  }

  func recentTrades(limit: Int) -> [MarketTrade] { Array(trades.suffix(limit)) }

  func historicalTrades(from id: Int64, limit: Int) -> [MarketTrade] {
    let start = trades.partitioningIndex { $0.id >= id }
    return Array(trades[start..<min(trades.count, start + limit)])
  }

  func aggregateTrades(from id: Int64?, start: Int64?, end: Int64?, limit: Int) -> [AggregateTrade] {
    if let id {
      let first = aggregates.partitioningIndex { $0.id >= id }
      return Array(aggregates[first..<min(aggregates.count, first + limit)])
    }
    return aggregates.part(from: start, to: end, limit: limit, time: \.time.milliseconds)
  }
}

extension Array {
  /// The part of a history, oldest first, that a request asks for by the venue's rule: from the start on where one is
  /// given, else the newest up to the end.
  func part(from start: Int64?, to end: Int64?, limit: Int, time: KeyPath<Element, Int64>) -> [Element] {
    let upper = end.map { bound in partitioningIndex { $0[keyPath: time] > bound } } ?? count
    let lower = start.map { bound in partitioningIndex { $0[keyPath: time] >= bound } } ?? 0
    guard lower < upper else { return [] }
    let range = start != nil ? lower..<Swift.min(upper, lower + limit) : Swift.max(lower, upper - limit)..<upper
    return Array(self[range])
  }

  /// The first index at which `predicate` holds, in an array where it holds for all later elements, too.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
