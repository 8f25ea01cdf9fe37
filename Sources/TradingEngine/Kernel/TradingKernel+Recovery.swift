import Logging
import TradingModel

extension TradingKernel {
  /// Brings back what the processes before this one knew of orders, positions and switches; nothing is told.
  ///
  /// Called before anything connects. What happened since is found out by reconciliation and told as ordinary events.
  public func restore(_ facts: [TradingFact]) {
    for fact in facts {
      switch fact {
      case .instrument(let instrument) where cache.instrument(instrument.id) == nil: cache.add(instrument)
      case .killSwitch(let reason?):
        killSwitch.restore(reason)
        riskEngine.killReason = reason
      case .killSwitch(nil):
        killSwitch.reset()
        riskEngine.killReason = nil
      case .tradingState(let state): riskEngine.setTradingState(state)
      default: break
      }
    }
    executionEngine.restore(facts)
    if let reason = killReason { log.critical("the kill switch is still set: \(reason); new orders are denied") }
    let open = cache.orders.unclosed().count
    let held = cache.positions.open().count
    if !facts.isEmpty { log.info("restored \(open) open orders and \(held) open positions from the journal") }
  }

  /// Keeps what a restart needs to know in `journal` from now on.
  public func keep(in journal: any RecoveryJournal) { executionEngine.journal = journal }

  /// Everything that a restart needs to know, as facts that stand for all facts so far.
  public func snapshot() -> [TradingFact] {
    var facts = executionEngine.snapshot()
    if let reason = killReason { facts.append(.killSwitch(reason: reason)) }
    if riskEngine.tradingState != .active { facts.append(.tradingState(riskEngine.tradingState)) }
    return facts
  }
}
