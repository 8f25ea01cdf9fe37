import TradingEngine
import TradingModel

/// Reads the parts of a configuration file that are about the kernel: `risk`, `execution` and `cache`.
enum KernelFile {
  static func read(_ tree: ConfigurationTree, into config: inout TradingKernelConfig) throws {
    if let risk = try tree.tree("risk", aliases: ["riskEngine", "risk_engine"]) {
      try readRisk(risk, into: &config.riskEngine)
      try risk.finish()
    }
    if let execution = try tree.tree("execution", aliases: ["execEngine", "exec_engine"]) {
      try readExecution(execution, into: &config.executionEngine)
      try execution.finish()
    }
    if let cache = try tree.tree("cache") {
      try readCache(cache, into: &config.cache)
      try cache.finish()
    }
  }

  private static func readRisk(_ tree: ConfigurationTree, into config: inout RiskEngineConfig) throws {
    config.isBypassed = try tree.bool("bypass") ?? config.isBypassed
    config.maxSubmitRate = try rate("maxOrderSubmitRate", tree) ?? config.maxSubmitRate
    config.maxModifyRate = try rate("maxOrderModifyRate", tree) ?? config.maxModifyRate
    config.maxNotionalPerOrder = try amounts("maxNotionalPerOrder", tree, aliases: ["maxNotionalsPerOrder"])
    config.maxPosition = try amounts("maxPosition", tree, aliases: [])
    config.maxOpenOrders = try tree.integer("maxOpenOrders")
    if let count = config.maxOpenOrders, count < 1 { throw tree.error("maxOpenOrders", "needs to be at least 1") }
    config.tradingState = try tree.word("tradingState", as: TradingState.self) ?? config.tradingState
    config.checksBalance = try tree.bool("checkBalances") ?? config.checksBalance
  }

  private static func readExecution(_ tree: ConfigurationTree, into config: inout ExecutionEngineConfig) throws {
    if let interval = try tree.duration(
      "inFlightCheckInterval", unit: .milliseconds, aliases: ["inflightCheckInterval"])
    {
      config.inFlightCheckInterval = interval > .zero ? interval : nil
    }
    config.inFlightThreshold =
      try tree.duration("inFlightThreshold", unit: .milliseconds, aliases: ["inflightCheckThreshold"])
      ?? config.inFlightThreshold
    config.maxQueriesPerCheck = try tree.integer("maxQueriesPerCheck") ?? config.maxQueriesPerCheck
    config.notFoundPeriod = try tree.duration("notFoundPeriod", unit: .seconds) ?? config.notFoundPeriod
    config.notFoundAnswers = try tree.integer("notFoundAnswers") ?? config.notFoundAnswers
    config.tradePatience = try tree.duration("tradePatience", unit: .seconds) ?? config.tradePatience
    config.ignoresUnclaimedOrders =
      try tree.bool("filterUnclaimedExternalOrders") ?? config.ignoresUnclaimedOrders
    config.completesPositions = try tree.bool("generateMissingOrders") ?? config.completesPositions
    guard config.notFoundAnswers >= 1, config.maxQueriesPerCheck >= 1 else {
      throw tree.error("notFoundAnswers", "and maxQueriesPerCheck need to be at least 1")
    }
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

  // MARK: Values

  /// `COUNT/DURATION`, as `100/1s` or `100/00:00:01`.
  private static func rate(_ key: String, _ tree: ConfigurationTree) throws -> CommandRateLimiter.Limit? {
    guard let text = try tree.string(key) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let interval = interval(parts[1]), interval > .zero
    else { throw tree.error(key, "'\(text)' is not a rate; write 100/1s") }
    return CommandRateLimiter.Limit(count: count, interval: interval)
  }

  private static func interval(_ text: String) -> Duration? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard fields.count == 3 else { return DurationUnit.parse(text, defaultUnit: .seconds) }
    guard let hours = fields[0], let minutes = fields[1], let seconds = fields[2], (0..<1_000).contains(hours),
      (0..<60).contains(minutes), (0..<60).contains(seconds)
    else { return nil }
    return .seconds(hours * 3_600 + minutes * 60 + seconds)
  }

  /// Amounts by instrument.
  private static func amounts(
    _ key: String, _ tree: ConfigurationTree, aliases: [String]
  ) throws -> [InstrumentId: WideDecimal] {
    var result: [InstrumentId: WideDecimal] = [:]
    for (name, text) in try tree.table(key, aliases: aliases) ?? [] {
      guard let id = try? InstrumentId(name) else {
        throw tree.error(key, "'\(name)' is no instrument id; write SYMBOL.VENUE, as BTCUSDT.BINANCE")
      }
      guard let amount = try? WideDecimal(text), amount.isPositive else {
        throw tree.error(key, "'\(text)' for \(name) is not a positive number; write it in quotes")
      }
      result[id] = amount
    }
    return result
  }
}
