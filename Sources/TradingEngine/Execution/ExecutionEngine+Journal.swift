import Logging
import TradingModel

// What survives a restart.
extension ExecutionEngine {
  /// Takes down a fact.
  func note(_ fact: TradingFact) {
    if !isRestoring { journal?.append(fact) }
  }

  /// Takes down an account's state where it is other than what was taken down last.
  func noteAccount(_ state: AccountState, _ account: Account) {
    let current = JournaledAccount(account)
    guard journal != nil, journaledAccounts[account.id] != current else { return }
    journaledAccounts[account.id] = current
    note(.account(state))
  }

  // MARK: Restoring

  /// Applies the facts that the processes before this one kept; nothing is told.
  func restore(_ facts: some Sequence<TradingFact>) {
    isRestoring = true
    defer { isRestoring = false }
    for fact in facts { restore(fact) }
    for order in orders.unclosed() where order.status == .pendingCancel {
      // A cancellation at the order's expire time ends as its expiry, whichever process asked for it.
      if let time = order.terms.expireTime, time <= order.tsLastInit { expiring.insert(order.clientOrderId) }
    }
  }

  private func restore(_ fact: TradingFact) {
    switch fact {
    case .instrument(let instrument): journaledInstruments.insert(instrument.id)
    case .initialized(let event, let client):
      keepTime(event.tsInit)
      // A journal may hold a fact twice; the order goes on from where it is.
      if orders.entry(event.clientOrderId) == nil { store(event, client: client) }
    case .sent(let id, let client):
      sentBefore.insert(id)
      orders.update(id) { $0.clientId = client }
    case .event(let event):
      keepTime(event.tsInit)
      apply(event)
      keepVenueTime(of: orders.order(event.clientOrderId))
      if orders.order(event.clientOrderId)?.status != .initialized { sentBefore.remove(event.clientOrderId) }
    case .order(let order):
      keepTime(order.tsLastInit)
      keepVenueTime(of: order)
      orders.store(order)
    case .position(let position): positions.store(position)
    case .realized(let realized): positions.store(realized)
    case .account(let state): journaledAccounts[state.accountId, default: JournaledAccount()].apply(state)
    case .modify, .killSwitch, .tradingState: break
    }
  }

  private func keepTime(_ time: UnixNanos) { restoredUntil = max(restoredUntil ?? time, time) }

  private func keepVenueTime(of order: Order?) {
    guard let order, let client = order.clientId, let time = order.tsLastVenue else { return }
    toldUntil[client] = max(toldUntil[client] ?? time, time)
  }

  /// Settles, before the venue is asked, what was on its way when the process before this one ended: an order that may
  /// have been sent counts as sent.
  public func beginReconciliation() {
    perform {
      for order in orders.unclosed() where order.status == .initialized {
        let header = header(order, isReconciliation: true)
        if sentBefore.remove(order.clientOrderId) != nil {
          apply(.submitted(OrderSubmitted(header)))
        } else if restoredUntil.map({ order.tsInit <= $0 }) ?? false {
          apply(.denied(OrderDenied(header, reason: "NOT_SENT: the node ended before the order was sent")))
        }
      }
    }
  }

  /// Draws the conclusions once the venue has been asked: fills whose trades cannot be had are inferred now, and orders of
  /// which the venue did not speak are being found out.
  public func finishReconciliation() {
    perform {
      for id in unexplained.keys.sorted() { stopWaiting(id) }
      for order in orders.unclosed() where order.status == .submitted && !order.isOutcomeUnknown {
        guard let restoredUntil, order.tsInit <= restoredUntil else { continue }
        let reason = "RESTARTED: the node ended before the venue's answer; being found out"
        apply(.unknown(OrderUnknown(header(order, isReconciliation: true), reason: reason)))
      }
    }
  }

  // MARK: Snapshots

  /// Everything that a restart needs to know, as facts that stand for all facts so far.
  func snapshot() -> [TradingFact] {
    let kept = orders.unclosed() + orders.recentlyClosed(limit: Self.snapshotClosedOrders)
    let held = positions.all()
    let ids = Set(kept.map(\.instrumentId)).union(held.map(\.instrumentId))
    journaledInstruments = ids
    var facts = ids.sorted().compactMap { market.instrument($0) }.map { TradingFact.instrument($0) }
    facts += positions.pastRealized.map { .realized($0) }
    facts += accounts.all.map { .account($0.state(tsInit: now)) }
    facts += held.map { .position($0) }
    facts += kept.map { .order($0) }
    facts += kept.filter { $0.status == .initialized }.compactMap { order in
      order.clientId.map { .sent(order.clientOrderId, client: $0) }
    }
    return facts
  }

  /// How many closed orders a snapshot keeps, so that late repetitions of their trades are recognized.
  static var snapshotClosedOrders: Int { 1_000 }
}
