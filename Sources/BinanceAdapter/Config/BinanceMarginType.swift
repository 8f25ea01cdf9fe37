/// How a futures position is margined.
public enum BinanceMarginType: String, Hashable, Sendable, Codable, CaseIterable {
  /// By the whole account.
  case crossed = "CROSSED"
  /// By an amount of its own.
  case isolated = "ISOLATED"

  /// Reads `CROSSED`, `cross`, `ISOLATED` in any case.
  public init?(spelling text: String) {
    switch text.lowercased() {
    case "cross", "crossed": self = .crossed
    case "isolated": self = .isolated
    default: return nil
    }
  }
}
