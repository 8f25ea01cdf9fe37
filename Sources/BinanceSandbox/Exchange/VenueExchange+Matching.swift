import TradingModel

// Matching: takers, fills, and what they set off.
extension VenueExchange {
  /// Lets a taker trade with what rests opposite, up to its limit.
  func take(_ order: VenueOrder, in market: SymbolMarket, limit: Int64?) {
    let bounds = priceBounds(order.side, in: market)
    while order.isOpen, order.remaining > 0, let front = market.book.front(for: order.side) {
      if let limit, order.side == .buy ? front.price > limit : front.price < limit { break }
      if let bounds, !bounds.contains(front.price) { return expire(order, .priceRangeExceeded) }
      takeOnce(order, front, in: market)
    }
  }

  /// One step of a taker: a trade, or what self-trade prevention makes of it.
  func takeOnce(_ order: VenueOrder, _ front: RestingFront, in market: SymbolMarket) {
    if let maker = front.order, preventsSelfTrade(order, maker) {
      return preventSelfTrade(taker: order, maker: maker, price: front.price, in: market)
    }
    let quantity = min(order.remaining, front.quantity)
    execute(taker: order, side: order.side, maker: front.order, price: front.price, quantity: quantity, in: market)
  }

  /// Lets an order of the market itself trade; what is left is returned.
  func takeForMarket(side: OrderSide, quantity: Int64, limit: Int64?, in market: SymbolMarket) -> Int64 {
    var rest = quantity
    while rest > 0, let front = market.book.front(for: side) {
      if let limit, side == .buy ? front.price > limit : front.price < limit { break }
      if let order = market.bestRetailOrder(for: side, within: front.price) {
        let taken = min(rest, order.remaining)
        executeRetail(order, side: side, quantity: taken, in: market)
        rest -= taken
        continue
      }
      let taken = min(rest, front.quantity)
      execute(taker: nil, side: side, maker: front.order, price: front.price, quantity: taken, in: market)
      rest -= taken
    }
    return rest
  }

  /// One trade: the book gives, both sides are booked, the public hears.
  private func execute(
    taker: VenueOrder?, side: OrderSide, maker: VenueOrder?, price: Int64, quantity: Int64, in market: SymbolMarket
  ) {
    market.book.consumeFront(for: side, quantity: quantity)
    let tradeId = printTrade(price: price, quantity: quantity, buyerIsMaker: side == .sell, in: market)
    let fill = Fill(
      market: market, tradeId: tradeId, price: price, quantity: quantity,
      value: market.value(price: price, quantity: quantity))
    if let maker { book(fill, of: maker, isMaker: true, counter: taker) }
    if let taker { book(fill, of: taker, isMaker: false, counter: maker) }
  }

  /// One trade of the market itself with an order that only it may trade with.
  private func executeRetail(_ order: VenueOrder, side: OrderSide, quantity: Int64, in market: SymbolMarket) {
    let tradeId = printTrade(
      price: order.price, quantity: quantity, buyerIsMaker: side == .sell, in: market, isRetail: true)
    let fill = Fill(
      market: market, tradeId: tradeId, price: order.price, quantity: quantity,
      value: market.value(price: order.price, quantity: quantity))
    book(fill, of: order, isMaker: true, counter: nil)
  }

  /// Puts a trade on the tape of a market that is made here. In a recorded market users' trades stay private.
  private func printTrade(
    price: Int64, quantity: Int64, buyerIsMaker: Bool, in market: SymbolMarket, isRetail: Bool = false
  ) -> Int64 {
    if market.isRecorded {
      market.lastPrivateTradeId += 1
      return market.lastPrivateTradeId
    }
    market.lastTradeId += 1
    let trade = MarketTrade(
      id: market.lastTradeId, price: price, quantity: quantity, buyerIsMaker: buyerIsMaker, time: clock.now,
      eventTime: clock.now, isRetail: isRetail)
    publish(trade, in: market)
    return trade.id
  }

  /// Records and tells a public trade, and the aggregate that it belongs to.
  func publish(_ trade: MarketTrade, in market: SymbolMarket) {
    rollKlines(market, to: trade.time)
    market.lastPrice = trade.price
    if product.isFutures { noteTrade(at: trade.price, in: market) }
    market.history.append(trade)
    market.history.count(trade, quote: market.value(price: trade.price, quantity: trade.quantity))
    listener?.venue(self, traded: trade, in: market)
    if var pending = market.pendingAggregate {
      if market.aggregates(trade, into: pending) {
        pending.quantity &+= trade.quantity
        if trade.isRetail { pending.retailQuantity &+= trade.quantity }
        pending.lastTradeId = trade.id
        pending.eventTime = trade.eventTime
        market.pendingAggregate = pending
        return
      }
      publishAggregate(in: market)
    }
    market.lastAggregateId += 1
    let aggregate = AggregateTrade(
      id: market.lastAggregateId, price: trade.price, quantity: trade.quantity,
      retailQuantity: trade.isRetail ? trade.quantity : 0, firstTradeId: trade.id, lastTradeId: trade.id,
      time: trade.time, buyerIsMaker: trade.buyerIsMaker, eventTime: trade.eventTime)
    market.pendingAggregate = aggregate
    let window = product.profile.aggregationWindow
    guard window > 0, !market.isRecorded else { return }
    clock.schedule(after: .milliseconds(window)) { [weak self] in
      guard let self, market.pendingAggregate?.id == aggregate.id else { return }
      self.publishAggregate(in: market)
    }
  }

