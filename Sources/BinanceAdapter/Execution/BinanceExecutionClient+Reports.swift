public import TradingEngine
public import TradingModel

extension BinanceExecutionClient {
  public func generateOrderStatusReport(
    _ query: QueryOrder, completion: @escaping (Result<OrderReportBundle?, any Error>) -> Void
  ) {
    guard provider.instrument(query.order.instrumentId) != nil else {
      clock.schedule(after: .zero) {
        completion(.failure(BinanceOrderDenial(reason: "INSTRUMENT_NOT_LOADED: \(query.order.instrumentId)")))
      }
      return
    }
    guard let order = tracked(query.order, query.venueOrderId) else { return completion(.success(nil)) }
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
    BinanceMassStatusInquiry(client: self, request: request, completion: completion).begin()
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
    session.send(BinanceRequest<BinanceSpotAccount>.spotAccount(omitZeroBalances: true)) { [self] result in
      completion(
        result.flatMap { account in
          Result { try reports.state(account, type: accountType, now: now) }.mapError { unreadable($0) }
        })
    }
  }
}
