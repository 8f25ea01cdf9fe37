import TradingEngine
import TradingModel

/// Reads the built-in strategies of a configuration file.
enum StrategyFile {
  /// A strategy that a file describes: what it trades, and what makes it.
  struct Plan: Sendable {
    let instruments: [InstrumentId]
    let trades: [TradingNodeConfig.StrategyTrade]
    let make: @Sendable () throws -> Strategy
  }

  /// Reads an element of `strategies`.
  static func read(_ tree: ConfigurationTree) throws -> Plan {
    let type = try tree.require("type", tree.string("type"))
    let tag = try tree.string("orderIdTag")
    let plan: Plan
    switch type {
    case "EmaCross": plan = try emaCross(tree, tag)
    case "SimpleMarketMaker", "MarketMaker": plan = try marketMaker(tree, tag)
    case "BasisTrade": plan = try basisTrade(tree, tag)
    default:
      throw tree.error(
        "type", "'\(type)' is no built-in strategy; there are EmaCross, SimpleMarketMaker and BasisTrade")
    }
    try tree.finish()
    return plan
  }

  private static func emaCross(_ tree: ConfigurationTree, _ tag: String?) throws -> Plan {
    var config = EmaCrossConfig(instrument: try instrument(tree), tradeSize: try quantity("tradeSize", tree))
    if let fast = try tree.integer("fast") { config.fast = fast }
    if let slow = try tree.integer("slow") { config.slow = slow }
    if let text = try tree.string("bars", aliases: ["barType", "bar_type"]) { config.bars = try barType(text, tree) }
    if let closes = try tree.bool("closesOnStop") { config.closesOnStop = closes }
    guard config.fast > 0, config.slow > config.fast else {
      throw tree.error("slow", "needs to be more than fast, and fast more than 0")
    }
    config.client = try tree.string("client").map { ClientId($0) }
    config.strategy.orderIdTag = tag
    let trade = TradingNodeConfig.StrategyTrade(config.instrument, client: config.client)
    return Plan(instruments: [config.instrument, config.bars.instrumentId], trades: [trade]) { [config] in
      EmaCross(config)
    }
  }

  private static func marketMaker(_ tree: ConfigurationTree, _ tag: String?) throws -> Plan {
    var config = SimpleMarketMakerConfig(
      instrument: try instrument(tree), tradeSize: try quantity("tradeSize", tree),
      maxPosition: try quantity("maxPosition", tree))
    if let ticks = try tree.integer("halfSpreadTicks") { config.halfSpread = .ticks(ticks) }
    if let points = try tree.string("halfSpreadBasisPoints") {
      guard let value = try? WideDecimal(points), value.isPositive else {
        throw tree.error("halfSpreadBasisPoints", "'\(points)' is not a positive number")
      }
      config.halfSpread = .basisPoints(value)
    }
    if let interval = try tree.duration("requoteInterval", unit: .milliseconds) { config.requoteInterval = interval }
    if let closes = try tree.bool("closesOnStop") { config.closesOnStop = closes }
    config.client = try tree.string("client").map { ClientId($0) }
    config.strategy.orderIdTag = tag
    let trade = TradingNodeConfig.StrategyTrade(config.instrument, client: config.client)
    return Plan(instruments: [config.instrument], trades: [trade]) { [config] in SimpleMarketMaker(config) }
  }

  private static func basisTrade(_ tree: ConfigurationTree, _ tag: String?) throws -> Plan {
    var config = BasisTradeConfig(
      spot: try instrument(tree, "spot"), contract: try instrument(tree, "contract"),
      tradeSize: try quantity("tradeSize", tree))
    if let points = try tree.decimal("entryBasisPoints") { config.entryBasisPoints = points }
    if let points = try tree.decimal("exitBasisPoints") { config.exitBasisPoints = points }
    if let pause = try tree.duration("pause", unit: .seconds) { config.pause = pause }
    if let closes = try tree.bool("closesOnStop") { config.closesOnStop = closes }
    guard config.spot != config.contract else {
      throw tree.error("contract", "is the spot pair itself; name a contract, as BTCUSDT-PERP.BINANCE")
    }
    guard config.exitBasisPoints < config.entryBasisPoints else {
      throw tree.error("exitBasisPoints", "needs to be less than entryBasisPoints")
    }
    config.spotClient = try tree.string("spotClient").map { ClientId($0) }
    config.contractClient = try tree.string("contractClient").map { ClientId($0) }
    config.strategy.orderIdTag = tag
    let trades = [
      TradingNodeConfig.StrategyTrade(config.spot, client: config.spotClient, key: "spotClient"),
      TradingNodeConfig.StrategyTrade(config.contract, client: config.contractClient, key: "contractClient"),
    ]
    return Plan(instruments: [config.spot, config.contract], trades: trades) { [config] in BasisTrade(config) }
  }

  private static func instrument(_ tree: ConfigurationTree, _ key: String = "instrument") throws -> InstrumentId {
    try tree.instrumentId(tree.require(key, tree.string(key)), at: key)
  }

  private static func quantity(_ key: String, _ tree: ConfigurationTree) throws -> Quantity {
    let text = try tree.require(key, tree.string(key))
    guard let value = try? Quantity(text), value.isPositive else {
      throw tree.error(key, "'\(text)' is not a positive quantity; write it in quotes, as \"0.01\"")
    }
    return value
  }

  private static func barType(_ text: String, _ tree: ConfigurationTree) throws -> BarType {
    guard let type = try? BarType(text) else {
      throw tree.error("bars", "'\(text)' is no bar type; write it as BTCUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL")
    }
    return type
  }
}
