/// What one request costs.
public struct RateCost: Sendable, Hashable {
  /// What it takes from windows of request weight; a negative weight counts as none.
  public var weight: Int
  /// How many new orders it makes.
  public var orders: Int

  /// Makes a cost; every request counts as one raw request besides.
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
