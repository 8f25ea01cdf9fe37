/// How fills become positions.
public enum OmsType: String, Hashable, Sendable, Codable, CaseIterable {
  case unspecified = "UNSPECIFIED"
  /// One position for an instrument.
  case netting = "NETTING"
  /// Several positions side by side.
  case hedging = "HEDGING"
}
