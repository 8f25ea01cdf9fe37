import Logging
import TradingEngine
import TradingModel

// What happens to orders, by whatever way it becomes known. Each fact is told once: the tracker knows what was told.
extension BinanceExecutionClient {
  /// Tells of an event of the account's stream.
  func process(_ event: BinanceExecutionReport) {
    guard let instrument = provider.instrument(rawSymbol: event.symbol) else { return park(event) }
    activeSymbols.insert(event.symbol)
    guard let id = identify(event, instrument) else { return tellExternal(event, instrument) }
    let time = event.transactionTime
    becomeRegular(id, orderId: event.orderId, tsEvent: time)
    let isReplaced = tracker.identify(id, venueOrderId: event.orderId)
    if event.executionType == "REJECTED" || event.status == "REJECTED" {
      let reason = reports.reason(event)
      if isReplaced { return concludeGone(id, reason) }
      return end(id, .rejected, reason: reason, tsEvent: time)
    }
    accept(id, tsEvent: event.creationTime ?? time)
    let terms = VenueTerms(event, instrument)
    if isReplaced || isAmended(id, by: event, terms) {
      completeChange(
        id, leg: event.orderId, quantity: terms.quantity, price: terms.price, trigger: terms.triggerPrice, instrument,
        tsEvent: time)
    }
    adoptTerms(id, leg: event.orderId, terms, instrument, tsEvent: time)
    if event.isWorking, event.executionType == "NEW" || event.isTrade { trigger(id, tsEvent: time) }
    if event.isTrade { applyTrade(of: event, to: id, instrument) }
    settle(
      id, executed: event.cumulativeQuantity, leg: event.orderId,
      isEnded: BinanceOrderWords.status(event.status)?.isClosed ?? false)
    if tracker.look(at: id, { $0.isPast(event.orderId) }) == true { return retotal(id, instrument, tsEvent: time) }
    finish(id, event)
  }

  /// Whether an event tells that the change in place that is under way was carried out: spot and futures have words of
  /// their own for it. Terms that are others are of the change before, or of somebody else's.
  private func isAmended(_ id: ClientOrderId, by event: BinanceExecutionReport, _ terms: VenueTerms) -> Bool {
    guard event.executionType == "REPLACED" || event.executionType == "AMENDMENT", let change = tracker[id]?.change,
      change.means == .amendment
    else { return false }
    // Spot changes nothing but the quantity in place; the price of a peg moves by itself.
    let price = session.product.accountType.isFutures ? terms.price : nil
    return change.isCarriedOut(by: VenueTerms(quantity: terms.quantity, price: price, triggerPrice: nil))
  }

  /// Draws the consequences of an event's status.
  private func finish(_ id: ClientOrderId, _ event: BinanceExecutionReport) {
    guard let status = BinanceOrderWords.status(event.status) else {
      return reportOnce("an order has a status that is not known: \(event.status)")
    }
    guard status.isClosed else { return }
    // Canceled in order to be replaced, perhaps: the change's own outcome tells.
    if status == .canceled, let change = tracker[id]?.change, change.means == .replacement,
      change.isAbout(leg: event.orderId)
    {
      return noteFirstGone(id)
    }
    // Trades that this event overtook belong before the end: they are awaited, or asked for.
    if tracker.look(at: id, \.lacksTrades) == true { return doubt(id, after: isSynced ? .milliseconds(400) : .zero) }
    end(id, status, reason: reports.reason(event), tsEvent: event.transactionTime)
  }

  private func applyTrade(of event: BinanceExecutionReport, to id: ClientOrderId, _ instrument: Instrument) {
    do {
      let fill = try reports.fill(event, instrument, now: now)
      apply(
        id, instrument, leg: event.orderId, trade: fill.tradeId, quantity: fill.lastQuantity, price: fill.lastPrice,
        commission: fill.commission, isEstimated: fill.isCommissionEstimated, liquidity: fill.liquiditySide,
        positionId: fill.positionId, tsEvent: fill.tsEvent)
    } catch {
      reportOnce("a trade could not be read (\(error)); it is asked for")
      doubt(id)
    }
  }

  /// Which order an event is about; nil when no strategy of this node made it.
  private func identify(_ event: BinanceExecutionReport, _ instrument: Instrument) -> ClientOrderId? {
    identify(
      venueOrderId: event.orderId, names: [event.originalClientOrderId, event.clientOrderId], symbol: event.symbol,
      instrument)
  }

