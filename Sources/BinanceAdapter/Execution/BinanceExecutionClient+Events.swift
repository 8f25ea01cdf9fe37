import Logging
import TradingEngine
import TradingModel

// What happens to orders, by whatever way it becomes known. Each fact is told once: the tracker knows what was told.
extension BinanceExecutionClient {
  /// Tells of an event of the account's stream.
  func process(_ event: BinanceExecutionReport) {
    guard let instrument = provider.instrument(rawSymbol: event.symbol) else { return park(event) }
    guard let id = identify(event, instrument) else { return tellExternal(event, instrument) }
    let time = event.transactionTime
    becomeRegular(id, orderId: event.orderId, tsEvent: time)
    tracker.identify(id, venueOrderId: event.orderId)
    if event.executionType == "REJECTED" || event.status == "REJECTED" {
      return end(id, .rejected, reason: reports.reason(event), tsEvent: time)
    }
    accept(id, tsEvent: event.creationTime ?? time)
    if let quantity = BinanceReportMapper.quantity(event.quantity, instrument), quantity.isPositive {
      convertQuantity(id, to: quantity, tsEvent: time)
    }
    if event.executionType != "REPLACED" {
      adoptTerms(id, quantity: event.quantity, price: event.price, instrument, tsEvent: time)
    }
    if event.isWorking, event.executionType == "NEW" || event.isTrade { trigger(id, tsEvent: time) }
    if event.isTrade { applyTrade(of: event, to: id, instrument) }
    if event.executionType == "REPLACED" { update(id, event, instrument) }
    settle(id, executed: event.cumulativeQuantity)
    guard let status = BinanceOrderWords.status(event.status) else {
      return reportOnce("an order has a status that is not known: \(event.status)")
    }
    if status.isClosed { end(id, status, reason: reports.reason(event), tsEvent: time) }
  }

  private func applyTrade(of event: BinanceExecutionReport, to id: ClientOrderId, _ instrument: Instrument) {
    do {
      let fill = try reports.fill(event, instrument, now: now)
      apply(
        id, instrument, trade: fill.tradeId, quantity: fill.lastQuantity, price: fill.lastPrice,
        commission: fill.commission, liquidity: fill.liquiditySide, positionId: fill.positionId, tsEvent: fill.tsEvent)
    } catch {
      reportOnce("a trade could not be read (\(error)); it is asked for")
      resolver.start(id)
    }
  }

  /// Which order an event is about; nil when no strategy of this node made it.
  private func identify(_ event: BinanceExecutionReport, _ instrument: Instrument) -> ClientOrderId? {
    if let id = tracker.id(venueOrderId: event.orderId, symbol: event.symbol) { return id }
    for text in [event.originalClientOrderId, event.clientOrderId] where !text.isEmpty {
      let id = ClientOrderId(text)
      if let order = tracker[id], order.symbol == event.symbol {
        // Identifiers may be used again once their order is closed: by somebody else then.
        if order.venueOrderId == nil || order.venueOrderId?.text == String(event.orderId) { return id }
        // A conditional order becomes a regular one under the same identifier of the client.
        if order.algo != nil, order.algo?.orderId == nil { return id }
        continue
      }
      if let known = lookup?.order(id), known.instrumentId == instrument.id,
        known.venueOrderId == nil || known.venueOrderIds.contains(VenueOrderId(String(event.orderId)))
          || (algoMachine(of: known, known.venueOrderId)?.family == .algo && !known.isClosed)
      {
        adopt(known.identity, known, known.venueOrderId ?? VenueOrderId(String(event.orderId)), symbol: event.symbol)
        return id
      }
    }
    return nil
  }

  private func tellExternal(_ event: BinanceExecutionReport, _ instrument: Instrument) {
    do {
      let report = try reports.report(event, instrument, now: now)
      let fills = event.isTrade ? [try reports.fill(event, instrument, now: now)] : []
      sink.process(OrderReportBundle(order: report, fills: fills))
    } catch {
      reportOnce("an event of an order made elsewhere could not be read and is left out: \(error)")
    }
  }

  // MARK: - Facts

  func accept(_ id: ClientOrderId, tsEvent: UnixNanos) {
    guard tracker.accept(id), let order = tracker[id] else { return }
    sink.process(.accepted(OrderAccepted(header(order, tsEvent: tsEvent))))
  }

  /// Tells the quantity in base currency of an order that was made in quote currency.
  func convertQuantity(_ id: ClientOrderId, to quantity: Quantity, tsEvent: UnixNanos) {
    guard tracker.convertQuantity(id), let order = tracker[id] else { return }
    sink.process(
      .updated(OrderUpdated(header(order, tsEvent: tsEvent), quantity: quantity, isQuoteQuantity: false)))
  }

  private func update(_ id: ClientOrderId, _ event: BinanceExecutionReport, _ instrument: Instrument) {
    guard let order = tracker[id] else { return }
    let quantity = BinanceReportMapper.quantity(event.quantity, instrument)
    let price = BinanceReportMapper.price(event.price, instrument)
    _ = tracker.adjust(id, quantity: quantity, price: price, at: event.transactionTime)
    sink.process(
      .updated(OrderUpdated(header(order, tsEvent: event.transactionTime), quantity: quantity, price: price)))
  }

