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

  /// The order that a report is about: the one with the venue's identifier, else the one with the client's.
  ///
  /// Venues let a client's identifier be used again once its order is closed, so that alone proves nothing when the order
  /// has another identifier of the venue and is closed, or when the report is of a time before the order was made.
  func order(
    _ clientOrderId: ClientOrderId?, _ venueOrderId: VenueOrderId, _ instrumentId: InstrumentId, accepted: UnixNanos
  ) -> Order? {
    if let order = orders.order(venueOrderId: venueOrderId, instrumentId: instrumentId) { return order }
    guard let order = clientOrderId.flatMap({ orders.order($0) }), order.instrumentId == instrumentId else {
      return nil
    }
    let isOthers = order.isClosed && order.venueOrderId != nil
    let isOlder = accepted + Self.clockTolerance < order.tsInit
    return isOthers || isOlder ? nil : order
  }

  /// How far the venue's clock may be behind this side's.
  private static var clockTolerance: Duration { .seconds(5) }

  private func order(of report: FillReport) -> Order? {
    order(report.clientOrderId, report.venueOrderId, report.instrumentId, accepted: report.tsEvent)
  }

  /// Brings an order in line with the venue's word on it.
  ///
  /// - Parameter isStartup: closed orders of before that are not known are then of no interest.
  /// - Returns: whether anything changed.
  @discardableResult
  func reconcile(_ bundle: OrderReportBundle, isStartup: Bool) -> Bool {
    let report = bundle.order
    let known = order(
      report.clientOrderId, report.venueOrderId, report.instrumentId, accepted: report.tsAccepted)
    if known == nil, isStartup, report.status.isClosed, !isLost(report) { return false }
    guard let order = known ?? external(report) else { return false }
    let id = order.clientOrderId
    pendingChecks[id]?.notFoundSince = nil
    pendingChecks[id]?.notFoundAnswers = 0
    let before = order.tsLastInit
    accept(order, report)
    adjustTerms(id, report)
    trigger(id, report)
    for fill in bundle.fills.sorted(by: { ($0.tsEvent, $0.tradeId) < ($1.tsEvent, $1.tradeId) }) {
      if let order = orders.order(id) { apply(fill, to: order) }
    }
    let isExplained = waitForTrades(id, report)
    if isExplained { end(id, report) }
    suspects.remove(id)
    return orders.order(id)?.tsLastInit != before
  }

  /// Whether a report is about the order as it is now. One about an identifier that the order had before (the replaced
  /// leg) says nothing about its terms and its end.
  private func isCurrent(_ report: OrderStatusReport, _ order: Order) -> Bool {
    order.venueOrderId == nil || order.venueOrderId == report.venueOrderId
      || !order.venueOrderIds.contains(report.venueOrderId)
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
    guard let order = orders.order(id), !order.isClosed || order.status == .filled, isCurrent(report, order) else {
      return
    }
    let isNewId = order.venueOrderId != report.venueOrderId
    guard report.tsLast >= order.tsLastVenue ?? .zero || isNewId else { return }
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

  func end(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id), isCurrent(report, order) else { return }
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
    acceptFirst(order.identity, before: fill)
    apply(fill)
  }
}
