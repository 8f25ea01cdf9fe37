import Logging
public import TradingEngine
public import TradingModel

extension BinanceExecutionClient {
  public func generateOrderStatusReport(
    _ query: QueryOrder, completion: @escaping (Result<OrderReportBundle?, any Error>) -> Void
  ) {
    guard let instrument = provider.instrument(query.order.instrumentId) else {
      clock.schedule(after: .zero) {
        completion(.failure(BinanceOrderDenial(reason: "INSTRUMENT_NOT_LOADED: \(query.order.instrumentId)")))
      }
      return
    }
    let id = query.order.clientOrderId
    guard tracker[id] != nil || lookup?.order(id) != nil, let order = tracked(query.order, query.venueOrderId) else {
      // Somebody else's order, of which a trade or an event is known.
      return lookUpForeign(instrument, query.venueOrderId, id) { completion($0.mapError { $0 as any Error }) }
    }
    inquire(order) { [weak self] result in
      switch result {
      case .success(.order(let bundle)): completion(.success(bundle))
      case .success(.unknown): completion(.success(nil))
      case .success(.onlyGone):
        // What is canceled is only the form of the order that is being replaced.
        let reason = "the order is being replaced, and it is not known yet by what"
        completion(.failure(self?.unsettled(reason) ?? CancellationError()))
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  public func generateMassStatus(
    _ request: MassStatusRequest, completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {
    var request = request
    // What others traded meanwhile in an instrument of which nothing is known here shows in no position on spot.
    if request.since != nil, !session.product.accountType.isFutures {
      let loaded = provider.instruments
      if loaded.count <= Self.maxHistories {
        request.instrumentIds = Set(request.instrumentIds).union(loaded.map(\.id)).sorted()
      }
    }
    askForMassStatus(request, attempt: 1, completion: completion)
  }

  /// Up to how many loaded instruments all are asked for what others did in them; each costs some forty of the venue's
  /// weight.
  private static var maxHistories: Int { 10 }

  /// An answer that is lost is asked for again: a node must not fail to start for it.
  private func askForMassStatus(
    _ request: MassStatusRequest, attempt: Int,
    completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {
    BinanceMassStatusInquiry(client: self, request: request) { [weak self] result in
      guard let self, case .failure(let error as BinanceError) = result,
        error.kind != .refused || error.patience != nil, attempt < 3, isSynced
      else { return completion(result) }
      logger.warning("the account's orders could not be asked for: \(error)")
      clock.schedule(after: .seconds(attempt)) { [weak self] in
        guard let self else { return completion(result) }
        askForMassStatus(request, attempt: attempt + 1, completion: completion)
      }
    }.begin()
  }

  /// Asks for a tracked order and its trades by every way there is.
  func inquire(
    _ order: BinanceTrackedOrder, completion: @escaping (Result<BinanceOrderFinding, BinanceError>) -> Void
  ) {
    guard let instrument = provider.instrument(rawSymbol: order.symbol) else {
      clock.schedule(after: .zero) { completion(.success(.unknown)) }
      return
    }
    BinanceOrderInquiry(client: self, id: order.id, instrument: instrument, completion: completion).begin()
  }

  /// Asks for an order that the client does not follow, and its trades.
  private func lookUpForeign(
    _ instrument: Instrument, _ venueOrderId: VenueOrderId?, _ id: ClientOrderId,
    completion: @escaping (Result<OrderReportBundle?, BinanceError>) -> Void
  ) {
    let number = venueOrderId.flatMap { Int64($0.text) }
    let request = BinanceRequest<BinanceOrder>.order(
      session.product, symbol: instrument.rawSymbol, orderId: number, clientOrderId: number == nil ? id.text : nil)
    session.send(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .failure(let error) where BinanceOrderOutcome.isNotFound(error, product: session.product):
        completion(.success(nil))
      case .failure(let error): completion(.failure(error))
      case .success(let order): bundle(order, instrument) { completion($0.map { $0 }) }
      }
    }
  }

  /// An order that the client does not follow, with its trades.
  func bundle(
    _ order: BinanceOrder, _ instrument: Instrument,
    completion: @escaping (Result<OrderReportBundle, BinanceError>) -> Void
  ) {
    func finish(_ trades: [BinanceAccountTrade]) {
      do {
        let report = try reports.report(order, instrument, now: now)
        let fills = try trades.map {
          try reports.report($0, instrument, clientOrderId: report.clientOrderId, now: now)
        }
        completion(.success(OrderReportBundle(order: report, fills: fills)))
      } catch {
        completion(.failure(unreadable(error)))
      }
    }
    guard order.executedQty.isPositive else { return finish([]) }
    BinanceOrderTrades.ask(session, symbol: order.symbol, orderId: order.orderId) { result in
      switch result {
      case .success(let trades): finish(trades)
      case .failure(let error): completion(.failure(error))
      }
    }
  }

  /// A report of the venue's order as a report of the strategy's order, which may have had other legs before.
  func whole(_ report: OrderStatusReport, of id: ClientOrderId, _ instrument: Instrument) -> OrderStatusReport {
    tracker.closeSplit(id, quantity: report.quantity)
    guard let order = tracker[id] else { return report }
    var result = report
    result.clientOrderId = id
    if order.type == .limit, report.type == .limit { result.isPostOnly = order.isPostOnly }
    guard order.carried.isPositive, let quantity = order.total(ofLeg: report.quantity, instrument),
      let filled = order.total(ofLeg: report.filledQuantity, instrument)
    else { return result }
    result.quantity = quantity
    result.filledQuantity = filled
    result.averagePrice = nil
    if filled.isPositive, report.status == .accepted { result.status = .partiallyFilled }
    return result
  }

  /// The quantity of the venue's order that a report of the strategy's order is about.
  func legQuantity(
    of report: OrderStatusReport, _ order: BinanceTrackedOrder, _ instrument: Instrument
  ) -> Quantity? {
    (try? report.quantity.wide.subtracting(order.carried)).flatMap { BinanceReportMapper.quantity($0, instrument) }
  }

  private func unsettled(_ reason: String) -> BinanceError {
    BinanceError(kind: .unreadable, outcome: .unknown, message: reason, endpoint: session.endpoints.http)
  }

  func unreadable(_ error: any Error) -> BinanceError {
    BinanceError(
      kind: .unreadable, outcome: .definitive, message: "the answer could not be read: \(error)",
      endpoint: session.endpoints.http)
  }

  /// Asks for the account's balances.
  func requestAccount(completion: @escaping (Result<AccountState, BinanceError>) -> Void) {
    if let margin { return request(margin, completion: completion) }
    session.send(BinanceRequest<BinanceSpotAccount>.spotAccount(omitZeroBalances: true)) { [self] result in
      completion(
        result.flatMap { account in
          Result { try reports.state(account, type: accountType, now: now) }.mapError { unreadable($0) }
        })
    }
  }
}
