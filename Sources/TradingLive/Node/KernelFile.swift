import TradingEngine

/// Reads the parts of a configuration file that are about the kernel: `risk`, `execution` and `cache`.
enum KernelFile {
  static func read(_ tree: ConfigurationTree, into config: inout TradingKernelConfig) throws {
    config.riskEngine = try RiskEngineConfig(tree: tree.tree("risk", aliases: ["riskEngine", "risk_engine"]))
    config.executionEngine = try ExecutionEngineConfig(
      tree: tree.tree("execution", aliases: ["execEngine", "exec_engine"]))
    guard let cache = try tree.tree("cache") else { return }
    try readCache(cache, into: &config.cache)
    try cache.finish()
  }

  private static func readCache(_ tree: ConfigurationTree, into config: inout CacheConfig) throws {
    config.tradeCapacity =
      try tree.integer("tradeCapacity", aliases: ["tickCapacity", "tick_capacity"]) ?? config.tradeCapacity
    config.barCapacity = try tree.integer("barCapacity") ?? config.barCapacity
    config.quoteCapacity = try tree.integer("quoteCapacity") ?? config.quoteCapacity
    config.closedOrderCapacity = try tree.integer("closedOrders") ?? config.closedOrderCapacity
    config.closedPositionCapacity = try tree.integer("closedPositions") ?? config.closedPositionCapacity
    if let age = try tree.duration("closedOrderAge", unit: .seconds) { config.closedOrderAge = age > .zero ? age : nil }
  }
}
