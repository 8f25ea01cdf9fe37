import TradingModel

/// What streams that speak at fixed times say.
enum TimedStreams {
  /// A stream of one symbol.
  static func single(_ topic: StreamTopic, _ market: SymbolMarket, front: ProductFront) {
    let now = front.marketTime(market)
    let product = front.product
    func payloads(_ unit: TimeUnit) -> MarketPayloads { front.payloads(market, unit) }
    switch topic.name.kind {
    case .partialDepth(let levels, _):
      partialDepth(market.depth(limit: levels), topic, market, front: front)
    case .kline(let text, let offset):
      guard let interval = KlineInterval(rawValue: text) else { return }
      kline(interval, offset: offset, topic, market, front: front)
    case .continuousKline(let contract, let text):
      guard let interval = KlineInterval(rawValue: text), let kline = market.history.currentKline(interval) else {
        return
      }
      front.hub.publish(topic) {
        payloads($0).kline(kline, interval: interval, isClosed: false, at: now, contract: contract)
      }
    case .indexPriceKline(let text), .markPriceKline(let text):
      let isIndex = topic.name.kind == .indexPriceKline(interval: text)
      guard let interval = KlineInterval(rawValue: text) else { return }
      referenceKline(interval, isIndex: isIndex, topic, market, front: front)
    case .miniTicker:
      let statistics = market.statistics(at: front.clock.now)
      front.hub.publish(topic) { payloads($0).miniTicker(statistics, at: now) }
    case .ticker:
      let statistics = market.statistics(at: front.clock.now)
      front.hub.publish(topic) { payloads($0).ticker(statistics, top: market.top, at: now) }
    case .rollingTicker(let window):
      let statistics = market.statistics(window: TickerOperations.window(window) ?? 3_600_000, at: front.clock.now)
      front.hub.publish(topic) { payloads($0).rollingTicker(statistics, window: window, at: now) }
    case .averagePrice:
      let minutes = market.rules.filters.averagePriceMinutes
      let price = market.averagePrice(minutes: minutes, at: front.clock.now)
      let last = market.history.trades.last?.time ?? now
      front.hub.publish(topic) { payloads($0).averagePrice(price, minutes: minutes, lastTrade: last, at: now) }
    case .referencePrice:
      guard market.hasReferencePrice else { return }
      let (price, time) = (market.referencePrice, market.referenceAt)
      front.hub.publish(topic) { payloads($0).referencePrice(price, at: time) }
    case .markPrice:
      let mark = market.mark
      front.hub.publish(topic) { _ in
        FuturesMarketPayloads.markPrice(mark, rules: market.rules, product: product, at: now)
      }
    case .retailDepth: retailDepth(topic, market, front: front)
    case .indexPrice:
      let mark = market.mark
      front.hub.publish(topic) { _ in FuturesMarketPayloads.indexPrice(mark, rules: market.rules, at: now) }
    default: break
    }
  }

  /// All levels that retail takers meet, whenever they changed.
  private static func retailDepth(_ topic: StreamTopic, _ market: SymbolMarket, front: ProductFront) {
    let snapshot = market.retailDepth(limit: 1_000)
    let previous = topic.lastUpdateId ?? snapshot.lastUpdateId
    let change = topic.retailLevels.change(to: snapshot, previous: previous)
    guard let change else { return }
    topic.lastUpdateId = snapshot.lastUpdateId
    front.hub.publish(topic) { front.payloads(market, $0).depth(change) }
  }

  /// The candle of the moment, after the last one as it ended.
  private static func referenceKline(
    _ interval: KlineInterval, isIndex: Bool, _ topic: StreamTopic, _ market: SymbolMarket, front: ProductFront
  ) {
    let series: ReferenceHistory.Series = isIndex ? .index : .mark
    guard let current = market.references.current(series, interval) else { return }
    let now = front.marketTime(market)
    if let last = topic.lastOpenTime, last < current.openTime,
      let ended = market.references.kline(series, interval: interval, at: last)
    {
      front.hub.publish(topic) { _ in
        FuturesMarketPayloads.referenceKline(ended, interval: interval, rules: market.rules, isIndex: isIndex, at: now)
      }
    }
    topic.lastOpenTime = current.openTime
    front.hub.publish(topic) { _ in
      FuturesMarketPayloads.referenceKline(current, interval: interval, rules: market.rules, isIndex: isIndex, at: now)
    }
  }

  /// What an index of several assets is worth.
  static func compositeIndex(_ topic: StreamTopic, front: ProductFront) {
    guard let index = CompositeIndex.all.first(where: { $0.symbol == topic.name.symbol }) else { return }
    let now = front.clock.now
    front.hub.publish(topic) { _ in CompositeIndexPayload.stream(index, front, at: now) }
  }

