import TradingEngine

extension TradingKernelConfig {
  /// Reads the parts of a configuration file that are about the kernel: `risk`, `execution` and `cache`.
  mutating func read(_ tree: ConfigurationTree) throws(ConfigurationError) {
    riskEngine = try RiskEngineConfig(tree: tree.tree("risk", aliases: ["riskEngine", "risk_engine"]))
    executionEngine = try ExecutionEngineConfig(tree: tree.tree("execution", aliases: ["execEngine", "exec_engine"]))
    guard let part = try tree.tree("cache") else { return }
    try cache.read(part)
    try part.finish()
  }
}

extension CacheConfig {
  fileprivate mutating func read(_ tree: ConfigurationTree) throws(ConfigurationError) {
    tradeCapacity =
      try tree.integer("tradeCapacity", atLeast: 0, aliases: ["tickCapacity", "tick_capacity"])
      ?? tradeCapacity
    barCapacity = try tree.integer("barCapacity", atLeast: 0) ?? barCapacity
    quoteCapacity = try tree.integer("quoteCapacity", atLeast: 0) ?? quoteCapacity
    closedOrderCapacity = try tree.integer("closedOrders", atLeast: 0) ?? closedOrderCapacity
    closedPositionCapacity = try tree.integer("closedPositions", atLeast: 0) ?? closedPositionCapacity
    if let age = try tree.duration("closedOrderAge", unit: .seconds) { closedOrderAge = age > .zero ? age : nil }
  }
}