  /// Tells a quantity or price that the venue has changed by itself: a reduce-only order that was cut to the position, a
  /// price that was matched, the quantity of an order that closes a position.
  func adoptTerms(
    _ id: ClientOrderId, quantity: String?, price: String?, _ instrument: Instrument, tsEvent: UnixNanos
  ) {
    guard session.product.accountType.isFutures else { return }
    let quantity = BinanceReportMapper.quantity(quantity, instrument).flatMap { $0.isPositive ? $0 : nil }
    let price = BinanceReportMapper.price(price, instrument)
    guard tracker.adjust(id, quantity: quantity, price: price, at: tsEvent), let order = tracker[id], !order.isClosed
    else { return }
    sink.process(.updated(OrderUpdated(header(order, tsEvent: tsEvent), quantity: quantity, price: price)))
  }

  func trigger(_ id: ClientOrderId, tsEvent: UnixNanos) {
    guard tracker.trigger(id), let order = tracker[id] else { return }
    sink.process(.triggered(OrderTriggered(header(order, tsEvent: tsEvent))))
  }

  func apply(
    _ id: ClientOrderId, _ instrument: Instrument, trade: TradeId, quantity: Quantity, price: Price,
    commission: Money?, liquidity: LiquiditySide, positionId: PositionId? = nil, tsEvent: UnixNanos
  ) {
    guard tracker.fill(id, trade: trade, quantity: quantity), let order = tracker[id] else { return }
    sink.process(
      .filled(
        OrderFilled(
          header(order, tsEvent: tsEvent), tradeId: trade, side: order.side, type: order.type,
          lastQuantity: quantity, lastPrice: price, currency: instrument.quote, commission: commission,
          liquiditySide: liquidity, positionId: positionId)))
  }

  /// Tells that an order's life has ended.
  func end(_ id: ClientOrderId, _ status: OrderStatus, reason: String, tsEvent: UnixNanos) {
    guard let order = tracker[id] else { return }
    if status == .rejected {
      // Facts that contradict a rejection came first: the order was accepted.
      // A conditional order may be refused when its condition is met, long after it was accepted.
      let isAtTrigger = order.algo != nil && order.filled.isZero
      guard !order.isAccepted || isAtTrigger, tracker.close(id) else { return }
      let isPostOnly = order.isPostOnly && (reason.isEmpty || reason == "WOULD_MATCH_IMMEDIATELY")
      return sink.process(
        .rejected(
          OrderRejected(
            header(order, tsEvent: tsEvent), reason: reason.isEmpty ? "REJECTED" : reason, dueToPostOnly: isPostOnly)))
    }
    accept(id, tsEvent: tsEvent)
    guard tracker.close(id) else { return }
    switch status {
    case .canceled: sink.process(.canceled(OrderCanceled(header(order, tsEvent: tsEvent), reason: reason)))
    case .expired where config.treatExpiredAsCanceled:
      sink.process(.canceled(OrderCanceled(header(order, tsEvent: tsEvent), reason: reason)))
    case .expired: sink.process(.expired(OrderExpired(header(order, tsEvent: tsEvent), reason: reason)))
    default: break
    }
  }

  /// Looks for trades that were not told, when the venue says that more is filled than the trades that were.
  func settle(_ id: ClientOrderId, executed: WideDecimal?) {
    guard let executed, let order = tracker[id], executed > order.filled else { return }
    resolver.start(id, after: .milliseconds(500))
  }

  // MARK: - Reports

  /// Notes what a report tells, so that events that come later do not tell it again, and leaves out what was told.
  func unseen(_ bundle: OrderReportBundle, of id: ClientOrderId) -> OrderReportBundle {
    let seen = tracker[id]?.tradeIds ?? []
    return OrderReportBundle(order: bundle.order, fills: bundle.fills.filter { !seen.contains($0.tradeId) })
  }

  func note(_ bundle: OrderReportBundle) {
    guard let id = bundle.order.clientOrderId, tracker[id] != nil else { return }
    note(bundle.order, as: id)
    if bundle.order.status != .rejected { _ = tracker.accept(id) }
    _ = tracker.convertQuantity(id)
    for fill in bundle.fills { _ = tracker.fill(id, trade: fill.tradeId, quantity: fill.lastQuantity) }
    if bundle.order.status.isClosed { _ = tracker.close(id) }
  }

  func note(_ status: ExecutionMassStatus) {
    for order in status.orders {
      let fills = status.fills.filter {
        $0.venueOrderId == order.venueOrderId && $0.instrumentId == order.instrumentId
      }
      note(OrderReportBundle(order: order, fills: fills))
    }
  }

  // MARK: - Symbols that were not loaded

  private func park(_ event: BinanceExecutionReport) {
    let isFirst = parked[event.symbol] == nil
    parked[event.symbol, default: []].append(event)
    guard isFirst else { return }
    let instrumentId = BinanceSymbol.instrumentId(
      raw: event.symbol, accountType: session.product.accountType, venue: venue)
    provider.load(.ids([instrumentId])) { [weak self] _ in
      guard let self else { return }
      let events = parked.removeValue(forKey: event.symbol) ?? []
      guard provider.instrument(rawSymbol: event.symbol) != nil else {
        return logger.error(
          "\(events.count) events of \(event.symbol) are left out: its instrument could not be loaded")
      }
      for event in events { process(event) }
    }
  }
}
