/// How long an order works.
public enum TimeInForce: String, Hashable, Sendable, Codable, CaseIterable {
  /// Until it is filled or canceled.
  case gtc = "GTC"
  /// What can be filled at once; the rest is canceled.
  case ioc = "IOC"
  /// All at once or nothing.
  case fok = "FOK"
  /// Until its expire time.
  case gtd = "GTD"
}
