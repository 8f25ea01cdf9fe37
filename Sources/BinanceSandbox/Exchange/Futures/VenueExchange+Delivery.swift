import TradingModel

// Dated contracts from listing to delivery, and symbols that the venue takes off.
extension VenueExchange {
  /// How long before delivery positions may only be closed.
  private static let closingTime: Duration = .seconds(600)

  /// Brings a dated contract on its way: closing only, delivered, and its successor listed.
  func deliver(_ market: SymbolMarket) {
    guard market.rules.contractType != "PERPETUAL", market.rules.deliveryDate.milliseconds > 0 else { return }
    let rest = market.rules.deliveryDate - clock.now
    if market.rules.status == .trading, rest <= Self.closingTime, rest > .zero {
      setStatus(.preDelivering, symbol: market.symbol)
    }
    guard rest <= .zero, market.rules.status == .trading || market.rules.status == .preDelivering else { return }
    setStatus(.delivering, symbol: market.symbol)
    closeAll(market, by: .delivery, at: market.mark.estimatedSettle)
    setStatus(.delivered, symbol: market.symbol)
    deliveries.append(
      DeliveryRecord(
        pair: market.rules.pair, time: market.rules.deliveryDate.milliseconds, price: market.mark.estimatedSettle,
        decimals: market.rules.priceDecimals))
    listSuccessor(of: market)
  }

  private func listSuccessor(of market: SymbolMarket) {
    let candidates = DefaultSymbols.rules(product, at: clock.now)
    guard
      let rules = candidates.first(where: {
        $0.pair == market.rules.pair && $0.contractType == market.rules.contractType && self.market($0.symbol) == nil
      })
    else { return }
    let successor = list(rules)
    successor.lastPrice = market.mark.index
    successor.rules.initialPrice = market.mark.index
    onListed?(successor)
    listener?.venue(self, rulesChangedIn: successor)
  }

  /// Takes a symbol off: orders end, positions are settled, nothing trades any more.
  func delist(_ market: SymbolMarket, at price: Int64? = nil) {
    setStatus(.preSettle, symbol: market.symbol)
    setStatus(.settling, symbol: market.symbol)
    closeAll(market, by: .settlement, at: price ?? futures.markPrice(market.symbol))
    setStatus(.close, symbol: market.symbol)
  }

  /// Ends all orders and closes all positions of a symbol at one price.
  private func closeAll(_ market: SymbolMarket, by cause: ForcedClose, at price: Int64) {
    for order in orders.openOrders(symbol: market.symbol) {
      if order.isWorking { market.book.remove(order) }
      expire(order, .delisted)
    }
    expireAlgoOrders { $0.rules.symbol == market.symbol }
    for account in accounts.accounts {
      for position in futures.state(account).positions(of: market.symbol) where position.isOpen {
        settle(position, of: account, in: market, by: cause, quantity: abs(position.quantity), price: price)
      }
    }
    settleMarket(market)
  }

  /// Closes (part of) a position at a price that the venue sets.
  func settle(
    _ position: FuturesPosition, of account: SandboxAccount, in market: SymbolMarket, by cause: ForcedClose,
    quantity: Int64, price: Int64
  ) {
    let order = forceClose(
      position, of: account, in: market, by: cause, quantity: quantity, price: price, takes: false)
    close(order, at: price, in: market)
  }
}
