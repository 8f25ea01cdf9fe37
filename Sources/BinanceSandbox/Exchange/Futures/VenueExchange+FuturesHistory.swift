import TradingModel

// What the futures exchanges remember, and for how long.
extension VenueExchange {
  /// Whether queries still tell an order: three days where nothing was filled, ninety days otherwise.
  func isRemembered(_ order: VenueOrder) -> Bool {
    guard product.isFutures, !order.isOpen else { return true }
    let age = clock.now - order.updatedAt
    return age < (order.executed > 0 ? .seconds(90 * 86_400) : .seconds(3 * 86_400))
  }

  /// How much is held: the market's own participants among themselves, and the users against them or each other.
  func openInterest(_ market: SymbolMarket) -> Int64 {
    var (long, short): (Int64, Int64) = (0, 0)
    for account in accounts.accounts {
      for position in futures.state(account).positions(of: market.symbol) {
        if position.quantity > 0 { long += position.quantity } else { short -= position.quantity }
      }
    }
    return market.ownInterest + max(long, short)
  }

  /// How much was held at a time.
  func openInterest(_ market: SymbolMarket, at time: Int64) -> Int64 {
    let next = market.interests.partitioningIndex { $0.time > time }
    return next > 0 ? market.interests[next - 1].quantity : market.ownInterest
  }
}

extension SymbolMarket {
  /// What the market's own participants hold against each other.
  var ownInterest: Int64 {
    rules.filters.marketMaxQuantity / max(1, rules.filters.stepSize) * rules.filters.stepSize * 50
  }

  func noteInterest(_ quantity: Int64, at time: UnixNanos) {
    let slot = time.milliseconds / 300_000 * 300_000
    if let last = interests.last, last.time == slot { return }
    interests.append((slot, quantity))
    if interests.count > 10_000 { interests.removeFirst(2_000) }
  }
}
