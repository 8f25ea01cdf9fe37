import Logging
public import TradingModel

extension ExecutionEngine {
  public func process(_ report: OrderReportBundle) {
    perform { _ = reconcile(report, isStartup: false) }
  }

  public func process(_ report: FillReport) {
    perform {
      if let order = order(of: report) { return apply(report, to: order) }
      adopt(report)
    }
  }

  public func process(_ report: PositionStatusReport) {
    perform { positions.store(report) }
  }

  // MARK: Orders

  func order(_ clientOrderId: ClientOrderId?, _ venueOrderId: VenueOrderId, _ instrumentId: InstrumentId) -> Order? {
    if let order = clientOrderId.flatMap({ orders.order($0) }), order.instrumentId == instrumentId { return order }
    return orders.order(venueOrderId: venueOrderId, instrumentId: instrumentId)
  }

  private func order(of report: FillReport) -> Order? {
    order(report.clientOrderId, report.venueOrderId, report.instrumentId)
  }

  /// Brings an order in line with the venue's word on it.
  ///
  /// - Parameter isStartup: closed orders of before that are not known are then of no interest.
  /// - Returns: whether anything changed.
  @discardableResult
  func reconcile(_ bundle: OrderReportBundle, isStartup: Bool) -> Bool {
    let report = bundle.order
    let known = order(report.clientOrderId, report.venueOrderId, report.instrumentId)
    if known == nil, isStartup, report.status.isClosed { return false }
    guard let order = known ?? external(report) else { return false }
    let id = order.clientOrderId
    pendingChecks[id]?.notFoundSince = nil
    pendingChecks[id]?.notFoundAnswers = 0
    // A report about an identifier that the order had before (the replaced leg) says nothing about its end.
    let isCurrent =
      order.venueOrderId == nil || order.venueOrderId == report.venueOrderId
      || !order.venueOrderIds.contains(report.venueOrderId)
    let before = order.tsLastInit
    accept(order, report)
    if isCurrent { adjustTerms(id, report) }
    trigger(id, report)
    for fill in bundle.fills.sorted(by: { ($0.tsEvent, $0.tradeId) < ($1.tsEvent, $1.tradeId) }) {
      if let order = orders.order(id) { apply(fill, to: order) }
    }
    inferFill(id, report)
    if isCurrent { end(id, report) }
    return orders.order(id)?.tsLastInit != before
  }

  func header(_ order: Order, _ report: OrderStatusReport, tsEvent: UnixNanos) -> OrderEventHeader {
    OrderEventHeader(
      order: order.identity, venueOrderId: report.venueOrderId, accountId: report.accountId, isReconciliation: true,
      tsEvent: tsEvent, tsInit: now)
  }

  private func accept(_ order: Order, _ report: OrderStatusReport) {
    switch report.status {
    case .initialized, .denied, .submitted, .rejected: return
    default: break
    }
    guard order.tsAccepted == nil || order.status == .rejected else { return }
    apply(.accepted(OrderAccepted(header(order, report, tsEvent: report.tsAccepted))))
  }

