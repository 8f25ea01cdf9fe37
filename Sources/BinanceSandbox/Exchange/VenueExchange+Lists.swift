import TradingModel

// Order lists: what one order's fate does to the others.
extension VenueExchange {
  /// The open list that an order belongs to.
  func list(of order: VenueOrder) -> VenueOrderList? {
    guard order.orderListId >= 0, let list = list(id: order.orderListId), list.isOpen else { return nil }
    return list
  }

  func list(id: Int64) -> VenueOrderList? {
    let index = lists.partitioningIndex { $0.id >= id }
    guard lists.indices.contains(index), lists[index].id == id else { return nil }
    return lists[index]
  }

  /// The alternatives of an order within its list.
  private func siblings(_ order: VenueOrder, in list: VenueOrderList) -> [VenueOrder] {
    guard list.alternatives.contains(where: { $0 === order }) else { return [] }
    return list.alternatives.filter { $0 !== order && $0.isOpen }
  }

  /// Before a fill is booked on an order: its alternative's reservation is its own now.
  func listWillFill(_ order: VenueOrder) {
    guard let list = list(of: order) else { return }
    for sibling in siblings(order, in: list) { spot.takeOver(sibling, by: order) }
  }

  /// After a fill was told: the alternative ends, the pending orders become due.
  func listDidFill(_ order: VenueOrder) {
    guard let list = list(of: order) else { return }
    endSiblings(of: order, in: list)
    if order === list.working, order.status == .filled { dueLists.append(list) }
    completeIfDone(list)
  }

  /// A conditional order starts to work: its alternative ends.
  func listWillTrigger(_ order: VenueOrder) {
    guard let list = list(of: order) else { return }
    for sibling in siblings(order, in: list) { spot.takeOver(sibling, by: order) }
    endSiblings(of: order, in: list)
  }

  /// Ends the alternatives of an order, without their ends ending it.
  private func endSiblings(of order: VenueOrder, in list: VenueOrderList) {
    let wasClosing = list.isClosing
    list.isClosing = true
    for sibling in siblings(order, in: list) {
      if sibling.isWorking, let market = market(sibling.rules.symbol) { market.book.remove(sibling) }
      expire(sibling, .ocoTrigger)
    }
    list.isClosing = wasClosing
  }

  /// An order ended without being canceled: its alternatives and what waits for it end, too.
  func listDidClose(_ order: VenueOrder) {
    guard let list = list(of: order), !list.isClosing else { return }
    endSiblings(of: order, in: list)
    list.isClosing = true
    if order === list.working {
      for (pending, _) in list.pending where pending.isOpen { expire(pending, .otoPhaseOneExpired) }
    }
    list.isClosing = false
    completeIfDone(list)
  }

  /// Cancels what is open of a list.
  func cancel(_ list: VenueOrderList, requestId: String) {
    list.isClosing = true
    for order in list.orders where order.isOpen { cancel(order, requestId: requestId) }
    list.isClosing = false
    completeIfDone(list)
  }

  private func completeIfDone(_ list: VenueOrderList) {
    guard list.isOpen, !list.isClosing, list.orders.allSatisfy({ !$0.isOpen }) else { return }
    list.statusType = "ALL_DONE"
    list.orderStatus = "ALL_DONE"
    openLists.removeAll { $0 === list }
    tell(list)
  }

  func tell(_ list: VenueOrderList, statusType: String? = nil) {
    ledger.append(
      .list, product: product, account: list.account.name, at: clock.now,
      [
        ("orderListId", String(list.id)), ("listClientOrderId", list.clientId), ("symbol", list.symbol),
        ("contingency", list.contingency), ("statusType", statusType ?? list.statusType),
        ("orderStatus", list.orderStatus),
        ("orders", list.orders.map { String($0.id) }.joined(separator: " ")),
      ])
    listener?.venue(
      self,
      orderList: OrderListReport(
        list: list, account: list.account, time: clock.now, statusType: statusType ?? list.statusType,
        orderStatus: list.orderStatus, listClientOrderId: list.clientId))
  }

  // MARK: Pending orders

  /// Lets the pending orders of one list begin whose working order is filled.
  ///
  /// - Returns: whether there was one.
  func activateDueList() -> Bool {
    guard !dueLists.isEmpty else { return false }
    let list = dueLists.removeFirst()
    guard list.isOpen, let market = market(list.symbol) else { return true }
    if list.paysFromWorking { adoptQuantity(list, market) }
    let orders = list.pending.map(\.order).filter(\.isOpen)
    for order in orders {
      order.status = .new
      order.isWaiting = order.type.isConditionalSpot
      do {
        if let first = orders.first, first !== order {
          try spot.reserve(order, beside: first)
        } else {
          try spot.reserve(order, estimate: estimate(order, in: market))
        }
        try checkEntry(order, in: market)
      } catch {
        refuse(orders, in: list, error)
        return true
      }
    }
    for order in orders where order.isOpen {
      order.updatedAt = clock.now
      if order.isWaiting {
        waiting.append(order)
        if order.trailingDelta != nil, order.stopPrice == 0 { activateTrailing(order, at: market.lastPrice) }
      } else {
        order.workingAt = clock.now
      }
      record(order, "activated")
      listener?.venue(self, executed: executionReport(order, .new))
      tellBalances()
    }
    for order in orders where order.isOpen && !order.isWaiting { work(order, in: market) }
    publishBook(market)
    completeIfDone(list)
    return true
  }

  private func estimate(_ order: VenueOrder, in market: SymbolMarket) -> Amount {
    guard order.type == .market, order.side == .buy else { return .zero }
    return market.walk(.buy, quantity: order.remaining, budget: nil, skipping: order.account).value
  }

  private func checkEntry(_ order: VenueOrder, in market: SymbolMarket) throws(VenueError) {
    if let type = order.pegPriceType, !order.isWaiting {
      order.peggedPrice = try pegPrice(type, offset: order.pegOffsetValue ?? 0, side: order.side, in: market)
    }
    if order.type == .limitMaker, crosses(order.side, order.peggedPrice ?? order.price, in: market) {
      throw .wouldMatch
    }
  }

  /// The pending orders cannot begin: all of them are rejected.
  private func refuse(_ orders: [VenueOrder], in list: VenueOrderList, _ error: VenueError) {
    list.isClosing = true
    for order in orders where order.isOpen {
      order.status = .rejected
      order.expiryReason = .rejected
      order.updatedAt = clock.now
      order.isWaiting = false
      settlement.adjust(order)
      record(order, "rejected")
      var report = executionReport(order, .rejected)
      report.rejectReason = error == .insufficientBalance ? "INSUFFICIENT_BALANCES" : "WOULD_MATCH_IMMEDIATELY"
      listener?.venue(self, executed: report)
      tellBalances()
      finish(order)
    }
    list.isClosing = false
    completeIfDone(list)
  }

  /// An order that pays an order: the pending quantity is what the working one brought, in whole steps.
  private func adoptQuantity(_ list: VenueOrderList, _ market: SymbolMarket) {
    guard let working = list.working else { return }
    let rules = market.rules
    var received = working.executed
    for trade in orders.trades(account: list.account, symbol: list.symbol)
    where trade.orderId == working.id && trade.commissionAsset == rules.baseAsset {
      // Commissions in the base asset are in units of 10^-8; quantities have decimals of their own.
      let units = trade.commission.units * FixedText.power(rules.quantityDecimals)
      received -= Int64(clamping: (units + FixedText.power(8) - 1) / FixedText.power(8))
    }
    let step = max(1, rules.filters.stepSize)
    received -= received % step
    for (order, _) in list.pending { order.quantity = received }
  }
}