  /// Which order the venue speaks of; nil when no strategy of this node made it.
  ///
  /// - Parameter names: the client's identifiers that it may have, the likeliest first.
  func identify(
    venueOrderId: Int64, names: [String], symbol: String, _ instrument: Instrument
  ) -> ClientOrderId? {
    if let id = tracker.id(venueOrderId: venueOrderId, symbol: symbol) { return id }
    for text in names where !text.isEmpty && !BinanceVenueOrder.isShared(text) {
      let id = ClientOrderId(text)
      if let order = tracker[id], order.symbol == symbol {
        // Identifiers may be used again once their order is closed: by somebody else then, unless it is being replaced.
        if order.venueOrderId == nil || order.replacements > 0 { return id }
        // A conditional order becomes a regular one under the same identifier of the client.
        if order.algo != nil, order.algo?.orderId == nil { return id }
        continue
      }
      guard let known = lookup?.order(id), known.instrumentId == instrument.id else { continue }
      let isNew = !known.venueOrderIds.contains(VenueOrderId(String(venueOrderId)))
      let waits = session.product.accountType.isFutures && known.type.isConditional && known.venueOrderIds.count == 1
      if known.venueOrderId == nil || !isNew || known.status == .pendingUpdate || (waits && !known.isClosed) {
        adopt(known.identity, known, nil, symbol: symbol)
        if isNew, known.venueOrderId != nil, !waits { tracker.update(id) { $0.replacements += 1 } }
        return id
      }
    }
    return nil
  }

  private func tellExternal(_ event: BinanceExecutionReport, _ instrument: Instrument) {
    do {
      let report = try reports.report(event, instrument, now: now)
      let fills = event.isTrade ? [try reports.fill(event, instrument, now: now)] : []
      noteForeign(
        event.symbol, event.orderId, executed: event.cumulativeQuantity, isClosed: report.status.isClosed)
      sink.process(OrderReportBundle(order: report, fills: fills))
      for fill in fills { expectCommission(of: fill, instrument) }
    } catch {
      reportOnce("an event of an order made elsewhere could not be read and is left out: \(error)")
    }
  }

  // MARK: - Facts

  func accept(_ id: ClientOrderId, tsEvent: UnixNanos) {
    guard tracker.accept(id), let order = tracker[id] else { return }
    sink.process(.accepted(OrderAccepted(header(order, tsEvent: tsEvent))))
    guard order.cancellation.isOpen else { return }
    // The cancellation went out before the venue had the order, and may have found nothing: it goes out again, unless this
    // very message tells the end of the order.
    clock.schedule(after: .zero) { [weak self] in
      guard let self, let order = tracker[id], !order.isClosed, order.cancellation.isOpen else { return }
      cancelAgain(id)
    }
  }

  func apply(
    _ id: ClientOrderId, _ instrument: Instrument, leg: Int64, trade: TradeId, quantity: Quantity, price: Price,
    commission: Money?, isEstimated: Bool = false, liquidity: LiquiditySide, positionId: PositionId? = nil,
    tsEvent: UnixNanos
  ) {
    guard tracker.fill(id, trade: trade, quantity: quantity, leg: leg, isEstimated: isEstimated),
      let order = tracker[id]
    else { return }
    var fill = OrderFilled(
      header(order.identity, VenueOrderId(String(leg)), tsEvent: tsEvent), tradeId: trade, side: order.side,
      type: order.type, lastQuantity: quantity, lastPrice: price, currency: instrument.quote,
      commission: commission, liquiditySide: liquidity, positionId: positionId)
    if isEstimated {
      fill.isCommissionEstimated = true
      expectCommission(of: id)
    }
    sink.process(.filled(fill))
  }

  func trigger(_ id: ClientOrderId, tsEvent: UnixNanos) {
    guard tracker.trigger(id), let order = tracker[id] else { return }
    sink.process(.triggered(OrderTriggered(header(order, tsEvent: tsEvent))))
  }

