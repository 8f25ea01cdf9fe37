import Logging
import TradingEngine
import TradingModel

// Conditional orders of futures: the algo order and the regular order that it becomes are one order to the strategy.
extension BinanceExecutionClient {
  /// The algo service took an order, or said at once what became of it.
  func didPlaceAlgo(_ id: ClientOrderId, _ answer: BinanceOrderAnswer, tsEvent: UnixNanos) {
    let filled = tracker[id]?.filled ?? .zero
    let actions = tracker.advance(id) { machine in
      machine.placed(algoId: answer.orderId)
        + machine.update(
          status: answer.status ?? "NEW", algoId: answer.orderId, actualOrderId: nil, executed: .zero, filled: filled)
    }
    perform(actions, on: id, tsEvent: tsEvent)
  }

  /// A regular order was seen under the identifier of a conditional one.
  func becomeRegular(_ id: ClientOrderId, orderId: Int64, tsEvent: UnixNanos) {
    perform(tracker.advance(id) { $0.becameRegular(orderId: orderId) }, on: id, tsEvent: tsEvent)
  }

  /// Tells of an event of the algo service.
  func process(_ event: BinanceAlgoUpdate) {
    guard let instrument = provider.instrument(rawSymbol: event.symbol) else {
      return loadInstrument(rawSymbol: event.symbol, then: { $0.process(event) }, otherwise: "a conditional order")
    }
    let known = identify(
      algoId: event.algoId, clientAlgoId: event.clientAlgoId, symbol: event.symbol, instrument)
    guard let id = known else { return tellExternal(event, instrument) }
    let filled = tracker[id]?.filled ?? .zero
    let actions = tracker.advance(id) { machine in
      machine.update(
        status: event.status, algoId: event.algoId, actualOrderId: event.actualOrderId,
        executed: event.executedQuantity, filled: filled, isActivated: event.isActivated, reason: event.reason)
    }
    perform(actions, on: id, tsEvent: event.transactionTime)
  }

  /// Which order the algo service speaks of; nil when no strategy of this node made it.
  func identify(algoId: Int64, clientAlgoId: String, symbol: String, _ instrument: Instrument) -> ClientOrderId? {
    if let id = tracker.id(algoId: algoId) { return id }
    guard !clientAlgoId.isEmpty else { return nil }
    let id = ClientOrderId(clientAlgoId)
    if let order = tracker[id] {
      let isSame = order.symbol == symbol && order.algo != nil
      return isSame && (order.algo?.algoId ?? algoId) == algoId ? id : nil
    }
    guard let known = lookup?.order(id), known.instrumentId == instrument.id, known.type.isConditional,
      known.venueOrderIds.isEmpty || known.venueOrderIds.contains(VenueOrderId(String(algoId)))
    else { return nil }
    adopt(known.identity, known, nil, symbol: symbol)
    return id
  }

  /// The algo service has canceled an order.
  func didCancelAlgo(_ id: ClientOrderId, _ answer: BinanceCancelAnswer) {
    tracker.update(id) { $0.cancellation.settle() }
    // What it became meanwhile, if it did, is asked for by itself.
    guard let order = tracker[id], order.family == .algo else { return doubt(id) }
    end(id, .canceled, reason: "", tsEvent: answer.transactionTime ?? now)
  }

  /// Looks whether conditional orders wait at the algo service as they are known here.
  func auditWaiting(symbol: String?, expecting expected: [BinanceTrackedOrder]) {
    guard !expected.isEmpty else { return }
    let askedAt = now
    let request = BinanceRequest<[BinanceAlgoOrder]>.openAlgoOrders(session.product, symbol: symbol)
    session.send(request) { [weak self] result in
      guard let self, case .success(let open) = result else { return }
      for order in expected where askedAt - order.submittedAt > .seconds(5) {
        guard let current = tracker[order.id], !current.isClosed, current.family == .algo else { continue }
        let found = open.contains { $0.clientAlgoId == current.id.text && $0.actualOrderId == nil }
        if !found || !current.isAccepted { doubt(order.id, after: .milliseconds(500)) }
      }
    }
  }

  private func tellExternal(_ event: BinanceAlgoUpdate, _ instrument: Instrument) {
    // The order that it became tells the rest itself.
    guard event.actualOrderId == nil else { return }
    do {
      sink.process(OrderReportBundle(order: try reports.report(event, instrument, now: now)))
    } catch {
      reportOnce("an event of a conditional order made elsewhere could not be read and is left out: \(error)")
    }
  }

  private func perform(_ actions: [BinanceAlgoOrderMachine.Action], on id: ClientOrderId, tsEvent: UnixNanos) {
    for action in actions {
      switch action {
      case .accept: accept(id, tsEvent: tsEvent)
      case .activate: logger.info("order \(id): the trailing stop follows the market now")
      case .trigger(let orderId):
        accept(id, tsEvent: tsEvent)
        trigger(id, tsEvent: tsEvent)
        guard let orderId else { continue }
        tracker.identify(id, venueOrderId: orderId)
        guard let order = tracker[id], !order.isClosed else { continue }
        sink.process(.updated(OrderUpdated(header(order, tsEvent: tsEvent))))
      case .end(let status, let reason): end(id, status, reason: reason, tsEvent: tsEvent)
      case .expectNews: doubt(id, after: .milliseconds(500))
      }
    }
  }

  /// Notes by what identifier a report knows an order.
  func identify(_ id: ClientOrderId, by report: OrderStatusReport) {
    guard let number = Int64(report.venueOrderId.text) else { return }
    guard tracker[id]?.algo != nil else {
      tracker.identify(id, venueOrderId: number)
      return
    }
    // Only the order that a conditional one became has a time at which it was triggered.
    if report.tsTriggered != nil {
      _ = tracker.advance(id) { $0.becameRegular(orderId: number) }
      _ = tracker.trigger(id)
      tracker.identify(id, venueOrderId: number)
    } else {
      _ = tracker.advance(id) { $0.placed(algoId: number) }
    }
  }

  /// Loads an instrument that an event is about, then deals with the event.
  func loadInstrument(
    rawSymbol: String, then: @escaping (BinanceExecutionClient) -> Void, otherwise what: String
  ) {
    let id = BinanceSymbol.instrumentId(raw: rawSymbol, accountType: session.product.accountType, venue: venue)
    provider.load(.ids([id])) { [weak self] _ in
      guard let self else { return }
      guard provider.instrument(rawSymbol: rawSymbol) != nil else {
        return logger.error("news of \(what) in \(rawSymbol) is left out: its instrument could not be loaded")
      }
      then(self)
    }
  }
}
