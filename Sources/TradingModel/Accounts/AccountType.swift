/// How an account is funded.
public enum AccountType: String, Hashable, Sendable, Codable, CaseIterable {
  /// Only what is owned can be sold.
  case cash = "CASH"
  /// Positions are held against collateral.
  case margin = "MARGIN"
}
