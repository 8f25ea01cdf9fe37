import TradingModel

/// The topics of strategies' events as they were asked for last, so that not every event has to put its topic together.
struct StrategyTopics {
  private var strategy: StrategyId?
  private var orders = ""
  private var positions = ""

  mutating func orders(of strategy: StrategyId) -> String {
    look(for: strategy)
    return orders
  }

  mutating func positions(of strategy: StrategyId) -> String {
    look(for: strategy)
    return positions
  }

  private mutating func look(for strategy: StrategyId) {
    guard self.strategy != strategy else { return }
    self.strategy = strategy
    orders = EventTopic.orders(of: strategy)
    positions = EventTopic.positions(of: strategy)
  }
}
