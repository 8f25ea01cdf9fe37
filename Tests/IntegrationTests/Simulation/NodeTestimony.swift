import BinanceSandbox
import TradingEngine
import TradingModel

extension Testimony {
  /// What the caches of a node say of a product, without what its events told on the way.
  ///
  /// - Parameter accountId: the product's account; nil in a node that has only one.
  init(cache: Cache, product: TradedProduct, accountId: AccountId? = nil) {
    self.init()
    for order in cache.orders.all() where order.instrumentId == product.instrument {
      orders.append(Self.order(order, product, statuses: [order.status.rawValue]))
    }
    for account in cache.accounts.all where accountId == nil || account.id == accountId {
      for balance in account.balances {
        var told = Balance(asset: balance.currency.code, total: balance.total.amount.description)
        // What futures tie moves with the mark price.
        if !product.exchange.isFutures { told.locked = balance.locked.amount.description }
        balances.append(told)
      }
    }
    positions = Self.positions(of: cache, product)
    if let profit = Self.profit(of: cache, product) { profits = [profit] }
  }

  /// What the positions of all owners have earned, as the node reckons it.
  private static func profit(of cache: Cache, _ product: TradedProduct) -> Profit? {
    let id = product.instrument
    guard product.exchange.isFutures, let price = cache.quote(id)?.bidPrice else { return nil }
    let realized =
      cache.positions.pastRealizedPnls(instrumentId: id) + cache.positions.all(instrumentId: id).map(\.realizedPnl)
    let open = cache.positions.open(instrumentId: id).map { try? $0.unrealizedPnl(at: price) }
    let total = (realized + open).reduce(WideDecimal.zero) { sum, part in
      part.flatMap { try? sum.adding($0.amount) } ?? sum
    }
    return Profit(symbol: product.symbol, total: total.rounded(scale: 8).plain(), price: price.description)
  }

  static func order(_ order: TradingModel.Order, _ product: TradedProduct, statuses: [String]) -> Order {
    var told = Order(clientOrderId: order.clientOrderId.text, symbol: product.symbol, statuses: statuses)
    // Of a spot order that was replaced the ledger's last leg has only its own part.
    if order.venueOrderIds.count < 2 || product.exchange.isFutures { told.filled = order.filledQuantity.description }
    // The venue's own orders share a name.
    if order.strategyId == .external { told.venueOrderId = order.venueOrderId?.text ?? "" }
    return told
  }

  /// What the node has of each side, whoever holds it.
  private static func positions(of cache: Cache, _ product: TradedProduct) -> [Position] {
    guard product.exchange.isFutures else { return [] }
    let open = cache.positions.open(instrumentId: product.instrument)
    return (product.isHedge ? ["LONG", "SHORT"] : ["BOTH"]).map { side in
      let held = open.filter { $0.id.text.hasSuffix("-" + side) }
      let sum = held.reduce(WideDecimal.zero) { (try? $0.adding($1.signedQuantity)) ?? $0 }
      var told = Position(symbol: product.symbol, quantity: sum.trimmed.plain())
      told.side = side
      return told
    }
  }
}
