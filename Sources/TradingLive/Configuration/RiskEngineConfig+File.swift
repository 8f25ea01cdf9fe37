import TradingEngine
import TradingModel

extension RiskEngineConfig {
  /// Reads the `risk` part: what is looked at before an order is sent.
  init(tree: ConfigurationTree?) throws(ConfigurationError) {
    self.init()
    guard let tree else { return }
    isBypassed = try tree.bool("bypass") ?? isBypassed
    checksBalance = try tree.bool("checkBalance", aliases: ["checkBalances"]) ?? checksBalance
    maxSubmitRate =
      try tree.rate("maxSubmitRate", aliases: ["maxOrderSubmitRate", "max_order_submit_rate"]) ?? maxSubmitRate
    maxModifyRate =
      try tree.rate("maxModifyRate", aliases: ["maxOrderModifyRate", "max_order_modify_rate"]) ?? maxModifyRate
    maxNotionalPerOrder = try tree.amounts("maxNotionalPerOrder")
    maxPosition = try tree.amounts("maxPosition")
    maxOpenOrders = try tree.integer("maxOpenOrders")
    if let maxOpenOrders, maxOpenOrders < 1 { throw tree.error("maxOpenOrders", "must be at least 1") }
    tradingState = try tree.word("tradingState", as: TradingState.self) ?? tradingState
    try tree.finish()
  }
}

extension ConfigurationTree {
  /// Positive amounts by instrument.
  fileprivate func amounts(_ key: String) throws(ConfigurationError) -> [InstrumentId: WideDecimal] {
    var result: [InstrumentId: WideDecimal] = [:]
    for (text, amount) in try table(key) ?? [] {
      let id = try instrumentId(text, at: key)
      guard let value = try? WideDecimal(amount), value.isPositive else {
        throw error(key, "'\(amount)' is not a positive amount; write it in quotes")
      }
      result[id] = value
    }
    return result
  }

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
