public import TradingLive
import TradingModel

extension BinanceInstrumentProviderConfig {
  /// Reads `instrumentProvider: { … }` of a client's part of a configuration file.
  public init(tree: ConfigurationTree) throws(ConfigurationError) {
    self.init()
    loadAll = try tree.bool("loadAll") ?? loadAll
    loadIds = try tree.instrumentIds("loadIds") ?? loadIds
    queryCommissionRates = try tree.bool("queryCommissionRates") ?? queryCommissionRates
    logWarnings = try tree.bool("logWarnings") ?? logWarnings
    if let filterTree = try tree.tree("filters") {
      for key in filterTree.keys {
        let values: [String]?
        if let single = try? filterTree.string(key) { values = [single] } else { values = try filterTree.strings(key) }
        filters[key] = values
      }
      do {
        _ = try BinanceInstrumentFilter(filters)
      } catch {
        throw tree.error("filters", error.problem)
      }
    }
    try tree.finish()
  }

  /// Reads it from the client's tree, where it may be absent.
  init(client tree: ConfigurationTree) throws(ConfigurationError) {
    guard let own = try tree.tree("instrumentProvider") else {
      self.init()
      return
    }
    try self.init(tree: own)
  }
}
