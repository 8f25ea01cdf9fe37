import Logging
import TradingEngine
import TradingModel

// The audit: whether the venue has orders, balances and positions as they are known here, which finds events that were
// lost although the stream works.
extension BinanceExecutionClient {
  /// How many symbols are asked for one by one; more are asked for at once, which costs more.
  private static var maxSingleSymbols: Int { 10 }

  func audit() {
    let symbols = tracker.liveSymbols
    if symbols.count > Self.maxSingleSymbols, session.product.accountType != .isolatedMargin {
      audit(symbol: nil, expecting: tracker.live.compactMap { tracker[$0] })
    } else {
      for symbol in symbols { audit(symbol: symbol, expecting: tracker.live(symbol: symbol)) }
    }
    let isActive = lastActivity.map { now - $0 < .seconds(120) } ?? false
    quietAudits += 1
    // Interest and prices move the level of an account that owes, without an event of its own. A stream that says nothing may
    // have nothing to say, or be mute: now and then the account is asked for all the same.
    if isActive || !symbols.isEmpty || margin?.owes == true || quietAudits >= Self.quietAuditLimit {
      quietAudits = 0
      refreshAccount(after: .zero)
    }
  }

  private func audit(symbol: String?, expecting all: [BinanceTrackedOrder]) {
    auditWaiting(symbol: symbol, expecting: all.filter { $0.family == .algo })
    let expected = all.filter { $0.family == .regular }
    let askedAt = now
    session.send(BinanceRequest<[BinanceOrder]>.openOrders(session.product, symbol: symbol)) { [weak self] result in
      guard let self, case .success(let open) = result else { return }
      for order in expected where askedAt - order.submittedAt > .seconds(5) {
        // What changed since the question was asked is known already.
        guard let current = tracker[order.id], !current.isClosed else { continue }
        if !isAsKnown(current, among: open) { doubt(order.id, after: .milliseconds(500)) }
      }
      for order in open { auditForeign(order) }
    }
  }

  private func isAsKnown(_ order: BinanceTrackedOrder, among open: [BinanceOrder]) -> Bool {
    let found = open.first { $0.symbol == order.symbol && order.index(of: $0.orderId) == order.legs.count - 1 }
    guard let found, order.isAccepted, let leg = order.legs.last else { return false }
    return found.executedQty <= leg.told
  }

  /// Tells of an open order of somebody else of which an event was lost.
  private func auditForeign(_ order: BinanceOrder) {
    guard let instrument = provider.instrument(rawSymbol: order.symbol),
      identify(venueOrderId: order.orderId, names: [order.clientOrderId], symbol: order.symbol, instrument) == nil
    else { return }
    let key = "\(order.symbol)/\(order.orderId)"
    guard let known = foreign[key], known >= order.executedQty else { return askForeign(order, instrument) }
  }

  private func askForeign(_ order: BinanceOrder, _ instrument: Instrument) {
    bundle(order, instrument) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let bundle):
        noteForeign(
          order.symbol, order.orderId, executed: order.executedQty, isClosed: bundle.order.status.isClosed)
        sink.process(bundle)
      case .failure(let error): logger.info("an order made elsewhere could not be asked for: \(error)")
      }
    }
  }

  /// Tells of orders that somebody else made and that ended while the account's stream was interrupted: reports about
  /// everything leave out what has ended and is not known.
  func tellEndedForeign(_ status: ExecutionMassStatus, since: UnixNanos) {
    for report in status.orders where report.tsAccepted >= since && isEndedForeign(report) {
      let fills = status.fills.filter {
        $0.venueOrderId == report.venueOrderId && $0.instrumentId == report.instrumentId
      }
      if !fills.isEmpty { sink.process(OrderReportBundle(order: report, fills: fills)) }
    }
  }

  /// Whether a report is about an order that somebody else made and that has ended.
  func isEndedForeign(_ report: OrderStatusReport) -> Bool {
    guard report.status.isClosed, let instrument = provider.instrument(report.instrumentId),
      let number = Int64(report.venueOrderId.text)
    else { return false }
    let names = [report.clientOrderId?.text ?? ""]
    return identify(venueOrderId: number, names: names, symbol: instrument.rawSymbol, instrument) == nil
  }

  /// Notes what was told of an order of somebody else, as long as it is open.
  func noteForeign(_ symbol: String, _ orderId: Int64, executed: WideDecimal, isClosed: Bool) {
    let key = "\(symbol)/\(orderId)"
    if isClosed {
      foreign[key] = nil
    } else if foreign.count < 10_000 || foreign[key] != nil {
      foreign[key] = max(foreign[key] ?? .zero, executed)
    }
  }

  // MARK: - Balances

  /// Asks for the account and tells it when it is not as it was told last.
  ///
  /// - Parameter attempt: an answer that something overtook is asked for anew, a few times.
  func refreshAccount(after wait: Duration, attempt: Int = 0) {
    guard accountTimer == nil else { return }
    accountTimer = clock.schedule(after: wait) { [weak self] in
      guard let self else { return }
      accountTimer = nil
      guard isSynced else { return }
      let askedAt = lastActivity
      askForAccount { [weak self] result in
        guard let self, isSynced, case .success(let state) = result else { return }
        // What happened since the question was asked is newer than the answer.
        if lastActivity != askedAt, attempt < 3 { return refreshAccount(after: .seconds(1), attempt: attempt + 1) }
        // Nothing happened since the question was asked, so that the answer is the newest word whatever time it bears: a
        // venue's clock may be set back, and not every server tells when the account changed last.
        var current = state
        if lastActivity == askedAt { current.tsEvent = max(state.tsEvent, balancesTime ?? state.tsEvent) }
        tell(current)
        didAuditAccount()
      }
    }
  }

  /// Tells a complete state of the account, unless it says nothing new.
  private func tell(_ state: AccountState) {
    let isNew = state.balances.contains { balance in
      guard let known = balances[balance.currency] else { return !balance.total.amount.isZero }
      return known != balance
    }
    let listed = Set(state.balances.map(\.currency))
    let isGone = balances.contains { !listed.contains($0.key) && !$0.value.total.amount.isZero }
    let tellsMoreOfMargin = margin?.tellsMore(state) ?? false
    guard isNew || isGone || tellsMoreOfMargin else { return }
    note(state)
    sink.process(state)
  }

  /// Remembers what balances were told.
  func note(_ state: AccountState) {
    filters.note(state)
    // What is older than what was told is left out where it is told; remembered, it would be hidden from the audit.
    guard state.tsEvent >= balancesTime ?? state.tsEvent else { return }
    balancesTime = state.tsEvent
    if state.isComplete { balances = [:] }
    for balance in state.balances { balances[balance.currency] = balance }
  }
}
