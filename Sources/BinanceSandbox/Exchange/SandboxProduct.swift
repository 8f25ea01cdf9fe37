/// One of the venue's exchanges.
public enum SandboxProduct: String, CaseIterable, Hashable, Sendable {
  case spot
  case usdm
  case coinm

  /// What differs between the products and is data.
  public var profile: ProductProfile {
    switch self {
    case .spot: .spot
    case .usdm: .usdm
    case .coinm: .coinm
    }
  }

  /// Whether it trades contracts with positions.
  public var isFutures: Bool { self != .spot }
}
