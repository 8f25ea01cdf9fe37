import TradingModel

/// Asks for history page by page: the venue answers with so many items at most.
///
/// A value that lives as long as one request; `completion` is called once, on the loop.
struct BinanceHistory {
  let session: BinanceHttpSession
  let clock: any TradingClock
  let instrument: Instrument

  var product: BinanceProduct { session.product }
  static let maxPage = 1_000
  /// The venue takes no longer span than an hour in one question for aggregated trades.
  private static let tradeWindow: Duration = .seconds(3_600) - .milliseconds(1)

  typealias Completion<Item> = (Result<[Item], any Error>) -> Void

  // MARK: Trades

  /// Aggregated trades between two times, oldest first; without a start the newest.
  func aggregatedTrades(
    start: UnixNanos?, end: UnixNanos?, limit: Int?, completion: @escaping Completion<TradeTick>
  ) {
    guard let start else { return newestAggregated(end: end, limit: limit, completion: completion) }
    let stop = end ?? clock.now
    tradePages(from: start, fromId: nil, to: stop, limit: limit ?? .max, sofar: [], completion: completion)
  }

  /// After so many empty hours the spot exchange is asked for the first trade from there on, which it gives however far off
  /// that is. The futures exchanges promise nothing of the kind.
  private static let emptyHours = 24

