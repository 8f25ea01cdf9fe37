import Logging
import TradingEngine
import TradingModel
import TradingNetwork

extension TradingNodeCore {
  /// Stops the strategies, deals with open orders as configured, and waits for their last events, while the clients stay
  /// connected. `completion` is called once, on the loop.
  public func stopStrategies(completion: @escaping () -> Void) {
    guard state == .running, kernel.state == .running else { return completion() }
    settleOpenOrders()
    for strategy in kernel.strategies.reversed() where strategy.state == .running { kernel.stop(strategy) }
    let deadline = world.runtime.clock.monotonicNow + config.timeoutPostStop
    awaitLastEvents(until: deadline, then: completion)
  }

  /// Stops the strategies as ``stopStrategies(completion:)`` does, and disconnects. `completion` is called on the loop when
  /// the node is down, however often it was asked to stop.
  public func stop(completion: @escaping () -> Void) {
    guard state != .stopped else { return completion() }
    stopCompletions.append(completion)
    guard stopCompletions.count == 1 else { return }
    guard state.allows(.stopping) else { return finishStop() }
    stopStrategies { [self] in
      state = .stopping
      if kernel.state == .running { kernel.stop() }
      finishStart(.failure(NodeError(step: .connecting, reason: "the node was stopped before it was up")))
      disconnect()
    }
  }

  private func finishStop() {
    state = .stopped
    kernel.dispose()
    closeJournal()
    world.end { [self] in
      let told = stopCompletions
      stopCompletions = []
      for completion in told { completion() }
    }
  }

  /// Everybody in this node who has orders or positions; what came from elsewhere is left alone.
  private var owners: [StrategyId] {
    let cache = kernel.cache
    let all = cache.orders.unclosed().map(\.strategyId) + cache.positions.open().map(\.strategyId)
    return Set(all).filter { $0 != .external }.sorted()
  }

  private func settleOpenOrders() {
    guard config.onStop != .leave else { return }
    for owner in owners {
      let desk = kernel.desk(for: owner)
      desk.cancelAll()
      guard config.onStop == .flatten else { continue }
      let held = kernel.cache.positions.open(strategyId: owner).map(\.instrumentId)
      for instrumentId in Set(held).sorted() { desk.flatten(instrumentId) }
    }
  }

  /// Waits while orders are on their way, at most until the deadline.
  private func awaitLastEvents(until deadline: UnixNanos, then proceed: @escaping () -> Void) {
    let clock = world.runtime.clock
    let isQuiet = kernel.cache.orders.inFlight().isEmpty && !kernel.isLeavingMarkets
    if isQuiet || clock.monotonicNow >= deadline {
      if !isQuiet { log.warning("orders are still in flight; the next start finds out what became of them") }
      return proceed()
    }
    clock.schedule(after: .milliseconds(20)) { [self] in awaitLastEvents(until: deadline, then: proceed) }
  }

  private func disconnect() {
    let names = execClients.map { "execution \($0.id)" } + dataClients.map { "data \($0.id)" }
    let gathering = Gathering(names, on: world.runtime.clock, timeout: config.timeoutDisconnection) {
      [self] failures in
      for failure in failures { log.warning("while disconnecting: \(failure)") }
      finishStop()
    }
    for client in execClients {
      client.disconnect { gathering.arrived("execution \(client.id)", .success(())) }
    }
    for client in dataClients {
      client.disconnect { gathering.arrived("data \(client.id)", .success(())) }
    }
  }
}
