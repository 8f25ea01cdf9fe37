/// How orders depend on one another.
public enum ContingencyType: String, Hashable, Sendable, Codable, CaseIterable {
  case none = "NONE"
  /// One cancels the other.
  case oco = "OCO"
  /// The first triggers the others.
  case oto = "OTO"
  /// The first triggers two others, of which one cancels the other.
  case otoco = "OTOCO"
  /// A fill of one reduces the others.
  case ouo = "OUO"
}
