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
    lookUp(
      instrument, venueOrderId: query.venueOrderId ?? tracker[query.order.clientOrderId]?.venueOrderId,
      clientOrderId: query.order.clientOrderId
    ) { completion($0.mapError { $0 as any Error }) }
  }

  public func generateMassStatus(
    _ request: MassStatusRequest, completion: @escaping (Result<ExecutionMassStatus, any Error>) -> Void
  ) {
    BinanceMassStatusInquiry(client: self, request: request, completion: completion).begin()
  }

  /// Asks for a tracked order and its trades.
  func lookUp(
    _ order: BinanceOrderTracker.Tracked, completion: @escaping (Result<OrderReportBundle?, BinanceError>) -> Void
  ) {
    guard let instrument = provider.instrument(rawSymbol: order.symbol) else { return completion(.success(nil)) }
    lookUp(instrument, venueOrderId: order.venueOrderId, clientOrderId: order.id, completion: completion)
  }

  private func lookUp(
    _ instrument: Instrument, venueOrderId: VenueOrderId?, clientOrderId: ClientOrderId,
    completion: @escaping (Result<OrderReportBundle?, BinanceError>) -> Void
  ) {
    let number = venueOrderId.flatMap { Int64($0.text) }
    let request = BinanceRequest<BinanceOrder>.order(
      session.product, symbol: instrument.rawSymbol, orderId: number,
      clientOrderId: number == nil ? clientOrderId.text : nil)
    session.send(request) { [self] result in
      switch result {
      case .failure(let error) where BinanceOrderOutcome.isNotFound(error): completion(.success(nil))
      case .failure(let error): completion(.failure(error))
      case .success(let order): addTrades(to: order, instrument, completion: completion)
      }
    }
  }

  private func addTrades(
    to order: BinanceOrder, _ instrument: Instrument,
    completion: @escaping (Result<OrderReportBundle?, BinanceError>) -> Void
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
    let request = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      session.product, symbol: instrument.rawSymbol, orderId: order.orderId, limit: 1_000)
    session.send(request) { result in
      switch result {
      case .success(let trades): finish(trades)
      case .failure(let error): completion(.failure(error))
      }
    }
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

  // MARK: - Audit

  /// Looks whether the venue has the live orders as they are known here, which finds events that were lost although the
  /// stream works.
  func audit() {
    for symbol in tracker.liveSymbols {
      let expected = tracker.live(symbol: symbol)
      let askedAt = now
      session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product, symbol: symbol)) { [weak self] result in
        guard let self, case .success(let open) = result else { return }
        for order in expected where askedAt - order.submittedAt > .seconds(5) {
          // What changed since the question was asked is known already.
          guard let current = tracker[order.id], !current.isClosed else { continue }
          let found = open.first {
            String($0.orderId) == current.venueOrderId?.text || $0.clientOrderId == order.id.text
          }
          guard let found, found.executedQty <= current.filled, current.isAccepted else {
            resolver.start(order.id, after: .milliseconds(500))
            continue
          }
        }
      }
    }
  }
}
