import Logging
import TradingModel

// Orders and trades that the node did not make.
extension ExecutionEngine {
  /// Takes an order that the node did not make into the caches.
  func external(_ report: OrderStatusReport) -> Order? {
    let claimant = owner(of: report.clientOrderId) ?? claims[report.instrumentId]
    if claimant == nil, config.ignoresUnclaimedOrders { return nil }
    // The quantity of a conditional order that closes a whole position is known when it triggers.
    let closesAll = report.type.isConditional && !report.status.isClosed
    guard report.quantity.isPositive || report.filledQuantity.isPositive || closesAll else { return nil }
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
    let client = clients.first { $0.accountId == report.accountId && $0.serves(report.instrumentId) }?.id
    return store(event, client: client)
  }

  /// The strategy that an identifier names as its owner, when this node's trader made it.
  func owner(of id: ClientOrderId?) -> StrategyId? {
    guard let parts = id.flatMap({ ClientOrderIdFormat.parts(of: $0) }), parts.trader == traderTag else { return nil }
    return owners[parts.strategy]
  }

  /// Whether an order that is not known was made by this node after the last fact that was kept: facts were lost.
  func isLost(_ report: OrderStatusReport) -> Bool {
    guard let restoredUntil, owner(of: report.clientOrderId) != nil else { return false }
    return localTime(of: report.tsAccepted, report.instrumentId) >= restoredUntil
  }

  /// The fills of a time that the facts that were kept do not cover any more; none when nothing was kept, since
  /// everything is of before then.
  func fillsWhileDown(_ bundle: OrderReportBundle) -> [FillReport] {
    guard let restoredUntil else { return [] }
    return bundle.fills.filter { localTime(of: $0.tsEvent, $0.instrumentId) > restoredUntil }
  }

  /// Takes a new order into the caches and tells that it was made.
  @discardableResult
  func store(_ event: OrderInitialized, client: ClientId?) -> Order {
    if !journaledInstruments.contains(event.instrumentId), let instrument = market.instrument(event.instrumentId) {
      journaledInstruments.insert(instrument.id)
      note(.instrument(instrument))
    }
    note(.initialized(event, client: client))
    var order = Order(event)
    order.clientId = client
    orders.store(order)
    tell(.order(.initialized(event)))
    return order
  }

  /// Takes an event of an order that is not known as a reason to ask for the order; a trade counts in any case.
  func adopt(_ event: OrderEvent) {
    if case .filled(let fill) = event, let venueOrderId = fill.venueOrderId, let accountId = fill.accountId {
      return process(
        FillReport(
          accountId: accountId, instrumentId: fill.instrumentId, clientOrderId: fill.clientOrderId,
          venueOrderId: venueOrderId, tradeId: fill.tradeId, side: fill.side, lastQuantity: fill.lastQuantity,
          lastPrice: fill.lastPrice, commission: fill.commission,
          isCommissionEstimated: fill.isCommissionEstimated, liquiditySide: fill.liquiditySide,
          positionId: fill.positionId, tsEvent: fill.tsEvent, tsInit: fill.tsInit))
    }
    log.warning("\(event.name) of an order that is not known: \(event.clientOrderId) (\(event.instrumentId))")
    guard event.kind.isToldByVenue, let venueOrderId = event.venueOrderId,
      let client = clients.first(where: { $0.accountId == event.header.accountId && $0.serves(event.instrumentId) })
        ?? client(for: event.instrumentId)
    else { return }
    let query = QueryOrder(
      order: event.header.order, venueOrderId: venueOrderId, clientId: client.id, tsInit: now)
    client.generateOrderStatusReport(query) { [weak self] result in
      if case .success(let bundle?) = result { self?.process(bundle) }
    }
  }

  /// Asks for the order of a fill that belongs to none that is known.
  func adopt(_ report: FillReport) {
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
