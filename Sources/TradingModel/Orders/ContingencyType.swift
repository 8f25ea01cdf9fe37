/// How orders depend on one another.
public enum ContingencyType: String, Hashable, Sendable, Codable, CaseIterable {
  case none = "NONE"
  /// One cancels the other.
  case oco = "OCO"
  /// The first triggers the others.
  case oto = "OTO"
  /// The first triggers two others, of which one cancels the other.
  case otoco = "OTOCO"
  /// The first pays for the other, whose quantity is what the first one brings.
  case opo = "OPO"
  /// The first pays for two others, of which one cancels the other.
  case opoco = "OPOCO"
  /// A fill of one reduces the others.
  case ouo = "OUO"
}

extension ContingencyType {
  /// Whether the first order of such a list brings the others to life.
  public var hasParent: Bool {
    switch self {
    case .oto, .otoco, .opo, .opoco: true
    case .none, .oco, .ouo: false
    }
  }

  /// Whether two orders of such a list are alternatives of which one cancels the other.
  public var hasAlternatives: Bool {
    switch self {
    case .oco, .otoco, .opoco: true
    case .none, .oto, .opo, .ouo: false
    }
  }
}
