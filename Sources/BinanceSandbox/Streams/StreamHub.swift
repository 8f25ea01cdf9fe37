import TradingModel

/// Turns what the exchange tells into the streams' messages, and sends them to whoever listens.
final class StreamHub {
  private unowned let front: ProductFront
  private var topics: [String: StreamTopic] = [:]
  /// By the market's own number.
  private var byMarket: [MarketTopics] = []
  private var timed: [Int: TimedGroup] = [:]

  private struct TimedGroup {
    var topics: [StreamTopic] = []
    var timer: (any ClockTimer)?
  }

  init(front: ProductFront) { self.front = front }

  private var product: SandboxProduct { front.product }

  // MARK: Listening

  func subscribe(_ session: StreamSession, to text: String) {
    guard let name = StreamName(text, product: product), session.route.serves(name.kind) else { return }
    // Spot's tickers of all symbols are gone since March 2026.
    if name.kind == .allTickers, !product.isFutures, front.exchange.calendar.has(.allTickersRemoved) { return }
    let topic = topics[text] ?? open(name)
    topic.add(session)
    if let symbol = feedingSymbol(name) {
      if case .depth = name.kind {
        front.source?.subscribed(symbol: symbol, toDepth: true)
      } else {
        front.source?.subscribed(symbol: symbol, toDepth: false)
      }
    }
  }

  func unsubscribe(_ session: StreamSession, from text: String) {
    guard let topic = topics[text] else { return }
    topic.remove(session)
    if topic.isEmpty { close(topic) }
  }

  /// The symbol whose market makes the stream speak.
  private func feedingSymbol(_ name: StreamName) -> String? {
    front.exchange.market(name.symbol) == nil ? nil : name.symbol
  }

  private func open(_ name: StreamName) -> StreamTopic {
    let topic = StreamTopic(name: name)
    topics[name.text] = topic
    rewire(name.symbol)
    if let period = name.kind.period(product) {
      timed[period, default: TimedGroup()].topics.append(topic)
      if timed[period]?.timer == nil { schedule(period) }
    }
    return topic
  }

  private func close(_ topic: StreamTopic) {
    topics[topic.name.text] = nil
    rewire(topic.name.symbol)
    guard let period = topic.name.kind.period(product) else { return }
    timed[period]?.topics.removeAll { $0 === topic }
    if timed[period]?.topics.isEmpty ?? false {
      timed[period]?.timer?.cancel()
      timed[period] = nil
    }
  }

  /// Finds anew which topics a market feeds.
  private func rewire(_ symbol: String) {
    guard let market = front.exchange.market(symbol) else { return }
    while byMarket.count <= market.index { byMarket.append(MarketTopics()) }
    let lower = symbol.lowercased()
    var wired = MarketTopics()
    wired.trade = topics["\(lower)@trade"]
    wired.aggregateTrade = topics["\(lower)@aggTrade"]
    wired.bookTicker = topics["\(lower)@bookTicker"]
    wired.liquidation = topics["\(lower)@forceOrder"]
    for speed in ["", "@0ms", "@100ms", "@250ms", "@500ms", "@1000ms"] {
      if let topic = topics["\(lower)@depth\(speed)"] { wired.depths.append(topic) }
    }
    for interval in KlineInterval.allCases {
      if let topic = topics["\(lower)@kline_\(interval.rawValue)"] { wired.klines.append(topic) }
    }
    byMarket[market.index] = wired
  }

  private func topics(of market: SymbolMarket) -> MarketTopics? {
    byMarket.indices.contains(market.index) ? byMarket[market.index] : nil
  }

  // MARK: Telling

  /// Sends a message to all listeners of a topic, as far as faults let it pass.
  func publish(_ topic: StreamTopic, _ render: @escaping (TimeUnit) -> [UInt8]) {
    let message = StreamMessage(stream: topic.name.text, render: render)
    for session in topic.listeners { session.deliver(message, of: topic.name.symbol) }
  }

  func traded(_ trade: MarketTrade, in market: SymbolMarket) {
    guard let topic = topics(of: market)?.trade else { return }
    let (product, rules) = (product, market.rules)
    publish(topic) { unit in
      if unit == .milliseconds, let raw = trade.raw { return raw }
      return MarketPayloads(rules: rules, product: product, unit: unit).trade(trade)
    }
  }

  func aggregated(_ trade: AggregateTrade, in market: SymbolMarket) {
    guard let topic = topics(of: market)?.aggregateTrade else { return }
    let (product, rules) = (product, market.rules)
    publish(topic) { MarketPayloads(rules: rules, product: product, unit: $0).aggregateTrade(trade) }
  }

  func bookTop(_ top: BookTop, in market: SymbolMarket) {
    guard let topic = topics(of: market)?.bookTicker else { return }
    let (product, rules) = (product, market.rules)
    publish(topic) { unit in
      if unit == .milliseconds, let raw = top.raw { return raw }
      return MarketPayloads(rules: rules, product: product, unit: unit).bookTicker(top)
    }
  }

