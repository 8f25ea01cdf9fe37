/// Who took liquidity in a trade.
@frozen
public enum AggressorSide: UInt8, Hashable, Sendable {
  /// Not told.
  case none
  /// A buy order met a resting sell order.
  case buyer
  /// A sell order met a resting buy order.
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
