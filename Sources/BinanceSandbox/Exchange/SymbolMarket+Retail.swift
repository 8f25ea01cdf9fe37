import TradingModel

// Orders that improve the price for retail takers (`RPI`).
extension SymbolMarket {
  /// Takes an order that the public does not see; a changed one goes to the end.
  func restRetail(_ order: VenueOrder) {
    retailOrders.removeAll { $0 === order }
    retailOrders.append(order)
  }

  /// What a taker of the market itself meets at `price` or better, before the book.
  func bestRetailOrder(for taker: OrderSide, within price: Int64) -> VenueOrder? {
    retailOrders.removeAll { !$0.isOpen || $0.remaining == 0 }
    let fitting = retailOrders.filter {
      $0.side == taker.opposite && (taker == .buy ? $0.price <= price : $0.price >= price)
    }
    return taker == .buy
      ? fitting.min { $0.price < $1.price } : fitting.max { $0.price < $1.price }
  }

  /// The book with those orders in it: `rpiDepth`.
  func retailDepth(limit: Int) -> DepthSnapshot {
    var snapshot = depth(limit: limit)
    for order in retailOrders where order.isOpen && order.remaining > 0 {
      if order.side == .buy {
        Self.add(order, to: &snapshot.bids) { $0 > $1 }
      } else {
        Self.add(order, to: &snapshot.asks) { $0 < $1 }
      }
    }
    snapshot.bids = Array(snapshot.bids.prefix(limit))
    snapshot.asks = Array(snapshot.asks.prefix(limit))
    return snapshot
  }

  private static func add(_ order: VenueOrder, to levels: inout [BookLevel], _ isBetter: (Int64, Int64) -> Bool) {
    if let index = levels.firstIndex(where: { $0.price == order.price }) {
      levels[index].quantity += order.remaining
    } else {
      let index = levels.firstIndex { isBetter(order.price, $0.price) } ?? levels.count
      levels.insert(BookLevel(price: order.price, quantity: order.remaining), at: index)
    }
  }
}
