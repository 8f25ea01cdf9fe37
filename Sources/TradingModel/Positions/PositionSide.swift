/// The direction of a position.
public enum PositionSide: String, Hashable, Sendable, Codable, CaseIterable {
  case flat = "FLAT"
  case long = "LONG"
  case short = "SHORT"
}