  /// A user's resting order trades with a recording, at its own price.
  func fillResting(_ order: VenueOrder, quantity: Int64, in market: SymbolMarket, at price: Int64? = nil) {
    let price = price ?? order.peggedPrice ?? order.price
    let tradeId = printTrade(price: price, quantity: quantity, buyerIsMaker: order.side == .buy, in: market)
    let fill = Fill(
      market: market, tradeId: tradeId, price: price, quantity: quantity,
      value: market.value(price: price, quantity: quantity))
    book(fill, of: order, isMaker: true, counter: nil)
  }

  /// The market fills an order because a fault says so: a waiting one is triggered first.
  func fillByFault(_ order: VenueOrder, quantity: Int64?, price: Int64?) {
    guard order.isOpen, order.status != .pendingNew, let market = market(order.rules.symbol) else { return }
    if order.isWaiting {
      trigger(order, in: market)
      return settleMarket(market)
    }
    let amount = min(quantity ?? order.remaining, order.remaining)
    guard amount > 0, order.isWorking else { return }
    if amount == order.remaining {
      market.book.remove(order)
    } else {
      market.book.reduce(order, to: order.remaining - amount)
    }
    fillResting(order, quantity: amount, in: market, at: price)
    settleMarket(market)
  }

  /// Tells the aggregate that is complete.
  func publishAggregate(in market: SymbolMarket) {
    guard let aggregate = market.pendingAggregate else { return }
    market.pendingAggregate = nil
    market.history.append(aggregate)
    listener?.venue(self, aggregated: aggregate, in: market)
  }

  /// Books one side of a trade on a user's order and tells the user.
  ///
  /// - Parameter type: `calculated` where the venue itself closes a position outside the book.
  func book(
    _ fill: Fill, of order: VenueOrder, isMaker: Bool, counter: VenueOrder?, type: ExecutionType = .trade
  ) {
    order.executed += fill.quantity
    order.cumulativeQuote += fill.value
    if product.isFutures { order.exactValue &+= order.rules.exactValue(price: fill.price, quantity: fill.quantity) }
    order.updatedAt = clock.now
    order.status = order.remaining == 0 ? .filled : .partiallyFilled
    if order.remaining == 0, order.preventedQuantity > 0 { order.status = .expiredInMatch }
    listWillFill(order)
    let result = settlement.fill(order, fill: fill, isMaker: isMaker, counter: counter)
    order.realizedProfit += result.realizedProfit
    let trade = AccountTrade(
      id: fill.tradeId, orderId: order.id, orderListId: order.orderListId, symbol: order.rules.symbol,
      side: order.side, price: fill.price, quantity: fill.quantity, quoteQuantity: fill.value,
      commission: result.commission, commissionAsset: result.commissionAsset, isMaker: isMaker, time: clock.now,
      realizedProfit: result.realizedProfit, allocationId: fill.allocationId, positionSide: order.positionSide)
    orders.append(trade, for: order.account)
    record(trade, of: order, counter: counter)
    var report = executionReport(order, type)
    report.lastQuantity = fill.quantity
    report.lastPrice = fill.price
    report.lastQuote = fill.value
    report.commission = result.commission
    report.commissionAsset = result.commissionAsset
    report.tradeId = fill.tradeId
    report.allocationId = fill.allocationId
    report.isMaker = isMaker
    report.realizedProfit = result.realizedProfit
    // Spot tells the execution before the balances, futures the account before the execution.
    if product.isFutures {
      if type == .trade { listener?.venue(self, tradeOf: report) }
      tellBalances()
    }
    listener?.venue(self, executed: report)
    tellBalances()
    if !order.isOpen { finish(order) }
    listDidFill(order)
    if product.isFutures {
      enforceReduceOnly(order.account, symbol: order.rules.symbol, except: order)
      endWithPosition(order)
    }
  }

  // MARK: Self-trade prevention

