import Logging
import TradingModel

// The venue's dead man's switch, kept alive while there are orders and the account's events arrive.
extension BinanceFuturesExecutionClient {
  func armDeadManSwitch(_ symbol: String) {
    perform(deadManSwitch?.willSend(symbol: symbol, at: now) ?? [])
  }

  /// Renews the timers that an interruption or a restart has kept from it: at once, and as orders of an earlier session
  /// become known.
  func resumeDeadManSwitch() {
    guard let interval = deadManSwitch?.interval else { return }
    catchUp(until: now + interval)
    keepDeadManSwitch()
  }

  private func catchUp(until end: UnixNanos) {
    guard isSynced else { return }
    // One that was renewed within the interval is left alone.
    for symbol in tracker.liveSymbols { armDeadManSwitch(symbol) }
    guard now < end else { return }
    clock.schedule(after: .milliseconds(250)) { [weak self] in self?.catchUp(until: end) }
  }

  /// Looks regularly whether timers are to be renewed.
  func keepDeadManSwitch() {
    deadManTimer?.cancel()
    guard let interval = deadManSwitch?.interval else { return }
    deadManTimer = clock.schedule(after: interval) { [weak self] in
      guard let self else { return }
      // Without the account's events the node is as good as gone.
      if isSynced { perform(deadManSwitch?.tick(live: tracker.liveSymbols, at: now) ?? []) }
      keepDeadManSwitch()
    }
  }

  private func perform(_ actions: [BinanceDeadManSwitch.Action]) {
    guard let delay = deadManSwitch?.delay else { return }
    for action in actions {
      switch action {
      case .arm(let symbol): setCountdown(symbol, milliseconds: delay.wholeNanoseconds / 1_000_000)
      case .disarm(let symbol): setCountdown(symbol, milliseconds: 0)
      }
    }
  }

  private func setCountdown(_ symbol: String, milliseconds: Int64) {
    let request = BinanceRequest<Void>.countdownCancelAll(
      session.product, symbol: symbol, milliseconds: milliseconds)
    session.send(request) { [weak self] result in
      guard let self, case .failure(let error) = result else { return }
      logger.warning("the venue's timer that cancels the orders of \(symbol) could not be set: \(error)")
      deadManSwitch?.failed(symbol: symbol)
    }
  }
}