  /// Takes over quantity and prices that differ, unless more recent facts are known.
  private func adjustTerms(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id), !order.isClosed || order.status == .filled else { return }
    let isNewId = order.venueOrderId != report.venueOrderId
    guard report.tsLast >= order.tsLast || isNewId else { return }
    let quantity = report.quantity.isPositive && report.quantity >= order.filledQuantity ? report.quantity : nil
    let hasQuantity = quantity.map { $0 != order.quantity || order.terms.isQuoteQuantity } ?? false
    let hasPrice = order.type.hasLimitPrice && report.price != nil && report.price != order.price
    let hasTrigger = order.type.isConditional && report.triggerPrice != nil && report.triggerPrice != order.triggerPrice
    guard hasQuantity || hasPrice || hasTrigger || isNewId else { return }
    apply(
      .updated(
        OrderUpdated(
          header(order, report, tsEvent: report.tsLast), quantity: hasQuantity ? quantity : nil,
          price: hasPrice ? report.price : nil, triggerPrice: hasTrigger ? report.triggerPrice : nil,
          isQuoteQuantity: hasQuantity ? false : nil)))
  }

  private func trigger(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id), order.type.isConditional, !order.isTriggered, !order.isClosed else { return }
    guard let time = report.tsTriggered ?? (report.status == .triggered ? report.tsLast : nil) else { return }
    apply(.triggered(OrderTriggered(header(order, report, tsEvent: time))))
  }

  private func end(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id) else { return }
    let header = header(order, report, tsEvent: report.tsLast)
    switch report.status {
    case .canceled:
      if expiring.remove(id) != nil {
        apply(.expired(OrderExpired(header, reason: "the order's expire time came")))
      } else {
        apply(.canceled(OrderCanceled(header, reason: report.reason)))
      }
    case .expired: apply(.expired(OrderExpired(header, reason: report.reason)))
    case .rejected:
      var told = header
      told.isReconciliation = false
      apply(.rejected(OrderRejected(told, reason: report.reason.isEmpty ? "UNKNOWN" : report.reason)))
    case .initialized, .denied, .submitted, .accepted, .pendingUpdate, .pendingCancel, .triggered, .partiallyFilled,
      .filled:
      break
    }
  }

  // MARK: Fills

  private func apply(_ report: FillReport, to order: Order) {
    let currency = market.instrument(report.instrumentId)?.quote ?? report.commission?.currency ?? Currency("")
    let fill = OrderEvent.filled(
      OrderFilled(
        OrderEventHeader(
          order: order.identity, venueOrderId: report.venueOrderId, accountId: report.accountId, isReconciliation: true,
          tsEvent: report.tsEvent, tsInit: now),
        tradeId: report.tradeId, side: report.side, type: order.type, lastQuantity: report.lastQuantity,
        lastPrice: report.lastPrice, currency: currency, commission: report.commission,
        liquiditySide: report.liquiditySide, positionId: report.positionId))
    acceptFirst(order, before: fill)
    apply(fill)
  }

  /// Concludes a fill from a filled quantity that the known trades do not explain.
  private func inferFill(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id), let missing = try? report.filledQuantity.subtracting(order.filledQuantity),
      missing.isPositive
    else { return }
    guard let instrument = market.instrument(order.instrumentId),
      let price = inferredPrice(order, report, missing, instrument)
    else {
      return log.warning(
        "order \(id): the venue says \(report.filledQuantity) is filled, here it is \(order.filledQuantity), and no price is known"
      )
    }
    let header = header(order, report, tsEvent: report.tsLast)
    let tradeId = SyntheticId.trade([
      report.accountId.text, report.instrumentId.text, id.text, report.venueOrderId.text, order.side.rawValue,
      "\(report.filledQuantity)", "\(missing)", "\(price)",
    ])
    log.warning("order \(id): a fill of \(missing) at \(price) is inferred, its trades are not known")
    apply(
      .filled(
        OrderFilled(
          header, tradeId: tradeId, side: order.side, type: order.type, lastQuantity: missing, lastPrice: price,
          currency: instrument.quote, liquiditySide: order.terms.isPostOnly ? .maker : .none,
          positionId: report.positionId, isInferred: true)))
  }

  /// The price that makes the average right, else the best guess.
  private func inferredPrice(
    _ order: Order, _ report: OrderStatusReport, _ missing: Quantity, _ instrument: Instrument
  ) -> Price? {
    let precision = instrument.pricePrecision
    if let average = report.averagePrice, average.isPositive {
      if let value = try? average.multiplied(by: report.filledQuantity.wide).subtracting(order.filledValue),
        let price = try? value.divided(by: missing.wide, scale: Int(precision)), price.isPositive
      {
        return try? price.price(precision: precision)
      }
      return try? average.price(precision: precision)
    }
    return report.price ?? order.price
  }

  // MARK: Orders from elsewhere

  /// Takes an order that the node did not make into the caches.
  private func external(_ report: OrderStatusReport) -> Order? {
    let claimant = claims[report.instrumentId]
    if claimant == nil, config.ignoresUnclaimedOrders { return nil }
    guard report.quantity.isPositive || report.filledQuantity.isPositive else { return nil }
    var id = report.clientOrderId ?? ClientOrderId(report.venueOrderId.text)
    // Identifiers are the account's, not the world's: another instrument or account may use the same one.
    if orders.order(id) != nil { id = ClientOrderId("\(report.instrumentId.symbol)-\(report.venueOrderId)") }
    guard orders.order(id) == nil else { return nil }
    let terms = OrderTerms(
      side: report.side, type: report.type, quantity: report.quantity, timeInForce: report.timeInForce,
      price: report.price, triggerPrice: report.triggerPrice, triggerType: report.triggerType,
      activationPrice: report.activationPrice, trailingOffset: report.trailingOffset,
      trailingOffsetType: report.trailingOffsetType, expireTime: report.expireTime,
      displayQuantity: report.displayQuantity, isPostOnly: report.isPostOnly, isReduceOnly: report.isReduceOnly,
      contingency: report.contingency, orderListId: report.orderListId,
      tags: claimant == nil ? ["VENUE"] : [])
    let identity = OrderIdentity(
      strategyId: claimant ?? .external, instrumentId: report.instrumentId, clientOrderId: id)
    let event = OrderInitialized(
      OrderEventHeader(
        order: identity, venueOrderId: report.venueOrderId, accountId: report.accountId, isReconciliation: true,
        tsEvent: report.tsAccepted, tsInit: now),
      terms: terms, positionId: report.positionId)
    var order = Order(event)
    order.clientId = clients.first { $0.accountId == report.accountId && $0.serves(report.instrumentId) }?.id
    orders.store(order)
    tell(.order(.initialized(event)))
    return order
  }

  /// Asks for the order of a fill that belongs to none that is known.
  private func adopt(_ report: FillReport) {
    let key = "\(report.instrumentId)/\(report.venueOrderId)"
    if orphans[key] != nil { return orphans[key, default: []].append(report) }
    orphans[key] = [report]
    guard let client = clients.first(where: { $0.accountId == report.accountId && $0.serves(report.instrumentId) })
    else { return adoptUnasked(key) }
    let identity = OrderIdentity(
      strategyId: .external, instrumentId: report.instrumentId,
      clientOrderId: report.clientOrderId ?? ClientOrderId(report.venueOrderId.text))
    let query = QueryOrder(order: identity, venueOrderId: report.venueOrderId, clientId: client.id, tsInit: now)
    client.generateOrderStatusReport(query) { [weak self] result in
      guard let self else { return }
      guard case .success(var bundle?) = result else { return self.adoptUnasked(key) }
      bundle.fills += self.orphans.removeValue(forKey: key) ?? []
      self.process(bundle)
    }
  }

  /// Makes an order of fills whose order could not be had.
  private func adoptUnasked(_ key: String) {
    perform {
      guard let fills = orphans.removeValue(forKey: key), let first = fills.first else { return }
      let total = fills.reduce(Quantity.zero()) { sum, fill in (try? sum.adding(fill.lastQuantity)) ?? sum }
      log.warning(
        "trade \(first.tradeId): order \(first.venueOrderId) cannot be had from the venue; it is made of its trades")
      reconcile(
        OrderReportBundle(
          order: OrderStatusReport(
            accountId: first.accountId, instrumentId: first.instrumentId, clientOrderId: first.clientOrderId,
            venueOrderId: first.venueOrderId, side: first.side, type: .market, status: .filled, quantity: total,
            filledQuantity: total, positionId: first.positionId, tsAccepted: first.tsEvent, tsLast: first.tsEvent,
            tsInit: now),
          fills: fills), isStartup: false)
    }
  }
}
