import TradingModel

// Auto-deleveraging: where nobody else takes a liquidated position, its counterparties must.
extension VenueExchange {
  /// Takes over what a liquidation did not sell: the insurance fund while it can pay, then the other side of the market.
  func takeOver(_ order: VenueOrder, mark: Int64, in market: SymbolMarket) {
    guard order.isOpen, order.remaining > 0 else { return }
    let asset = order.rules.marginAsset
    let atPrice = order.rules.exactValue(price: order.price, quantity: order.remaining)
    let atMark = order.rules.exactValue(price: mark, quantity: order.remaining)
    let isGoodForSeller = (order.side == .sell) != order.rules.isInverse
    let cost = Amount(units: (isGoodForSeller ? atPrice - atMark : atMark - atPrice) / 100_000_000)
    guard futures.insurance[asset].total < cost else {
      futures.insurance.credit(-cost, of: asset)
      futures.house.credit(cost, of: asset)
      return close(order, at: order.price, in: market)
    }
    deleverage(order, in: market)
    // Who is left is the market itself.
    close(order, at: order.price, in: market)
  }

  /// Executes what remains of an order at a price, against the market itself and outside the book.
  func close(_ order: VenueOrder, at price: Int64, in market: SymbolMarket) {
    guard order.isOpen, order.remaining > 0 else { return }
    book(
      privateFill(order.remaining, at: price, in: market), of: order, isMaker: false, counter: nil, type: .calculated)
  }

  private func privateFill(_ quantity: Int64, at price: Int64, in market: SymbolMarket) -> Fill {
    market.lastPrivateTradeId += 1
    return Fill(
      market: market, tradeId: market.lastPrivateTradeId, price: price, quantity: quantity,
      value: market.value(price: price, quantity: quantity))
  }

  /// Closes the counterparties' positions against an order, in the order of their profit and leverage.
  private func deleverage(_ order: VenueOrder, in market: SymbolMarket) {
    for entry in deleveragingQueue(market, side: order.side.opposite) where order.remaining > 0 {
      guard entry.account !== order.account else { continue }
      let quantity = min(order.remaining, abs(entry.position.quantity))
      deleverage(
        entry.position, of: entry.account, against: order, quantity: quantity, price: order.price, in: market)
    }
  }

  /// Closes (part of) one position by `adl_autoclose`; the other side is an order of the venue, or the market itself.
  func deleverage(
    _ position: FuturesPosition, of account: SandboxAccount, against order: VenueOrder?, quantity: Int64,
    price: Int64, in market: SymbolMarket
  ) {
    let own = forceClose(
      position, of: account, in: market, by: .deleveraging, quantity: quantity, price: price, takes: false)
    let fill = privateFill(own.remaining, at: price, in: market)
    if let order { book(fill, of: order, isMaker: false, counter: own, type: .calculated) }
    book(fill, of: own, isMaker: false, counter: order, type: .calculated)
  }

  /// Who is closed first: positions that an order of `side` closes, by profit over cost times leverage.
  private func deleveragingQueue(
    _ market: SymbolMarket, side: OrderSide
  ) -> [(account: SandboxAccount, position: FuturesPosition, score: Int128)] {
    let mark = futures.markPrice(market.symbol)
    var queue: [(account: SandboxAccount, position: FuturesPosition, score: Int128)] = []
    for account in accounts.accounts {
      let leverage = Int128(futures.state(account).leverage(market.symbol))
      for position in futures.state(account).positions(of: market.symbol)
      where side == .buy ? position.quantity < 0 : position.quantity > 0 {
        let profit = position.unrealized(mark: mark).units &* 1_000_000
        let score = profit / max(1, position.cost / 100_000_000) &* leverage
        queue.append((account, position, score))
      }
    }
    return queue.sorted { ($0.score, -$0.account.id) > ($1.score, -$1.account.id) }
  }

  func adlQuantile(of account: SandboxAccount, at position: PositionSnapshot) -> Int {
    adlQuantile(of: account, symbol: position.rules.symbol, side: position.side)
  }

  /// How soon a position would be closed so, from 0 (last) to 4 (first).
  func adlQuantile(of account: SandboxAccount, symbol: String, side: PositionSide) -> Int {
    guard let market = market(symbol) else { return 0 }
    let own = futures.position(account, market.rules, side)
    guard own.isOpen else { return 0 }
    let queue = deleveragingQueue(market, side: own.quantity > 0 ? .sell : .buy)
    guard let place = queue.firstIndex(where: { $0.position === own }), !queue.isEmpty else { return 0 }
    return 4 - place * 5 / max(queue.count, 1)
  }
}
