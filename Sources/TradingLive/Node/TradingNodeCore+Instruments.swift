import TradingEngine
import TradingModel

extension TradingNodeCore {
  /// Whether the instruments are known without which the node has nothing to do; a start without them ends here, before
  /// anything is traded.
  func hasRequiredInstruments() -> Bool {
    let unknown = config.requiredInstruments.filter { group in
      !group.isEmpty && group.allSatisfy { kernel.cache.instrument($0) == nil }
    }
    guard !unknown.isEmpty else { return true }
    let error = UnknownInstrumentsError(Set(unknown.joined()).sorted())
    finishStart(.failure(NodeError(step: .connecting, reason: error.description, causes: [error])))
    return false
  }
}
