/// What the risk engine lets through.
public enum TradingState: String, Hashable, Sendable, Codable, CaseIterable {
  case active = "ACTIVE"
  /// Only orders that reduce exposure.
  case reducing = "REDUCING"
  /// No new orders; cancellations always pass.
  case halted = "HALTED"
}
