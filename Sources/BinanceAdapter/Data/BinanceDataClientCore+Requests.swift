import TradingEngine
import TradingModel

extension BinanceDataClientCore {
  /// Answers a request for history or a snapshot; the answer goes to the sink.
  func request(_ request: DataRequest) {
    var wanted = request.kind.instrumentId
    if case .custom(let type) = request.kind, let barType = barType(of: type) { wanted = barType.instrumentId }
    withInstrument(wanted) { [self] in
      do throws(BinanceRequestProblem) {
        try start(request)
      } catch {
        fail(request, error)
      }
    }
  }

  private func start(_ request: DataRequest) throws(BinanceRequestProblem) {
    if let limit = request.limit, limit < 1 {
      throw BinanceRequestProblem("the limit is \(limit); ask for at least 1 item, or leave it out")
    }
    switch request.kind {
    case .instrument(let id):
      // On two lines: Swift 6.3 compiles a subscript with an index that throws inside it wrongly, in debug builds.
      let slot = try slot(of: id)
      answer(request, .instruments([slots[slot].instrument]))
    case .instruments: answer(request, .instruments(slots.instruments))
    case .trades(let id): try requestTrades(request, id)
    case .aggregatedTrades(let id): try requestAggregatedTrades(request, id)
    case .bars(let type):
      try requestBars(request, type) { .bars($0.map(\.bar)) }
    case .bookSnapshot(let id, let depth): try requestBook(request, id, depth: depth)
    case .fundingRates(let id):
      let history = try history(of: id)
      guard product.accountType.isFutures else {
        throw BinanceRequestProblem("funding rates exist on futures only")
      }
      history.fundingRates(start: request.start, end: request.end, limit: request.limit) { [weak self] result in
        self?.finish(request, result) { .fundingRates($0) }
      }
    case .custom(let type):
      guard type.name == BinanceBar.typeName else { return try ask(request, type) }
      guard let barType = barType(of: type) else {
        throw BinanceRequestProblem("BinanceBar needs the metadata barType, as BTCUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL")
      }
      try requestBars(request, barType) { .custom($0) }
    }
  }

  private func requestTrades(_ request: DataRequest, _ id: InstrumentId) throws(BinanceRequestProblem) {
    if config.useAggTradeTicks { return try requestAggregatedTrades(request, id) }
    guard request.start == nil, request.end == nil else {
      throw BinanceRequestProblem(
        "Binance gives single trades by number only, not by time; ask for aggregated trades, or leave start and end out"
      )
    }
    if let limit = request.limit, limit > BinanceHistory.maxPage, product.accountType.isFutures || session.connection.us
    {
      throw BinanceRequestProblem(
        "Binance gives the newest \(BinanceHistory.maxPage) single trades without a key, not \(limit); ask for less, "
          + "or for aggregated trades")
    }
    try history(of: id).trades(limit: request.limit) { [weak self] result in
      self?.finish(request, result) { .trades($0) }
    }
  }

  private func requestAggregatedTrades(_ request: DataRequest, _ id: InstrumentId) throws(BinanceRequestProblem) {
    try history(of: id).aggregatedTrades(start: request.start, end: request.end, limit: request.limit) {
      [weak self] result in
      self?.finish(request, result) { .trades($0) }
    }
  }

  private func requestBars(
    _ request: DataRequest, _ type: BarType, _ payload: @escaping ([BinanceBar]) -> DataResponse.Payload
  ) throws(BinanceRequestProblem) {
    let interval = try BinanceBarInterval(type.specification, product: product, us: session.connection.us)
    try history(of: type.instrumentId).bars(
      type, interval: interval, start: request.start, end: request.end, limit: request.limit
    ) { [weak self] result in
      self?.finish(request, result, payload)
    }
  }

  private func requestBook(
    _ request: DataRequest, _ id: InstrumentId, depth: Int
  ) throws(BinanceRequestProblem) {
    let slot = try slot(of: id)
    guard depth > 0 else { throw BinanceRequestProblem("a book snapshot needs a depth of at least 1") }
    let limit = product.depthLimits.first { $0 >= depth } ?? product.maxDepthLimit
    session.send(BinanceDepthSnapshot.request(product, row: decoder.symbols.rows[slot], limit: limit)) {
      [weak self] result in
      guard let self else { return }
      switch result {
      case .failure(let error): fail(request, error)
      case .success(let snapshot):
        let now = clock.now
        let deltas = Self.cut(snapshot.deltas, to: depth)
        answer(
          request,
          .book(
            OrderBookDeltas(
              instrumentId: id, deltas: deltas, sequence: snapshot.lastUpdateId, isSnapshot: true,
              tsEvent: snapshot.tsEvent ?? now, tsInit: now)))
      }
    }
  }

  /// The best `depth` levels of each side; levels come best first.
  private static func cut(_ deltas: [OrderBookDelta], to depth: Int) -> [OrderBookDelta] {
    var bids = 0
    var asks = 0
    return deltas.filter { delta in
      guard delta.action != .clear else { return true }
      if delta.side == .buy { bids += 1 } else { asks += 1 }
      return (delta.side == .buy ? bids : asks) <= depth
    }
  }

  private func history(of id: InstrumentId) throws(BinanceRequestProblem) -> BinanceHistory {
    // On two lines, as above.
    let slot = try slot(of: id)
    return BinanceHistory(session: session, clock: clock, instrument: slots[slot].instrument)
  }

  // MARK: Answers

  func finish<Item>(
    _ request: DataRequest, _ result: Result<[Item], any Error>, _ payload: ([Item]) -> DataResponse.Payload
  ) {
    switch result {
    case .success(let items): answer(request, payload(items))
    case .failure(let error): fail(request, error)
    }
  }

  private func fail(_ request: DataRequest, _ error: any Error) {
    sink.process(
      DataResponse(requestId: request.id, payload: .failure("\(error)"), tsInit: clock.now, cause: error))
  }

  private func answer(_ request: DataRequest, _ payload: DataResponse.Payload) {
    sink.process(DataResponse(requestId: request.id, payload: payload, tsInit: clock.now))
  }
}
