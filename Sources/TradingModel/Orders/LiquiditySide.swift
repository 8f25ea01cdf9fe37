/// Whether a fill made or took liquidity.
public enum LiquiditySide: String, Hashable, Sendable, Codable, CaseIterable {
  /// Not told by the venue.
  case none = "NONE"
  case maker = "MAKER"
  case taker = "TAKER"
}
