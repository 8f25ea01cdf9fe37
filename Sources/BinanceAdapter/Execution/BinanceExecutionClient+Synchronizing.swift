import Logging
import TradingEngine
import TradingModel
import TradingNetwork

// Does what the synchronizer decides: asks the venue for what the events do not tell, and replays what arrived meanwhile.

extension BinanceExecutionClient {
  /// How long an address that cannot be used is tried at the start.
  private static let unusableLimit: Duration = .seconds(10)
  private static let auditInterval: Duration = .seconds(20)

  private func perform(_ action: BinanceAccountSynchronizer.Action) {
    switch action {
    case .nothing: break
    case .askForAccount(let attempt): askForAccount(attempt)
    case .askForGap(let attempt, let since, let knownSince): fillGap(attempt, since: since, knownSince: knownSince)
    case .replay(let events): finishSynchronizing(events)
    case .process(let event): process(event)
    case .reconnect: stream.reconnect(reason: "too many events while asking for the account's state")
    }
  }

  private func askForAccount(_ attempt: Int) {
    askForAccount { [weak self] result in
      guard let self, synchronizer.awaits(attempt) else { return }
      switch result {
      case .failure(let error): retrySynchronizing(error)
      case .success(var state):
        state.tsEvent = max(state.tsEvent, balancesTime ?? state.tsEvent)
        note(state)
        sink.process(state)
        perform(synchronizer.accountWasTold(attempt, at: session.timestamp))
      }
    }
  }

  private func fillGap(_ attempt: Int, since: UnixNanos, knownSince: UnixNanos) {
    let symbols = activeSymbols.union(tracker.liveSymbols).sorted()
    let request = MassStatusRequest(
      instrumentIds: symbols.compactMap { provider.instrument(rawSymbol: $0)?.id }, since: since)
    generateMassStatus(request) { [weak self] result in
      guard let self, synchronizer.awaits(attempt) else { return }
      switch result {
      case .failure(let error): retrySynchronizing(error)
      case .success(let status):
        note(status)
        tellEndedForeign(status, since: max(since, knownSince))
        // Positions may be newer than the trades: they are told once everything that waits is.
        var told = status
        told.positions = []
        told.hasAllPositions = false
        told.orders.removeAll { $0.tsAccepted < knownSince && isEndedForeign($0) }
        sink.process(told)
        perform(synchronizer.gapWasTold(attempt, at: session.timestamp))
      }
    }
  }

  private func retrySynchronizing(_ error: any Error) {
    logger.warning("the account's state could not be asked for: \(error)")
    if let error = error as? BinanceError, error.kind == .refused, error.patience == nil, connectCompletion != nil {
      return finishConnecting(.failure(error))
    }
    let wait = syncPause.failed(error as? BinanceError, jitter: session.runtime.random)
    retryTimer?.cancel()
    retryTimer = clock.schedule(after: wait) { [weak self] in
      guard let self else { return }
      perform(synchronizer.retry())
    }
  }

  private func finishSynchronizing(_ events: [JSONValue]) {
    syncPause.succeeded()
    for event in events { process(event) }
    tellUserState(.connected, "subscribed and in step with the venue")
    scheduleAudit()
    didSynchronize()
    finishConnecting(.success(()))
  }

  private func scheduleAudit() {
    auditTimer?.cancel()
    auditTimer = clock.schedule(after: Self.auditInterval) { [weak self] in
      guard let self, isSynced else { return }
      audit()
      scheduleAudit()
    }
  }

  private func process(_ json: JSONValue) {
    lastActivity = now
    do {
      switch try BinanceUserEvent(json) {
      case .execution(let report):
        synchronizer.note(eventTime: report.eventTime)
        observe(report)
        process(report)
      case .balances(let balances):
        synchronizer.note(eventTime: balances.eventTime)
        try process(balances)
      case .listStatus(let list): process(list)
      case .futures(let event): process(event)
      case .balanceUpdate: refreshAccount(after: .milliseconds(500))
      case .other(let name): reportOnce("the account's stream has an event that is not known: \(name)")
      }
    } catch {
      reportOnce("an event of the account could not be read and is left out: \(error)")
      // What it would have told is asked for.
      audit()
    }
  }
}

// MARK: - The stream's news

extension BinanceExecutionClient: BinanceAccountEventsDelegate {
  func accountEventsDidBegin(isGapless: Bool) { perform(synchronizer.begin(isGapless: isGapless)) }

  func accountEvents(didReceive event: JSONValue) { perform(synchronizer.receive(event)) }

  func accountEventsDidEnd(reason: String) {
    guard synchronizer.interrupt() else { return }
    filters.forgetAccount()
    retryTimer?.cancel()
    auditTimer?.cancel()
    // What the venue said consistently before an interruption proves nothing after it.
    for id in tracker.live { tracker.update(id) { $0.change?.interrupt() } }
    tellUserState(.reconnecting, reason)
  }

  func accountEvents(didFailToBegin error: BinanceError) {
    if error.kind == .refused, error.patience == nil { finishConnecting(.failure(error)) }
  }

  func accountEvents(didFailToConnect error: BinanceError) {
    // Once the client is up, the connection comes back by itself, however long that takes.
    guard connectCompletion != nil else { return }
    connectionProblem = error
    guard clock.monotonicNow - subscribingSince < error.patience ?? Self.unusableLimit else {
      return finishConnecting(.failure(error))
    }
    logger.warning("connecting to the account's events failed, trying again: \(error)")
  }
}
