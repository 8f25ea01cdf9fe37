import Logging
import TradingEngine
import TradingModel

// The audit: whether the venue has orders and balances as they are known here, which finds events that were lost
// although the stream works.
extension BinanceExecutionClient {
  /// How many symbols are asked for one by one; more are asked for at once, which costs more.
  private static var maxSingleSymbols: Int { 10 }

  func audit() {
    let symbols = tracker.liveSymbols
    if symbols.count > Self.maxSingleSymbols {
      audit(symbol: nil, expecting: tracker.live.compactMap { tracker[$0] })
    } else {
      for symbol in symbols { audit(symbol: symbol, expecting: tracker.live(symbol: symbol)) }
    }
    if lastActivity.map({ now - $0 < .seconds(120) }) ?? false || !symbols.isEmpty { refreshAccount(after: .zero) }
  }

  private func audit(symbol: String?, expecting expected: [BinanceTrackedOrder]) {
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
    func tell(_ trades: [BinanceAccountTrade]) {
      do {
        let report = try reports.report(order, instrument, now: now)
        let fills = try trades.map {
          try reports.report($0, instrument, clientOrderId: report.clientOrderId, now: now)
        }
        noteForeign(order.symbol, order.orderId, executed: order.executedQty, isClosed: report.status.isClosed)
        sink.process(OrderReportBundle(order: report, fills: fills))
      } catch {
        reportOnce("an order made elsewhere could not be read and is left out: \(error)")
      }
    }
    guard order.executedQty.isPositive else { return tell([]) }
    let request = BinanceRequest<[BinanceAccountTrade]>.myTrades(
      session.product, symbol: order.symbol, orderId: order.orderId, limit: 1_000)
    session.send(request) { result in
      if case .success(let trades) = result { tell(trades) }
    }
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
  func refreshAccount(after wait: Duration) {
    guard accountTimer == nil else { return }
    accountTimer = clock.schedule(after: wait) { [weak self] in
      guard let self else { return }
      accountTimer = nil
      guard isSynced else { return }
      let askedAt = lastActivity
      requestAccount { [weak self] result in
        guard let self, isSynced, case .success(let state) = result else { return }
        // What happened since the question was asked is newer than the answer.
        guard lastActivity == askedAt else { return }
        tell(state)
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
    guard isNew || isGone else { return }
    note(state)
    sink.process(state)
  }

  /// Remembers what balances were told.
  func note(_ state: AccountState) {
    filters.note(state)
    if state.isComplete { balances = [:] }
    for balance in state.balances { balances[balance.currency] = balance }
  }
}
