/// Who took liquidity in a trade.
@frozen
public enum AggressorSide: UInt8, Hashable, Sendable {
  case none
  case buyer
  case seller

  /// `BUYER`, `SELLER` or `NO_AGGRESSOR`.
  public var name: String {
    switch self {
    case .none: "NO_AGGRESSOR"
    case .buyer: "BUYER"
    case .seller: "SELLER"
    }
  }
}
