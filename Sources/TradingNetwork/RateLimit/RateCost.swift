/// What one request costs.
public struct RateCost: Sendable, Hashable {
  public var weight: Int
  /// How many new orders it makes.
  public var orders: Int

  public init(weight: Int = 1, orders: Int = 0) {
    self.weight = weight
    self.orders = orders
  }

  func amount(of kind: RateLimitKind) -> Int {
    switch kind {
    case .requestWeight: max(0, weight)
    case .rawRequests: 1
    case .orders: max(0, orders)
    }
  }
}
