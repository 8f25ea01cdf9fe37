import TradingModel

// Funding, liquidation and delivery: what the venue does to positions.
extension VenueExchange {
  /// Funding time: longs pay shorts where the rate is positive.
  func exchangeFunding(_ market: SymbolMarket) {
    let rate = market.mark.fundingRate
    guard rate != 0 else { return }
    for account in accounts.accounts {
      let positions = futures.state(account).positions(of: market.symbol).filter(\.isOpen)
      guard !positions.isEmpty else { continue }
      var total = Amount.zero
      for position in positions {
        let fee = position.notional(mark: market.mark.mark).scaled(byRate: rate)
        total += position.quantity > 0 ? -fee : fee
        if futures.state(account).isIsolated(market.symbol) { touch(account, position) }
      }
      let asset = market.rules.marginAsset
      account.wallet(product).credit(total, of: asset)
      futures.book(account, market.symbol, "FUNDING_FEE", total, asset)
      touch(account, asset)
      tellBalances(reason: "FUNDING_FEE", fundingSymbol: market.symbol)
    }
  }

  /// Liquidates what the mark price of this market made unsafe.
  func liquidate(in market: SymbolMarket) {
    for account in accounts.accounts {
      let state = futures.state(account)
      let positions = state.positions(of: market.symbol).filter(\.isOpen)
      guard !positions.isEmpty else { continue }
      if state.isIsolated(market.symbol) {
        for position in positions {
          let margin = position.isolatedWallet + position.unrealized(mark: market.mark.mark)
          if margin < futures.maintenanceMargin(position, mark: market.mark.mark) {
            liquidate([position], of: account)
          }
        }
      } else {
        let summary = futures.summary(account, asset: market.rules.marginAsset)
        let margin = summary.crossWallet + summary.crossUnrealized
        if margin < summary.maintenanceMargin {
          let all = state.positions.filter {
            $0.isOpen && $0.rules.marginAsset == market.rules.marginAsset && !state.isIsolated($0.rules.symbol)
          }
          liquidate(all, of: account)
        }
      }
    }
  }

  /// Cancels the orders of unsafe positions and closes them at market; the insurance fund takes what is left of a loss.
  private func liquidate(_ positions: [FuturesPosition], of account: SandboxAccount) {
    listener?.venue(self, marginCall: account, positions: positions.map { futures.snapshot(account, $0) })
    for position in positions {
      guard let market = market(position.rules.symbol) else { continue }
      for order in orders.openOrders(account: account, symbol: market.symbol) {
        if order.isWorking { market.book.remove(order) }
        expire(order, .exchangeCanceled)
      }
      close(position, of: account, in: market, clientId: "autoclose-\(clock.now.milliseconds)\(lastOrderId % 1000)")
    }
    let asset = positions.first?.rules.marginAsset ?? ""
    let rest = account.wallet(product)[asset].total
    if rest.isNegative {
      account.wallet(product).credit(-rest, of: asset)
      futures.insurance.credit(rest, of: asset)
      futures.book(account, "", "INSURANCE_CLEAR", -rest, asset)
      touch(account, asset)
      tellBalances(reason: "INSURANCE_CLEAR")
    }
  }

  /// Closes a position at market; what the book cannot take is taken over at the mark price (auto-deleveraging in essence).
  private func close(_ position: FuturesPosition, of account: SandboxAccount, in market: SymbolMarket, clientId: String)
  {
    let side: OrderSide = position.quantity > 0 ? .sell : .buy
    var draft = OrderDraft(market: market, side: side, type: .liquidation, clientOrderId: clientId)
    draft.quantity = abs(position.quantity)
    draft.positionSide = position.side
    draft.selfTradePrevention = .none
    draft.timeInForce = .ioc
    let order = makeOrder(draft, for: account)
    orders.insert(order)
    order.workingAt = clock.now
    record(order, "liquidation")
    listener?.venue(self, executed: executionReport(order, .new))
    take(order, in: market, limit: nil)
    if order.isOpen, order.remaining > 0 { settle(order, at: market.mark.mark, in: market) }
    listener?.venue(self, liquidated: order, in: market)
    settleMarket(market)
  }

  /// Executes what remains of an order at a price, against the venue itself.
  private func settle(_ order: VenueOrder, at price: Int64, in market: SymbolMarket) {
    market.lastPrivateTradeId += 1
    let quantity = order.remaining
    let fill = Fill(
      market: market, tradeId: market.lastPrivateTradeId, price: price, quantity: quantity,
      value: market.value(price: price, quantity: quantity))
    book(fill, of: order, isMaker: false, counter: nil)
  }

  /// A dated contract whose time has come is settled at the index price and delivered.
  func deliver(_ market: SymbolMarket) {
    guard market.rules.contractType != "PERPETUAL", market.rules.status == .trading,
      market.rules.deliveryDate.milliseconds > 0, clock.now >= market.rules.deliveryDate
    else { return }
    setStatus(.delivering, symbol: market.symbol)
    let price = market.mark.index
    for order in orders.openOrders(symbol: market.symbol) {
      if order.isWorking { market.book.remove(order) }
      expire(order, .exchangeCanceled)
    }
    for account in accounts.accounts {
      for position in futures.state(account).positions(of: market.symbol) where position.isOpen {
        let side: OrderSide = position.quantity > 0 ? .sell : .buy
        var draft = OrderDraft(
          market: market, side: side, type: .liquidation,
          clientOrderId: "settlement_autoclose-\(clock.now.milliseconds)\(account.id)")
        draft.quantity = abs(position.quantity)
        draft.positionSide = position.side
        let order = makeOrder(draft, for: account)
        orders.insert(order)
        order.workingAt = clock.now
        record(order, "delivery")
        settle(order, at: price, in: market)
      }
    }
    settleMarket(market)
    setStatus(.delivered, symbol: market.symbol)
  }
}
