import TradingModel

/// One symbol of an exchange: rules, book, history and reference prices.
///
/// The front reads from it; the exchange and the market sources write.
final class SymbolMarket {
  let product: SandboxProduct
  /// A number of its own among the exchange's markets.
  let index: Int
  var rules: SymbolRules
  let book: any VenueBook
  var history = MarketHistory()
  /// Recent changes of the book, where somebody wants them kept.
  var depths = DepthLog()
  /// The last best bid and ask that were told.
  var top = BookTop()
  var lastPrice: Int64 = 0
  var lastTradeId: Int64
  var lastAggregateId: Int64
  var mark = MarkPriceState()
  var fundings: [FundingRecord] = []
  /// Whether it replays a recording: market times are then the recording's, not the clock's.
  let isRecorded: Bool
  /// The time of the newest event of a recording.
  var recordedTime = UnixNanos.zero
  /// The aggregate that still grows.
  var pendingAggregate: AggregateTrade?
  /// Numbers of users' trades in a recorded market, which are not on its tape.
  var lastPrivateTradeId: Int64 = 900_000_000_000
  /// Spot's reference price, where there is one now, and when it was set.
  var referencePrice: Int64?
  var referenceAt = UnixNanos.zero
  /// Whether the symbol ever had a reference price.
  var hasReferencePrice = false
  var referenceCalculation: ReferenceCalculation?
  /// Orders that trade with the market's own takers alone and are in no public book (`RPI`).
  var retailOrders: [VenueOrder] = []
  /// A mark price that was set from outside (futures).
  var fixedMarkPrice: Int64?
  /// Candles of mark price, index price and premium.
  var references = ReferenceHistory()
  /// Open interest at every fifth minute, oldest first.
  var interests: [(time: Int64, quantity: Int64)] = []
  /// An index price that was set from outside (futures).
  var fixedIndexPrice: Int64?

  var symbol: String { rules.symbol }

  init(product: SandboxProduct, index: Int, rules: SymbolRules, book: any VenueBook, isRecorded: Bool) {
    self.product = product
    self.index = index
    self.rules = rules
    self.book = book
    self.isRecorded = isRecorded
    self.lastPrice = rules.initialPrice
    self.lastTradeId = 1_000_000 &* Int64(index + 1)
    self.lastAggregateId = 700_000 &* Int64(index + 1)
  }

  /// The middle of the best bid and ask, or the last price where a side is empty.
  var middle: Int64 {
    let best = book.best
    guard let bid = best.bid, let ask = best.ask else { return lastPrice }
    return bid.price + (ask.price - bid.price) / 2
  }

  /// Whether a trade belongs to the aggregate: same price and taker side; within one taker's sweep (spot) or 100 ms.
  func aggregates(_ trade: MarketTrade, into aggregate: AggregateTrade) -> Bool {
    guard trade.price == aggregate.price, trade.buyerIsMaker == aggregate.buyerIsMaker else { return false }
    let elapsed = trade.time.milliseconds - aggregate.time.milliseconds
    return elapsed < max(1, product.profile.aggregationWindow)
  }

  /// What a taker would get now: up to a quantity, or for a budget in quote units, at any price.
  func walk(
    _ side: OrderSide, quantity: Int64?, budget: Amount?, skipping account: SandboxAccount
  ) -> (quantity: Int64, value: Amount) {
    let step = max(1, rules.filters.stepSize)
    var total: Int64 = 0
    var value = Amount.zero
    book.visitOpposite(of: side) { price, shown, order in
      if let order, order.account === account { return true }
      var take = shown
      if let quantity { take = min(take, quantity - total) }
      if let budget {
        let left = budget - value
        let affordable = Int64(
          clamping: left.units &* FixedText.power(rules.priceDecimals + rules.quantityDecimals)
            / (Int128(max(price, 1)) &* FixedText.power(8)))
        take = min(take, affordable - affordable % step)
      }
      guard take > 0 else { return false }
      total += take
      value += self.value(price: price, quantity: take)
      return take == shown
    }
    return (total, value)
  }

  // MARK: What the venue tells

