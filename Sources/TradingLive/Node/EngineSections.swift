import TradingEngine
import TradingModel

// The engines' parts of a configuration file.

extension ExecutionEngineConfig {
  /// Reads the `execution` part: how orders in flight are watched, and when one that the venue does not know is given up.
  init(tree: ConfigurationTree?) throws(ConfigurationError) {
    self.init()
    guard let tree else { return }
    inFlightCheckInterval = try tree.duration("inFlightCheckInterval", unit: .milliseconds) ?? inFlightCheckInterval
    inFlightThreshold = try tree.duration("inFlightThreshold", unit: .milliseconds) ?? inFlightThreshold
    maxQueriesPerCheck = try tree.integer("maxQueriesPerCheck") ?? maxQueriesPerCheck
    notFoundPeriod = try tree.duration("notFoundPeriod", unit: .seconds) ?? notFoundPeriod
    notFoundAnswers = try tree.integer("notFoundAnswers") ?? notFoundAnswers
    tradePatience = try tree.duration("tradePatience", unit: .seconds) ?? tradePatience
    ignoresUnclaimedOrders =
      try tree.bool("ignoreUnclaimedOrders", aliases: ["filter_unclaimed_external_orders"]) ?? ignoresUnclaimedOrders
    completesPositions = try tree.bool("completePositions") ?? completesPositions
    for (key, value) in [("maxQueriesPerCheck", maxQueriesPerCheck), ("notFoundAnswers", notFoundAnswers)]
    where value < 1 {
      throw tree.error(key, "must be at least 1")
    }
    if inFlightCheckInterval == .zero { inFlightCheckInterval = nil }
    try tree.finish()
  }
}

extension RiskEngineConfig {
  /// Reads the `risk` part: what is looked at before an order is sent.
  init(tree: ConfigurationTree?) throws(ConfigurationError) {
    self.init()
    guard let tree else { return }
    isBypassed = try tree.bool("bypass") ?? isBypassed
    checksBalance = try tree.bool("checkBalance") ?? checksBalance
    maxSubmitRate =
      try tree.rate("maxSubmitRate", aliases: ["maxOrderSubmitRate", "max_order_submit_rate"]) ?? maxSubmitRate
    maxModifyRate =
      try tree.rate("maxModifyRate", aliases: ["maxOrderModifyRate", "max_order_modify_rate"]) ?? maxModifyRate
    for (text, amount) in try tree.table("maxNotionalPerOrder", aliases: ["maxNotionalPerOrder"]) ?? [] {
      guard let id = try? InstrumentId(text) else {
        throw tree.error("maxNotionalPerOrder", "'\(text)' is no instrument id; write SYMBOL.VENUE, as BTCUSDT.BINANCE")
      }
      guard let value = try? WideDecimal(amount), value.isPositive else {
        throw tree.error("maxNotionalPerOrder", "'\(amount)' is not a positive amount")
      }
      maxNotionalPerOrder[id] = value
    }
    try tree.finish()
  }
}

extension ConfigurationTree {
  /// A rate: `100/1s`, or NautilusTrader's `100/00:00:01`.
  fileprivate func rate(
    _ key: String, aliases: [String]
  ) throws(ConfigurationError) -> CommandRateLimiter.Limit? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let count = Int(parts[0]), count > 0, let interval = Self.interval(parts[1]),
      interval > .zero
    else { throw error(key, "'\(text)' is not a rate; write 100/1s, or 100/00:00:01") }
    return CommandRateLimiter.Limit(count: count, interval: interval)
  }

  private static func interval(_ text: Substring) -> Duration? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3 else { return DurationUnit.parse(String(text), defaultUnit: .seconds) }
    guard let hours = parts[0], let minutes = parts[1], let seconds = parts[2],
      (0...23).contains(hours), (0...59).contains(minutes), (0...59).contains(seconds)
    else { return nil }
    return .seconds(hours * 3_600 + minutes * 60 + seconds)
  }
}