  private func preventsSelfTrade(_ taker: VenueOrder, _ maker: VenueOrder) -> Bool {
    guard taker.selfTradePrevention != .none else { return false }
    if taker.account === maker.account { return true }
    return taker.account.tradeGroupId >= 0 && taker.account.tradeGroupId == maker.account.tradeGroupId
  }

  private func preventSelfTrade(taker: VenueOrder, maker: VenueOrder, price: Int64, in market: SymbolMarket) {
    var mode = taker.selfTradePrevention
    if mode == .transfer, maker.selfTradePrevention != .transfer { mode = .decrement }
    lastPreventedMatchId += 1
    let prevented = min(taker.remaining, maker.remaining)
    let isPartial = mode == .decrement || mode == .transfer
    let takerPart = isPartial ? prevented : (mode == .expireMaker ? 0 : taker.remaining)
    let makerPart = isPartial ? prevented : (mode == .expireTaker ? 0 : maker.remaining)
    if mode == .transfer, taker.account !== maker.account {
      spot.transfer(prevented, value: market.value(price: price, quantity: prevented), taker, maker)
    }
    preventedMatches.append(
      PreventedMatch(
        id: lastPreventedMatchId, symbol: market.symbol, takerOrder: taker, makerOrder: maker, mode: mode,
        price: price, takerPrevented: takerPart, makerPrevented: makerPart, time: clock.now))
    if makerPart > 0 {
      if makerPart == maker.remaining {
        market.book.remove(maker)
      } else {
        market.book.reduce(maker, to: maker.remaining - makerPart)
      }
      prevent(makerPart, of: maker, against: taker, price: price)
    }
    if takerPart > 0 { prevent(takerPart, of: taker, against: maker, price: price) }
  }

  private func prevent(_ quantity: Int64, of order: VenueOrder, against counter: VenueOrder, price: Int64) {
    order.preventedQuantity += quantity
    order.preventedMatchId = lastPreventedMatchId
    order.updatedAt = clock.now
    if order.remaining == 0 {
      order.status = .expiredInMatch
      if product.isFutures { order.expiryReason = .selfTrade }
    }
    settlement.adjust(order)
    var report = executionReport(order, .tradePrevention)
    report.preventedQuantityNow = quantity
    report.counterOrderId = counter.id
    report.counterSymbol = counter.rules.symbol
    report.preventedPrice = price
    report.preventedMatchId = lastPreventedMatchId
    listener?.venue(self, executed: report)
    tellBalances()
    if !order.isOpen {
      record(order, "expired in match")
      finish(order)
      listDidClose(order)
    }
  }

  // MARK: After every operation

  /// Tells what changed in the book, and lets triggers fire, until nothing moves.
  func settleMarket(_ market: SymbolMarket) {
    publishBook(market)
    var rounds = 0
    while rounds < 1_000, activateDueList() || fireTriggers(in: market) {
      publishBook(market)
      rounds += 1
    }
    if product.isFutures, !isFiringAlgoOrders {
      isFiringAlgoOrders = true
      fireAlgoOrders(in: market)
      isFiringAlgoOrders = false
    }
  }

  /// Tells changes of a book that is made here.
  func publishBook(_ market: SymbolMarket) {
    if product.profile.aggregationWindow == 0, !market.isRecorded { publishAggregate(in: market) }
    guard let change = market.book.commit() else { return }
    market.depths.append(change)
    let best = market.book.best
    let empty = BookLevel(price: 0, quantity: 0)
    let top = BookTop(
      bid: best.bid ?? empty, ask: best.ask ?? empty, updateId: change.lastUpdateId, eventTime: clock.now,
      transactionTime: clock.now)
    if top.bid != market.top.bid || top.ask != market.top.ask {
      market.top = top
      listener?.venue(self, bookTop: top, in: market)
    }
    listener?.venue(self, depth: change, in: market)
  }

  // MARK: Reports and records

  func executionReport(_ order: VenueOrder, _ type: ExecutionType) -> ExecutionReport {
    lastExecutionId += 1
    return ExecutionReport(
      order: order, type: type, time: clock.now, executionId: lastExecutionId, clientOrderId: order.clientOrderId,
      status: order.status, executed: order.executed, cumulativeQuote: order.cumulativeQuote,
      quantity: order.quantity, price: order.price)
  }

  /// Writes an order's state to the ledger.
  func record(_ order: VenueOrder, _ event: String) {
    order.lastRecord = ledger.append(
      .order, product: product, account: order.account.name, at: clock.now, .order(OrderRecord(order, event: event)))
  }

  func record(_ trade: AccountTrade, of order: VenueOrder, counter: VenueOrder?) {
    order.lastRecord = ledger.append(
      .trade, product: product, account: order.account.name, at: clock.now,
      .trade(TradeRecord(trade, of: order, counter: counter)))
  }
}