  func depth(_ change: DepthChange, in market: SymbolMarket) {
    guard let depths = topics(of: market)?.depths else { return }
    for topic in depths {
      guard case .depth(let speed) = topic.name.kind else { continue }
      if speed == 0 {
        publishDepth(change, topic, market)
      } else if !product.isFutures, speed == 100, change.raw != nil {
        // A recording of this very stream is passed on as it was.
        flush(topic, market)
        publishDepth(change, topic, market)
      } else {
        topic.collector.collect(change)
      }
    }
  }

  private func flush(_ topic: StreamTopic, _ market: SymbolMarket) {
    guard let change = topic.collector.flush() else { return }
    publishDepth(change, topic, market)
  }

  private func publishDepth(_ change: DepthChange, _ topic: StreamTopic, _ market: SymbolMarket) {
    let (product, rules) = (product, market.rules)
    publish(topic) { unit in
      if unit == .milliseconds, let raw = change.raw { return raw }
      return MarketPayloads(rules: rules, product: product, unit: unit).depth(change)
    }
  }

  func closed(_ kline: Kline, interval: KlineInterval, in market: SymbolMarket) {
    if product.isFutures { closedContinuous(kline, interval: interval, in: market) }
    guard let klines = topics(of: market)?.klines else { return }
    for topic in klines {
      guard case .kline(interval.rawValue, nil) = topic.name.kind else { continue }
      let (product, rules, now) = (product, market.rules, front.marketTime(market))
      publish(topic) {
        MarketPayloads(rules: rules, product: product, unit: $0)
          .kline(kline, interval: interval, isClosed: true, at: now)
      }
    }
  }

  private func closedContinuous(_ kline: Kline, interval: KlineInterval, in market: SymbolMarket) {
    let contract = market.rules.contractType
    let name = "\(market.rules.pair)_\(contract)".lowercased() + "@continuousKline_\(interval.rawValue)"
    guard let topic = topics[name] else { return }
    let (product, rules, now) = (product, market.rules, front.marketTime(market))
    publish(topic) {
      MarketPayloads(rules: rules, product: product, unit: $0)
        .kline(kline, interval: interval, isClosed: true, at: now, contract: contract)
    }
  }

  /// An order that closes a position by force; the all-symbols stream tells those of both futures products.
  func liquidated(_ order: VenueOrder, in market: SymbolMarket) {
    let now = front.marketTime(market)
    let own = market.product == product ? topics(of: market)?.liquidation : nil
    for topic in [own, topics["!forceOrder@arr"]] {
      guard let topic else { continue }
      let product = market.product
      publish(topic) { _ in FuturesMarketPayloads.liquidation(order, product: product, at: now) }
    }
  }

  func rulesChanged(in market: SymbolMarket) {
    guard let topic = topics["!contractInfo"] else { return }
    let (product, rules, now) = (market.product, market.rules, front.marketTime(market))
    publish(topic) { _ in FuturesMarketPayloads.contractInfo(rules, product: product, at: now) }
  }

  // MARK: Timed streams

  private func schedule(_ period: Int) {
    let length = Int64(period) * 1_000_000
    let now = front.clock.now.nanoseconds
    let wait = Duration.nanoseconds(length - now % length)
    timed[period]?.timer = front.clock.schedule(after: wait) { [weak self] in self?.fire(period) }
  }

  private func fire(_ period: Int) {
    guard let group = timed[period] else { return }
    schedule(period)
    for topic in group.topics where !topic.isEmpty { tick(topic) }
  }

  private func tick(_ topic: StreamTopic) {
    let name = topic.name
    guard name.symbol.isEmpty else {
      if let market = front.market(feeding: name) {
        tick(topic, market)
      } else if case .markPrice = name.kind, product == .coinm {
        TimedStreams.markPrices(ofPair: name.symbol, topic, front: front)
      } else if case .compositeIndex = name.kind {
        TimedStreams.compositeIndex(topic, front: front)
      }
      return
    }
    TimedStreams.all(topic, front: front)
  }

  private func tick(_ topic: StreamTopic, _ market: SymbolMarket) {
    if case .depth = topic.name.kind {
      flush(topic, market)
    } else {
      TimedStreams.single(topic, market, front: front)
    }
  }
}

extension StreamKind {
  /// How often the stream speaks, in milliseconds; nil when events make it speak.
  func period(_ product: SandboxProduct) -> Int? {
    switch self {
    case .depth(let speed), .partialDepth(_, let speed): speed == 0 ? nil : speed
    case .kline(let interval, _), .continuousKline(_, let interval):
      product.isFutures ? 250 : interval == "1s" ? 1_000 : 2_000
    case .indexPriceKline, .markPriceKline: 250
    case .miniTicker, .allMiniTickers: product == .spot ? 1_000 : product == .usdm ? 2_000 : 500
    case .ticker, .allTickers: product == .spot ? 1_000 : product == .usdm ? 2_000 : 500
    case .rollingTicker, .allRollingTickers, .averagePrice, .referencePrice: 1_000
    case .markPrice(let seconds), .indexPrice(let seconds), .allMarkPrices(let seconds): seconds * 1_000
    case .allBookTickers: 5_000
    case .assetIndices, .compositeIndex, .tradingSession: 1_000
    case .retailDepth: 500
    default: nil
    }
  }
}
