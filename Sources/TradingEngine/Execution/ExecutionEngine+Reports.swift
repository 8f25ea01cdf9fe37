import Logging
public import TradingModel

extension ExecutionEngine {
  public func process(_ report: OrderReportBundle) {
    perform { _ = reconcile(report, isStartup: false) }
  }

  /// Applies a trade to its order; the order is asked for first where it is not known.
  public func process(_ report: FillReport) {
    perform {
      if let order = order(of: report) { return apply(report, to: order) }
      adopt(report)
    }
  }

  /// Keeps the venue's word on a position; a contract's that the known fills do not explain is looked into soon.
  public func process(_ report: PositionStatusReport) {
    perform {
      positions.store(report)
      watch(report)
    }
  }

  // MARK: Orders

  /// What a report tells of, as far as it matters for whose number it bears.
  enum ReportSubject {
    case trade
    /// An order; `isWaiting` for a conditional one whose condition was not met yet.
    case order(isWaiting: Bool)
  }

  /// The order that a report is about: the one that both identifiers name, else the one with the venue's, else the one
  /// with the client's.
  ///
  /// Venues let a client's identifier be used again once its order is closed, so that alone proves nothing when the order
  /// has another identifier of the venue and is closed, or when the report is of a time before the order was made.
  func order(
    _ clientOrderId: ClientOrderId?, _ venueOrderId: VenueOrderId, _ instrumentId: InstrumentId,
    _ subject: ReportSubject, accepted: UnixNanos
  ) -> Order? {
    let named = clientOrderId.flatMap { orders.order($0) }.flatMap { $0.instrumentId == instrumentId ? $0 : nil }
    if let named, named.venueOrderIds.contains(venueOrderId) { return named }
    if let order = orders.order(venueOrderId: venueOrderId, instrumentId: instrumentId),
      !isOtherService(subject, venueOrderId, than: order)
    {
      return order
    }
    guard let order = named else { return nil }
    let isOthers = order.isClosed && order.venueOrderId != nil
    let isOlder = localTime(of: accepted, instrumentId, order.clientId) + Self.clockTolerance < order.tsInit
    return isOthers || isOlder ? nil : order
  }

  /// Whether a report bears an order's number by chance: conditional orders of contracts may wait with a service that counts
  /// by itself, and become an order with another number.
  private func isOtherService(_ subject: ReportSubject, _ number: VenueOrderId, than order: Order) -> Bool {
    guard market.instrument(order.instrumentId)?.kind != .currencyPair else { return false }
    let isWaiting = order.type.isConditional && !order.isTriggered && order.venueOrderIds == [number]
    return switch subject {
    case .trade: isWaiting
    case .order(let reportsWaiting): isWaiting ? !reportsWaiting : reportsWaiting && !order.type.isConditional
    }
  }

  /// How wrong what is known of the venue's clock may be.
  private static var clockTolerance: Duration { .seconds(5) }

  /// When it was here that the venue says something happened.
  func localTime(of venueTime: UnixNanos, _ instrumentId: InstrumentId, _ clientId: ClientId? = nil) -> UnixNanos {
    let offset = client(for: instrumentId, named: clientId)?.venueClockOffset ?? .zero
    return venueTime + (.zero - offset)
  }

  private func order(of report: FillReport) -> Order? {
    order(report.clientOrderId, report.venueOrderId, report.instrumentId, .trade, accepted: report.tsEvent)
  }

  /// Brings an order in line with the venue's word on it.
  ///
  /// - Parameter isStartup: closed orders of before that are not known are then of no interest.
  /// - Returns: whether anything changed.
  @discardableResult
  func reconcile(_ bundle: OrderReportBundle, isStartup: Bool) -> Bool {
    let report = bundle.order
    var bundle = bundle
    let isWaiting = report.type.isConditional && report.tsTriggered == nil
    let known = order(
      report.clientOrderId, report.venueOrderId, report.instrumentId, .order(isWaiting: isWaiting),
      accepted: report.tsAccepted)
    if known == nil, isStartup, report.status.isClosed, !isLost(report) {
      // What somebody else, or the venue itself, traded while the node was down.
      bundle.fills = fillsWhileDown(bundle)
      if bundle.fills.isEmpty { return false }
    }
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
    var filled = OrderFilled(
      OrderEventHeader(
        order: order.identity, venueOrderId: report.venueOrderId, accountId: report.accountId, isReconciliation: true,
        tsEvent: report.tsEvent, tsInit: now),
      tradeId: report.tradeId, side: report.side, type: order.type, lastQuantity: report.lastQuantity,
      lastPrice: report.lastPrice, currency: currency, commission: report.commission,
      liquiditySide: report.liquiditySide, positionId: report.positionId)
    if report.isCommissionEstimated { filled.isCommissionEstimated = true }
    let fill = OrderEvent.filled(filled)
    acceptFirst(order.identity, before: fill)
    apply(fill)
  }
}
