/// Whose budget a request weighs on.
public enum BinanceWeightScope: Hashable, Sendable {
  /// The address's.
  case address
  /// The account's (`/sapi` endpoints that say UID).
  case account
}
