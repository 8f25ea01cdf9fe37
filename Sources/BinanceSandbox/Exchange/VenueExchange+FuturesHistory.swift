import TradingModel

// What the futures exchanges remember, and for how long.
extension VenueExchange {
  /// Whether queries still tell an order: three days where nothing was filled, ninety days otherwise.
  func isRemembered(_ order: VenueOrder) -> Bool {
    guard product.isFutures, !order.isOpen else { return true }
    let age = clock.now - order.updatedAt
    return age < (order.executed > 0 ? .seconds(90 * 86_400) : .seconds(3 * 86_400))
  }
}
