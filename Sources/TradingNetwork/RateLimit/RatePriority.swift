/// How urgent a request is. The more urgent, the more of the budget it may use.
public enum RatePriority: Int, Sendable, Comparable, CaseIterable {
  /// Takes risk away: cancels.
  case cancel
  /// New and amended orders.
  case order
  /// What the state of the account depends on: queries, snapshots.
  case query
  /// What can wait: history, refreshes.
  case background

  public static func < (left: RatePriority, right: RatePriority) -> Bool { left.rawValue < right.rawValue }
}
