public import TradingModel

/// The topics of order, position and account events.
public enum EventTopic {
  /// The events of a strategy's orders, as ``OrderEvent``.
  public static func orders(of strategy: StrategyId) -> String { "events.order.\(strategy)" }
  /// The events of a strategy's positions, as ``PositionEvent``.
  public static func positions(of strategy: StrategyId) -> String { "events.position.\(strategy)" }
  /// The states of an account, as ``AccountState``.
  public static func account(_ account: AccountId) -> String { "events.account.\(account)" }
  /// The events of all orders.
  public static let allOrders = "events.order.*"
  /// The events of all positions.
  public static let allPositions = "events.position.*"
  /// The states of all accounts.
  public static let allAccounts = "events.account.*"
}

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
