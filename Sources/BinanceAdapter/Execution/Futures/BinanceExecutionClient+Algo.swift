import Logging
import TradingEngine
import TradingModel

// Conditional orders of futures: the algo order and the regular order that it becomes are one order to the strategy.
extension BinanceExecutionClient {
  /// The way of an order of an earlier session, as far as it had gone; nil for orders that are not conditional.
  func algoMachine(of known: Order?, _ venueOrderId: VenueOrderId?) -> BinanceAlgoOrderMachine? {
    guard session.product.accountType.isFutures, let known, known.type.isConditional else { return nil }
    let numbers = known.venueOrderIds.compactMap { Int64($0.text) }
    if numbers.count > 1 { return BinanceAlgoOrderMachine(algoId: numbers.first, orderId: numbers.last) }
    let number = numbers.first ?? venueOrderId.flatMap { Int64($0.text) }
    return known.isTriggered
      ? BinanceAlgoOrderMachine(orderId: number) : BinanceAlgoOrderMachine(algoId: number)
  }

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
    guard let id = identify(event, instrument) else { return tellExternal(event, instrument) }
    let filled = tracker[id]?.filled ?? .zero
    let actions = tracker.advance(id) { machine in
      machine.update(
        status: event.status, algoId: event.algoId, actualOrderId: event.actualOrderId,
        executed: event.executedQuantity, filled: filled, isActivated: event.isActivated, reason: event.reason)
    }
    perform(actions, on: id, tsEvent: event.transactionTime)
  }

  private func identify(_ event: BinanceAlgoUpdate, _ instrument: Instrument) -> ClientOrderId? {
    if let id = tracker.id(algoId: event.algoId) { return id }
    let id = ClientOrderId(event.clientAlgoId)
    if let order = tracker[id] {
      let isSame = order.symbol == event.symbol && order.algo != nil
      return isSame && (order.algo?.algoId ?? event.algoId) == event.algoId ? id : nil
    }
    guard let known = lookup?.order(id), known.instrumentId == instrument.id, known.type.isConditional,
      known.venueOrderIds.isEmpty || known.venueOrderIds.contains(VenueOrderId(String(event.algoId)))
    else { return nil }
    adopt(known.identity, known, known.venueOrderId, symbol: event.symbol)
    return id
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
      case .accept(let algoId):
        tracker.identify(id, algoId: algoId)
        accept(id, tsEvent: tsEvent)
      case .activate: logger.info("order \(id): the trailing stop follows the market now")
      case .trigger(let orderId):
        accept(id, tsEvent: tsEvent)
        trigger(id, tsEvent: tsEvent)
        guard let orderId else { continue }
        tracker.identify(id, venueOrderId: orderId)
        guard let order = tracker[id], !order.isClosed else { continue }
        sink.process(.updated(OrderUpdated(header(order, tsEvent: tsEvent))))
      case .end(let status, let reason): end(id, status, reason: reason, tsEvent: tsEvent)
      case .expectNews: resolver.start(id, after: .milliseconds(500))
      }
    }
  }

  /// Notes by what identifier a report knows an order.
  func note(_ report: OrderStatusReport, as id: ClientOrderId) {
    guard let number = Int64(report.venueOrderId.text) else { return }
    guard tracker[id]?.algo != nil else { return tracker.identify(id, venueOrderId: number) }
    // Only the order that a conditional one became has a time at which it was triggered.
    if report.tsTriggered != nil {
      _ = tracker.advance(id) { $0.becameRegular(orderId: number) }
      _ = tracker.trigger(id)
      tracker.identify(id, venueOrderId: number)
    } else {
      _ = tracker.advance(id) { $0.placed(algoId: number) }
      tracker.identify(id, algoId: number)
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