  /// - Parameter empty: how many hours in a row had no trade.
  private func tradePages(
    from start: UnixNanos, fromId: UInt64?, to end: UnixNanos, limit: Int, sofar: [TradeTick], empty: Int = 0,
    completion: @escaping Completion<TradeTick>
  ) {
    guard start <= end, sofar.count < limit else { return completion(.success(sofar)) }
    let window = min(start + Self.tradeWindow, end)
    let page = min(Self.maxPage, limit - sofar.count)
    let leaps = empty == Self.emptyHours && !product.accountType.isFutures
    // Once the first trade is known, ids lead on: they miss nothing where many trades share a millisecond.
    let request =
      fromId.map {
        BinanceRequest<[BinanceAggregateTrade]>.aggTrades(
          product, symbol: instrument.rawSymbol, fromId: $0, limit: page)
      }
      ?? .aggTrades(product, symbol: instrument.rawSymbol, start: start, end: leaps ? nil : window, limit: page)
    session.send(request) { result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let trades):
        // A page that does not lead on would be asked for for ever.
        if let fromId, let last = trades.last, last.id < fromId {
          return completion(.failure(BinanceRequestProblem(noProgress("number \(fromId)", "\(last.id)"))))
        }
        guard let last = trades.last else {
          // Nothing behind the last id, or nothing within this hour.
          if fromId != nil || leaps { return completion(.success(sofar)) }
          return tradePages(
            from: window + .milliseconds(1), fromId: nil, to: end, limit: limit, sofar: sofar, empty: empty + 1,
            completion: completion)
        }
        // Not every server leaps: what is not from there on says nothing.
        if leaps, trades.contains(where: { $0.time < start }) || last.time > end {
          return tradePages(
            from: start, fromId: nil, to: end, limit: limit, sofar: sofar, empty: empty + 1, completion: completion)
        }
        do {
          let found = sofar + (try trades.filter { $0.time <= end && $0.time >= start }.map { try tick($0) })
          // Behind the highest number there is none.
          let (next, isLast) = last.id.addingReportingOverflow(1)
          if last.time > end || isLast { return completion(.success(Array(found.prefix(limit)))) }
          tradePages(from: start, fromId: next, to: end, limit: limit, sofar: found, completion: completion)
        } catch {
          completion(.failure(error))
        }
      }
    }
  }

  private func noProgress(_ asked: String, _ got: String) -> String {
    "\(instrument.id): the venue was asked for what follows from \(asked) and answers with what ends at \(got); the "
      + "server does not page as Binance does, ask it for a shorter time or a smaller limit"
  }

  func tick(_ trade: BinancePublicTrade) throws -> TradeTick {
    try tick(trade.id, trade.price, trade.quantity, isBuyerMaker: trade.isBuyerMaker, trade.time)
  }

  func tick(_ trade: BinanceAggregateTrade) throws -> TradeTick {
    try tick(trade.id, trade.price, trade.quantity, isBuyerMaker: trade.isBuyerMaker, trade.time)
  }

  private func tick(
    _ id: UInt64, _ price: WideDecimal, _ size: WideDecimal, isBuyerMaker: Bool, _ time: UnixNanos
  ) throws -> TradeTick {
    TradeTick(
      instrumentId: instrument.id, price: try price.publishedPrice(instrument.pricePrecision),
      size: try size.publishedQuantity(instrument.sizePrecision), aggressorSide: isBuyerMaker ? .seller : .buyer,
      tradeId: TradeId(number: id), tsEvent: time, tsInit: clock.now)
  }

  // MARK: Bars

  /// Closed candlesticks, oldest first: from `start` on, or the newest.
  func bars(
    _ type: BarType, interval: BinanceBarInterval, start: UnixNanos?, end: UnixNanos?, limit: Int?,
    completion: @escaping Completion<BinanceBar>
  ) {
    let pages = BinanceCandlePages<BinanceKline>(
      session: session, clock: clock, openTime: \.openTime, closeTime: \.closeTime
    ) { [product, instrument] start, end, limit in
      .klines(
        product, symbol: instrument.rawSymbol, interval: interval.rawValue, start: start, end: end, limit: limit)
    }
    pages.collect(start: start, end: end, limit: limit) { result in
      completion(Result { try result.get().map { try bar($0, type) } })
    }
  }

  private func bar(_ kline: BinanceKline, _ type: BarType) throws -> BinanceBar {
    let precision = instrument.pricePrecision
    let bar = Bar(
      barType: type, open: try kline.open.publishedPrice(precision), high: try kline.high.publishedPrice(precision),
      low: try kline.low.publishedPrice(precision), close: try kline.close.publishedPrice(precision),
      volume: BinanceVolume.atLeast(instrument.sizePrecision, kline.volume), tsEvent: kline.closeTime,
      tsInit: clock.now)
    return BinanceBar(
      bar: bar, quoteVolume: kline.quoteVolume, isBaseVolume: product.accountType == .coinFutures,
      count: Int(truncatingIfNeeded: kline.count),
      takerBuyBaseVolume: BinanceVolume.atLeast(instrument.sizePrecision, kline.takerBuyVolume),
      takerBuyQuoteVolume: kline.takerBuyQuoteVolume)
  }

  // MARK: Funding

  /// Past funding rates, oldest first.
  func fundingRates(
    start: UnixNanos?, end: UnixNanos?, limit: Int?, completion: @escaping Completion<FundingRateUpdate>
  ) {
    fundingPages(from: start, to: end, limit: limit ?? (start == nil ? 100 : .max), sofar: [], completion: completion)
  }

  private func fundingPages(
    from start: UnixNanos?, to end: UnixNanos?, limit: Int, sofar: [FundingRateUpdate],
    completion: @escaping Completion<FundingRateUpdate>
  ) {
    let page = min(Self.maxPage, limit - sofar.count)
    let request = BinanceRequest<[BinanceFundingRate]>.fundingRate(
      product, symbol: instrument.rawSymbol, start: start, end: end, limit: page)
    session.send(request) { result in
      switch result {
      case .failure(let error): completion(.failure(error))
      case .success(let rates):
        let updates = rates.map {
          FundingRateUpdate(
            instrumentId: instrument.id, rate: $0.fundingRate.trimmed, nextFunding: nil, tsEvent: $0.fundingTime,
            tsInit: clock.now)
        }
        // Without a start the newest are wanted, and the pages go back.
        let found = start == nil ? updates + sofar : sofar + updates
        guard let first = rates.first, let last = rates.last, rates.count >= page, found.count < limit else {
          return completion(.success(Array(found.prefix(limit))))
        }
        guard let start else {
          guard end.map({ first.fundingTime <= $0 }) ?? true else {
            return completion(
              .failure(BinanceRequestProblem(noProgress("times up to \(end ?? .zero)", "\(last.fundingTime)"))))
          }
          let earlier = first.fundingTime.advanced(by: .milliseconds(-1))
          return fundingPages(from: nil, to: earlier, limit: limit, sofar: found, completion: completion)
        }
        guard last.fundingTime >= start else {
          return completion(.failure(BinanceRequestProblem(noProgress("time \(start)", "\(last.fundingTime)"))))
        }
        fundingPages(
          from: last.fundingTime + .milliseconds(1), to: end, limit: limit, sofar: found, completion: completion)
      }
    }
  }
}