  /// The book up to `limit` levels a side.
  func depth(limit: Int) -> DepthSnapshot { book.snapshot(limit: limit) }

  func recentTrades(limit: Int) -> [MarketTrade] { history.recentTrades(limit: limit) }

  func historicalTrades(fromId: Int64?, limit: Int) -> [MarketTrade] {
    guard let fromId else { return history.recentTrades(limit: limit) }
    return history.historicalTrades(from: fromId, limit: limit)
  }

  func aggregateTrades(fromId: Int64?, start: Int64?, end: Int64?, limit: Int) -> [AggregateTrade] {
    history.aggregateTrades(from: fromId, start: start, end: end, limit: limit)
  }

  func klines(_ interval: KlineInterval, start: Int64?, end: Int64?, limit: Int) -> [Kline] {
    history.klines(interval, start: start, end: end, limit: limit)
  }

  /// Statistics of the `window` (milliseconds) that ends at `time`.
  func statistics(window: Int64 = 86_400_000, at time: UnixNanos) -> MarketStatistics {
    let now = isRecorded ? recordedTime.milliseconds : time.milliseconds
    var result = MarketStatistics(openTime: now - window, closeTime: now)
    result.last = lastPrice
    result.open = lastPrice
    result.high = lastPrice
    result.low = lastPrice
    result.previousClose = lastPrice
    result.lastQuantity = history.trades.last?.quantity ?? 0
    let minutes = history.klines(.minute1)
    let start = minutes.partitioningIndex { $0.openTime > now - window }
    if start > 0, start <= minutes.count { result.previousClose = minutes[start - 1].close }
    var isFirst = true
    for kline in minutes[start...] {
      if isFirst {
        (result.open, result.high, result.low) = (kline.open, kline.high, kline.low)
        // Where history begins with the window, what was before it is where it begins.
        if start == 0 { result.previousClose = kline.open }
        isFirst = false
      }
      result.high = max(result.high, kline.high)
      result.low = min(result.low, kline.low)
      result.volume &+= kline.volume
      result.quoteVolume += kline.quoteVolume
      result.count += kline.count
      if kline.firstTradeId >= 0 {
        if result.firstTradeId < 0 { result.firstTradeId = kline.firstTradeId }
        result.lastTradeId = kline.lastTradeId
      }
    }
    result.weightedAverage = averagePrice(volume: result.volume, quote: result.quoteVolume)
    return result
  }

  /// The volume-weighted average price of the last `minutes`, at price decimals; the last price when nothing traded.
  func averagePrice(minutes count: Int, at time: UnixNanos) -> Int64 {
    let now = isRecorded ? recordedTime.milliseconds : time.milliseconds
    let minutes = history.klines(.minute1)
    let start = minutes.partitioningIndex { $0.openTime > now - Int64(count) * 60_000 }
    var volume: Int128 = 0
    var quote = Amount.zero
    for kline in minutes[start...] {
      volume &+= kline.volume
      quote += kline.quoteVolume
    }
    return averagePrice(volume: volume, quote: quote)
  }

  private func averagePrice(volume: Int128, quote: Amount) -> Int64 {
    guard volume > 0 else { return lastPrice }
    if product == .coinm {
      // contracts × size = quote value; quote field holds base units: price = contracts × size / base.
      guard quote.units > 0 else { return lastPrice }
      let value = volume &* Int128(rules.contractSize) &* FixedText.power(8 + rules.priceDecimals)
      return Int64(clamping: value / quote.units)
    }
    let scaled = quote.units &* FixedText.power(rules.priceDecimals + rules.quantityDecimals) / FixedText.power(8)
    return Int64(clamping: scaled / volume)
  }

  /// The value of a trade: quote units; base units on COIN-M.
  func value(price: Int64, quantity: Int64) -> Amount {
    guard product == .coinm else { return rules.notional(price: price, quantity: quantity) }
    guard price > 0 else { return .zero }
    let contracts = Int128(quantity) &* Int128(rules.contractSize) &* FixedText.power(8 + rules.priceDecimals)
    return Amount(units: contracts / (Int128(price) &* FixedText.power(rules.quantityDecimals)))
  }
}
