import Logging
import TradingModel

extension ExecutionEngine {
  /// Starts looking after orders in flight.
  public func startChecks() {
    restoreExpiries()
    guard let interval = config.inFlightCheckInterval, checkTimer == nil else { return }
    checkTimer = clock.schedule(after: interval) { [weak self] in
      guard let self else { return }
      checkTimer = nil
      checkInFlight()
      startChecks()
    }
  }

  /// Stops looking after orders in flight.
  public func stopChecks() {
    checkTimer?.cancel()
    checkTimer = nil
    stopWatching()
  }

  /// Asks the venue about orders whose answer is overdue.
  func checkInFlight() {
    let now = self.now
    var asked = 0
    let doubtful = orders.unclosed { $0.isInFlight || ($0.isOpen && suspects.contains($0.clientOrderId)) }
    for order in doubtful where asked < config.maxQueriesPerCheck {
      let id = order.clientOrderId
      let check = pendingChecks[id, default: PendingCheck()]
      let quietSince = max(order.tsLastInit, check.lastQuery ?? order.tsLastInit)
      guard !check.isQuerying, now - quietSince >= config.inFlightThreshold, now >= check.restsUntil ?? now,
        let client = client(for: order.instrumentId, named: order.clientId)
      else { continue }
      asked += 1
      ask(client, about: order)
    }
  }

  /// Asks a client about an order and draws the conclusions.
  func ask(_ client: any ExecutionClient, about order: Order) {
    let id = order.clientOrderId
    pendingChecks[id, default: PendingCheck()].isQuerying = true
    pendingChecks[id, default: PendingCheck()].lastQuery = now
    let query = QueryOrder(
      order: order.identity, venueOrderId: order.venueOrderId, clientId: client.id, tsInit: now)
    let clientId = client.id
    client.generateOrderStatusReport(query) { [weak self] result in
      self?.perform { self?.conclude(id, clientId, result) }
    }
  }

  private func conclude(_ id: ClientOrderId, _ clientId: ClientId, _ result: Result<OrderReportBundle?, any Error>) {
    pendingChecks[id]?.isQuerying = false
    switch result {
    case .failure(let error):
      rest(id)
      log.warning("order \(id): the venue could not be asked: \(error); asking again")
    case .success(let bundle):
      pendingChecks[id]?.pause = nil
      pendingChecks[id]?.restsUntil = nil
      guard let bundle else { return noteNotFound(id, clientId) }
      reconcile(bundle, isStartup: false)
      noteStillOpen(id, bundle.order)
    }
  }

  /// Lets an order rest about which the venue could not be asked, longer each time.
  private func rest(_ id: ClientOrderId) {
    guard var check = pendingChecks[id] else { return }
    var pause = check.pause ?? QuestionPause(first: config.inFlightThreshold, longest: Self.longestRest)
    check.restsUntil = now + pause.failed(random)
    check.pause = pause
    pendingChecks[id] = check
  }

  /// How long an order rests at most; a venue that is back is to be asked soon.
  private static let longestRest: Duration = .seconds(30)

  /// An order whose change or cancellation had no effect within several questions works on.
  private func noteStillOpen(_ id: ClientOrderId, _ report: OrderStatusReport) {
    guard let order = orders.order(id), order.status == .pendingCancel || order.status == .pendingUpdate,
      report.status.isOpen, report.status != .pendingCancel, report.status != .pendingUpdate
    else { return }
    pendingChecks[id, default: PendingCheck()].stillOpenAnswers += 1
    guard let answers = pendingChecks[id]?.stillOpenAnswers, answers >= config.notFoundAnswers else { return }
    pendingChecks[id]?.stillOpenAnswers = 0
    let reason = "INFLIGHT_TIMEOUT: after \(answers) queries the venue still has the order open"
    let header = header(order, isReconciliation: true)
    if order.status == .pendingCancel {
      apply(.cancelRejected(OrderCancelRejected(header, reason: reason)))
    } else {
      apply(.modifyRejected(OrderModifyRejected(header, reason: reason)))
    }
  }

  /// An order that the venue does not know, consistently and for long enough, ends here.
  private func noteNotFound(_ id: ClientOrderId, _ clientId: ClientId) {
    guard let order = orders.order(id), !order.isClosed else { return }
    guard isUserStreamHealthy(clientId) else {
      pendingChecks[id]?.notFoundSince = nil
      pendingChecks[id]?.notFoundAnswers = 0
      return
    }
    var check = pendingChecks[id, default: PendingCheck()]
    let since = check.notFoundSince ?? now
    check.notFoundSince = since
    check.notFoundAnswers += 1
    pendingChecks[id] = check
    guard check.notFoundAnswers >= config.notFoundAnswers, now - since >= config.notFoundPeriod else { return }
    let seconds = (now - since).components.seconds
    let reason = "NOT_FOUND_AT_VENUE: not found at the venue by \(check.notFoundAnswers) queries in \(seconds) s"
    let header = header(order, isReconciliation: true)
    if order.tsAccepted == nil {
      apply(.rejected(OrderRejected(header, reason: reason)))
    } else {
      apply(.canceled(OrderCanceled(header, reason: reason)))
    }
  }

  /// Whether the client's news arrive, as far as it told about its connections.
  func isUserStreamHealthy(_ clientId: ClientId) -> Bool {
    guard let state = connectionStates["\(clientId)/user"] else { return true }
    return state.state == .connected
  }
}
