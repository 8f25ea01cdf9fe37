import TradingEngine

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
    completesPositions = try tree.bool("completePositions", aliases: ["generate_missing_orders"]) ?? completesPositions
    for (key, value) in [("maxQueriesPerCheck", maxQueriesPerCheck), ("notFoundAnswers", notFoundAnswers)]
    where value < 1 {
      throw tree.error(key, "must be at least 1")
    }
    if inFlightCheckInterval == .zero { inFlightCheckInterval = nil }
    try tree.finish()
  }
}
