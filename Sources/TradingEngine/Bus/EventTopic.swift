public import TradingModel

/// The topics of order, position and account events.
public enum EventTopic {
  /// The events of a strategy's orders, as `OrderEvent`.
  public static func orders(of strategy: StrategyId) -> String { "events.order.\(strategy)" }
  /// The events of a strategy's positions, as `PositionEvent`.
  public static func positions(of strategy: StrategyId) -> String { "events.position.\(strategy)" }
  /// The states of an account, as `AccountState`.
  public static func account(_ account: AccountId) -> String { "events.account.\(account)" }
  /// The events of all orders.
  public static let allOrders = "events.order.*"
  /// The events of all positions.
  public static let allPositions = "events.position.*"
  /// The states of all accounts.
  public static let allAccounts = "events.account.*"
}
