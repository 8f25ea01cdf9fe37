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
    let order =
      tracker[query.order.clientOrderId]
      ?? untracked(query.order, lookup?.order(query.order.clientOrderId), query.venueOrderId, instrument.rawSymbol)
    BinanceOrderInquiry(client: self, instrument: instrument, order: order) { result in
      completion(result.mapError { $0 as any Error })
    }.begin()
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
    BinanceOrderInquiry(client: self, instrument: instrument, order: order, completion: completion).begin()
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
      let (waiting, regular) = (expected.filter { $0.family == .algo }, expected.filter { $0.family == .regular })
      if !regular.isEmpty {
        session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product, symbol: symbol)) { [weak self] result in
          guard let self, case .success(let open) = result else { return }
          compare(regular, askedAt: askedAt) { current in
            open.contains {
              (String($0.orderId) == current.venueOrderId?.text || $0.clientOrderId == current.id.text)
                && $0.executedQty <= current.filled
            }
          }
        }
      }
      if !waiting.isEmpty {
        session.send(BinanceRequest<[BinanceAlgoOrder]>.openAlgoOrders(session.product, symbol: symbol)) {
          [weak self] result in
          guard let self, case .success(let open) = result else { return }
          compare(waiting, askedAt: askedAt) { current in
            open.contains { $0.clientAlgoId == current.id.text && $0.actualOrderId == nil }
          }
        }
      }
    }
  }

  private func compare(
    _ expected: [BinanceOrderTracker.Tracked], askedAt: UnixNanos, isAsKnown: (BinanceOrderTracker.Tracked) -> Bool
  ) {
    for order in expected where askedAt - order.submittedAt > .seconds(5) {
      // What changed since the question was asked is known already.
      guard let current = tracker[order.id], !current.isClosed else { continue }
      if !current.isAccepted || !isAsKnown(current) { resolver.start(order.id, after: .milliseconds(500)) }
    }
  }
}