  /// Tells that an order's life has ended.
  func end(_ id: ClientOrderId, _ status: OrderStatus, reason: String, tsEvent: UnixNanos) {
    guard let order = tracker[id] else { return }
    if status == .rejected {
      // Facts that contradict a rejection came first: the order was accepted.
      // A conditional order may be refused when its condition is met, long after it was accepted.
      let isAtTrigger = order.algo != nil && order.executed.isZero
      guard !order.isAccepted || isAtTrigger, tracker.close(id) else { return }
      let isPostOnly = order.isPostOnly && (reason.isEmpty || reason == "WOULD_MATCH_IMMEDIATELY")
      return sink.process(
        .rejected(
          OrderRejected(
            header(order, tsEvent: tsEvent), reason: reason.isEmpty ? "REJECTED" : reason, dueToPostOnly: isPostOnly)))
    }
    accept(id, tsEvent: tsEvent)
    guard tracker.close(id) else { return }
    if let command = order.waitingChange {
      tracker.update(id) { $0.waitingChange = nil }
      refuse(command, "ORDER_CLOSED: the order ended before it was changed")
    }
    switch status {
    case .canceled: sink.process(.canceled(OrderCanceled(header(order, tsEvent: tsEvent), reason: reason)))
    case .expired where config.treatExpiredAsCanceled:
      sink.process(.canceled(OrderCanceled(header(order, tsEvent: tsEvent), reason: reason)))
    case .expired: sink.process(.expired(OrderExpired(header(order, tsEvent: tsEvent), reason: reason)))
    default: break
    }
  }

  /// Notes how much of a leg the venue says is filled, and looks for trades that were not told.
  func settle(_ id: ClientOrderId, executed: WideDecimal?, leg: Int64, isEnded: Bool = false) {
    if let executed { tracker.note(id, executed: executed, leg: leg, isEnded: isEnded) }
    if tracker.look(at: id, \.lacksTrades) == true { resolver.start(id, after: .milliseconds(500)) }
  }

  // MARK: - Terms

  /// Tells what the venue says about an order's terms, where that differs from what was told.
  func adoptTerms(
    _ id: ClientOrderId, leg: Int64, _ terms: VenueTerms, _ instrument: Instrument, tsEvent: UnixNanos
  ) {
    let isCurrent = tracker.look(at: id) { order in
      order.index(of: leg) == order.legs.count - 1 && tsEvent >= order.termsTime ?? tsEvent
    }
    guard isCurrent == true else { return }
    if let quantity = terms.quantity, quantity.isPositive {
      tracker.closeSplit(id, quantity: quantity)
      tracker.update(id) { $0.legQuantity = quantity }
    }
    // What an amendment that is under way does to the quantity is told as its outcome.
    let total = tracker.look(at: id) { order in
      order.change == nil ? terms.quantity.flatMap { order.total(ofLeg: $0, instrument) } : nil
    }
    tellTerms(id, total: total ?? nil, price: terms.price, trigger: terms.triggerPrice, tsEvent: tsEvent)
  }

  /// Tells the total quantity anew after it became known what earlier legs filled.
  func retotal(_ id: ClientOrderId, _ instrument: Instrument, tsEvent: UnixNanos) {
    guard let order = tracker[id], order.change == nil, let quantity = order.legQuantity else { return }
    tellTerms(id, total: order.total(ofLeg: quantity, instrument), price: nil, trigger: nil, tsEvent: tsEvent)
    putRight(id, instrument)
  }

  private func tellTerms(_ id: ClientOrderId, total: Quantity?, price: Price?, trigger: Price?, tsEvent: UnixNanos) {
    let news = tracker.look(at: id) { order in
      VenueTerms(
        quantity: total.flatMap {
          $0.isPositive && ($0 != order.terms.quantity || order.isQuoteQuantity) ? $0 : nil
        },
        price: order.type.hasLimitPrice && price != order.terms.price ? price : nil,
        triggerPrice: order.type.hasTriggerPrice && trigger != order.terms.triggerPrice ? trigger : nil)
    }
    guard let news, !news.isEmpty, let order = tracker[id] else { return }
    let wasQuote = order.isQuoteQuantity && news.quantity != nil
    tracker.update(id) {
      $0.terms.quantity = news.quantity ?? $0.terms.quantity
      if wasQuote { $0.terms.isQuoteQuantity = false }
      $0.terms.price = news.price ?? $0.terms.price
      $0.terms.triggerPrice = news.triggerPrice ?? $0.terms.triggerPrice
      $0.termsTime = tsEvent
    }
    sink.process(
      .updated(
        OrderUpdated(
          header(order, tsEvent: tsEvent), quantity: news.quantity, price: news.price,
          triggerPrice: news.triggerPrice, isQuoteQuantity: wasQuote ? false : nil)))
  }

  // MARK: - Reports

  /// Notes what a report tells, so that events that come later do not tell it again, and leaves out what was told.
  func unseen(_ bundle: OrderReportBundle, of id: ClientOrderId) -> OrderReportBundle {
    let seen = tracker[id]?.tradeIds ?? []
    let estimated = tracker[id]?.estimatedTrades ?? []
    return OrderReportBundle(
      order: bundle.order,
      fills: bundle.fills.filter { fill in
        !seen.contains(fill.tradeId) || (estimated.contains(fill.tradeId) && !fill.isCommissionEstimated)
      })
  }