  /// The mark prices of all contracts of a pair (COIN-M).
  static func markPrices(ofPair pair: String, _ topic: StreamTopic, front: ProductFront) {
    array(topic, front.exchange.markets.filter { $0.rules.pair == pair && $0.rules.status.isAlive }, front) {
      market, _ in
      FuturesMarketPayloads.markPrice(market.mark, rules: market.rules, product: .coinm, at: front.marketTime(market))
    }
  }

  private static func partialDepth(
    _ snapshot: DepthSnapshot, _ topic: StreamTopic, _ market: SymbolMarket, front: ProductFront
  ) {
    guard front.product.isFutures else {
      front.hub.publish(topic) { front.payloads(market, $0).partialDepth(snapshot) }
      return
    }
    var change = DepthChange(
      firstUpdateId: snapshot.lastUpdateId, lastUpdateId: snapshot.lastUpdateId,
      previousUpdateId: topic.lastUpdateId ?? snapshot.lastUpdateId, bids: snapshot.bids, asks: snapshot.asks,
      eventTime: snapshot.eventTime, transactionTime: snapshot.transactionTime)
    if let last = topic.lastUpdateId, last < snapshot.lastUpdateId { change.firstUpdateId = last &+ 1 }
    topic.lastUpdateId = snapshot.lastUpdateId
    front.hub.publish(topic) { [change] in front.payloads(market, $0).depth(change) }
  }

  private static func kline(
    _ interval: KlineInterval, offset: String?, _ topic: StreamTopic, _ market: SymbolMarket, front: ProductFront
  ) {
    let now = front.marketTime(market)
    var kline = market.history.currentKline(interval)
    if let offset, let shift = try? TradeOperations.timeZone(offset), shift != 0,
      (interval.milliseconds ?? .max) > 3_600_000
    {
      kline = market.mergedKlines(interval, shift: shift).last
    }
    guard let kline else { return }
    front.hub.publish(topic) {
      front.payloads(market, $0).kline(kline, interval: interval, isClosed: false, at: now)
    }
  }

  /// A stream of all symbols: one array, or one message for each symbol.
  static func all(_ topic: StreamTopic, front: ProductFront) {
    let markets = front.allMarkets.filter { $0.lastPrice > 0 }
    func payloads(_ market: SymbolMarket, _ unit: TimeUnit) -> MarketPayloads {
      MarketPayloads(rules: market.rules, product: market.product, unit: unit)
    }
    switch topic.name.kind {
    case .allMiniTickers:
      array(topic, markets, front) { market, unit in
        payloads(market, unit).miniTicker(market.statistics(at: front.clock.now), at: front.marketTime(market))
      }
    case .allTickers:
      array(topic, markets, front) { market, unit in
        payloads(market, unit).ticker(
          market.statistics(at: front.clock.now), top: market.top, at: front.marketTime(market))
      }
    case .allRollingTickers(let window):
      array(topic, markets, front) { market, unit in
        payloads(market, unit).rollingTicker(
          market.statistics(window: TickerOperations.window(window) ?? 3_600_000, at: front.clock.now),
          window: window, at: front.marketTime(market))
      }
    case .allMarkPrices:
      array(topic, markets, front) { market, _ in
        FuturesMarketPayloads.markPrice(
          market.mark, rules: market.rules, product: market.product, at: front.marketTime(market))
      }
    case .allBookTickers:
      for market in markets where market.top.updateId > 0 {
        let top = market.top
        front.hub.publish(topic) { payloads(market, $0).bookTicker(top) }
      }
    case .assetIndices:
      let now = front.clock.now
      front.hub.publish(topic) { _ in AssetIndexPayload.stream(front, at: now) }
    case .tradingSession:
      let now = front.clock.now
      for market in TradingSession.Market.allCases {
        guard let session = TradingSession.current(market, at: now.milliseconds) else { continue }
        front.hub.publish(topic) { _ in TradingSessionPayload.stream(market, session, at: now) }
      }
    default: break
    }
  }

  private static func array(
    _ topic: StreamTopic, _ markets: [SymbolMarket], _ front: ProductFront,
    _ element: @escaping (SymbolMarket, TimeUnit) -> [UInt8]
  ) {
    guard !markets.isEmpty else { return }
    front.hub.publish(topic) { unit in
      var writer = JSONWriter(capacity: 512 * markets.count)
      writer.array { writer in
        for market in markets { writer.json(element(market, unit)) }
      }
      return writer.bytes
    }
  }
}
