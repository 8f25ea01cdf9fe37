import Logging
public import TradingModel

extension ExecutionEngine {
  /// Applies an event to its order, found by either identifier; a fact that is known already changes and tells nothing.
  ///
  /// The venue's word on an order that is not known makes the engine ask for the order; a trade counts in any case.
  public func process(_ event: OrderEvent) {
    perform {
      guard let identity = identity(of: event) else { return adopt(event) }
      var header = event.header
      header.order = identity
      let own = header.order == event.header.order ? event : event.with(header: header)
      acceptFirst(identity, before: own)
      apply(expiredInTime(own))
    }
  }

  /// Which order an event is about.
  private func identity(of event: OrderEvent) -> OrderIdentity? {
    if let entry = orders.entry(event.clientOrderId) { return entry.order.identity }
    return event.venueOrderId.flatMap { orders.order(venueOrderId: $0, instrumentId: event.instrumentId)?.identity }
  }

  /// What only an accepted order can live through is told after its acceptance, also when that comes late.
  func acceptFirst(_ identity: OrderIdentity, before event: OrderEvent) {
    guard event.venueOrderId != nil, let entry = orders.entry(identity.clientOrderId), entry.order.tsAccepted == nil,
      !entry.order.isClosed
    else { return }
    switch event {
    case .filled, .canceled, .expired, .triggered, .updated:
      var header = event.header
      header.order = identity
      apply(.accepted(OrderAccepted(header)))
    default: break
    }
  }

  /// Applies an event to its order and draws the consequences.
  ///
  /// - Returns: whether the event was new.
  @discardableResult
  func apply(_ given: OrderEvent) -> Bool {
    let id = given.clientOrderId
    guard let entry = orders.entry(id), !isStale(given, of: entry.order) else { return false }
    let event = placed(given, of: entry.order)
    let wasClosed = entry.order.isClosed
    note(.event(event))
    let change: OrderChange?
    do throws(OrderError) {
      change = try orders.apply(event, to: id)
    } catch {
      log.error("\(error); the event is dropped")
      return false
    }
    guard case .applied(let told)? = change else {
      if case .ignored(let reason)? = change { log.debug("order \(id): \(reason)") }
      return false
    }
    // A refused order takes nothing, and no word on balances follows it.
    if event.kind.isToldByVenue, event.kind != .rejected, let account = entry.order.accountId {
      lastFacts[account] = max(lastFacts[account] ?? .zero, event.tsEvent)
    }
    if entry.order.isClosed { settle(entry.order) }
    switch told {
    case .filled(let fill): book(fill, of: entry.order, wasClosed: wasClosed)
    case .commissionCorrected(let correction):
      tell(.order(told))
      correctPosition(by: correction, of: entry.order)
    default: tell(.order(told))
    }
    return true
  }

  /// Whether an event says what is known already, as most repetitions do; it is not even written down.
  private func isStale(_ event: OrderEvent, of order: Order) -> Bool {
    switch event {
    case .filled(let fill): order.hasTrade(fill.tradeId) && !order.awaitsCommission(of: fill)
    case .accepted(let accepted):
      order.tsAccepted != nil && order.status != .rejected && order.accountId != nil
        && (accepted.venueOrderId == nil || accepted.venueOrderId == order.venueOrderId)
    case .submitted: order.tsSubmitted != nil && order.status != .initialized
    default: false
    }
  }

  /// A fill with the position that it belongs to, so that a restart need not decide that again.
  private func placed(_ event: OrderEvent, of order: Order) -> OrderEvent {
    guard case .filled(var fill) = event, !isRestoring else { return event }
    fill.positionId = positionId(for: fill, of: order)
    return .filled(fill)
  }

  /// Lets go of what was kept for an order whose life has ended.
  private func settle(_ order: Order) {
    guard order.isClosed else { return }
    let id = order.clientOrderId
    expiries.removeValue(forKey: id)?.cancel()
    pendingChecks[id] = nil
    expiring.remove(id)
    suspects.remove(id)
    // Fills that are known to be missing may still come.
    if order.status == .filled { unexplained.removeValue(forKey: id)?.timer.cancel() }
  }

  private func book(_ fill: OrderFilled, of order: Order, wasClosed: Bool) {
    if wasClosed, !isRestoring {
      log.warning(
        "order \(order.clientOrderId): trade \(fill.tradeId) came after the order was closed; it counts")
    }
    if order.overfillQuantity.isPositive, !isRestoring {
      log.warning(
        "order \(order.clientOrderId): filled \(order.filledQuantity) of \(order.quantity); the venue's fills count")
    }
    updatePosition(with: fill, of: order)
    finishExplained(order.clientOrderId)
  }

  // MARK: Expire times that the venue does not keep

  func scheduleExpiry(of id: ClientOrderId, at time: UnixNanos?) {
    guard let time else { return }
    expiries[id]?.cancel()
    expiries[id] = clock.schedule(at: time) { [weak self] in self?.expire(id) }
  }

  /// Sets the timers of orders that were stored by an earlier session.
  func restoreExpiries() {
    for order in orders.unclosed() where order.terms.timeInForce == .gtd && expiries[order.clientOrderId] == nil {
      guard let client = client(for: order.instrumentId, named: order.clientId), order.status != .initialized,
        !client.keepsExpireTime(order.instrumentId)
      else { continue }
      scheduleExpiry(of: order.clientOrderId, at: order.terms.expireTime)
    }
  }

  private func expire(_ id: ClientOrderId) {
    expiries[id] = nil
    guard let order = orders.order(id), !order.isClosed else { return }
    expiring.insert(id)
    execute(.cancelOrder(CancelOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: now)))
  }

  /// The cancellation of an order whose time had come is its expiry.
  private func expiredInTime(_ event: OrderEvent) -> OrderEvent {
    switch event {
    case .canceled(let canceled) where expiring.remove(canceled.clientOrderId) != nil:
      return .expired(OrderExpired(canceled.header, reason: "the order's expire time came"))
    case .cancelRejected(let rejected) where expiring.contains(rejected.clientOrderId):
      // The order may be filling right now; if it is not, it is canceled at the next attempt.
      expiries[rejected.clientOrderId] = clock.schedule(after: .seconds(1)) { [weak self] in
        self?.expire(rejected.clientOrderId)
      }
      return event
    default: return event
    }
  }
}