  /// Notes what a report of this client tells.
  func note(_ bundle: OrderReportBundle) {
    guard let id = bundle.order.clientOrderId, tracker[id] != nil else { return }
    let report = bundle.order
    identify(id, by: report)
    if report.status != .rejected { _ = tracker.accept(id) }
    for fill in bundle.fills {
      _ = tracker.fill(
        id, trade: fill.tradeId, quantity: fill.lastQuantity, leg: Int64(fill.venueOrderId.text),
        isEstimated: fill.isCommissionEstimated)
    }
    tracker.update(id) { order in
      guard report.tsLast >= order.termsTime ?? report.tsLast, report.quantity.isPositive else { return }
      order.terms.quantity = report.quantity
      order.terms.isQuoteQuantity = false
      if order.type.hasLimitPrice { order.terms.price = report.price ?? order.terms.price }
      if order.type.hasTriggerPrice { order.terms.triggerPrice = report.triggerPrice ?? order.terms.triggerPrice }
      order.termsTime = report.tsLast
    }
    if report.status.isClosed, tracker[id]?.lacksTrades != true, tracker.close(id) { sendWaitingChange(id) }
  }

  func note(_ status: ExecutionMassStatus) {
    for order in status.orders {
      // Trades of legs before the current one belong to the order too.
      let fills = status.fills.filter { fill in
        fill.instrumentId == order.instrumentId
          && (fill.venueOrderId == order.venueOrderId
            || (fill.clientOrderId != nil && fill.clientOrderId == order.clientOrderId))
      }
      note(OrderReportBundle(order: order, fills: fills))
    }
  }

  // MARK: - Symbols that were not loaded

  private func park(_ event: BinanceExecutionReport) {
    let isFirst = parked[event.symbol] == nil
    parked[event.symbol, default: []].append(event)
    if isFirst { loadParked(event.symbol, attempt: 0) }
  }

  /// Loads the instrument for which events wait; they are kept as long as the venue cannot be asked.
  private func loadParked(_ symbol: String, attempt: Int) {
    let instrumentId = BinanceSymbol.instrumentId(
      raw: symbol, accountType: session.product.accountType, venue: venue)
    provider.load(.ids([instrumentId])) { [weak self] result in
      guard let self else { return }
      let isLoaded = provider.instrument(rawSymbol: symbol) != nil
      if !isLoaded, case .failure(let error) = result, error.kind != .shutDown {
        if attempt == 0 { logger.warning("events of \(symbol) wait for its instrument: \(error)") }
        clock.schedule(after: .seconds(min(1 << min(attempt, 5), 30))) { [weak self] in
          self?.loadParked(symbol, attempt: attempt + 1)
        }
        return
      }
      let events = parked.removeValue(forKey: symbol) ?? []
      guard isLoaded else {
        return logger.error("\(events.count) events of \(symbol) are left out: its instrument cannot be loaded")
      }
      for event in events { process(event) }
    }
  }
}

/// What the venue says about an order's terms; of the order that the venue has, which may be one of several legs.
struct VenueTerms {
  var quantity: Quantity?
  var price: Price?
  var triggerPrice: Price?

  /// Whether nothing is said.
  var isEmpty: Bool { quantity == nil && price == nil && triggerPrice == nil }

  init(quantity: Quantity?, price: Price?, triggerPrice: Price?) {
    self.quantity = quantity
    self.price = price
    self.triggerPrice = triggerPrice
  }

  /// An order's quantity. Of an order for an amount of quote currency the venue may tell none; what it filled is its
  /// quantity then, once it has ended.
  static func quantity(
    _ text: String?, executed: WideDecimal?, status: OrderStatus?, _ instrument: Instrument
  ) -> Quantity? {
    let told = BinanceReportMapper.quantity(text, instrument)
    guard told?.isPositive != true, status?.isClosed == true, let executed else { return told }
    return BinanceReportMapper.quantity(executed, instrument)
  }

  init(_ event: BinanceExecutionReport, _ instrument: Instrument) {
    quantity = Self.quantity(
      event.quantity, executed: event.cumulativeQuantity, status: BinanceOrderWords.status(event.status), instrument)
    price = BinanceReportMapper.price(event.peggedPrice ?? event.price, instrument)
    triggerPrice = BinanceReportMapper.price(event.stopPrice, instrument)
  }
}
