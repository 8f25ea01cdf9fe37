public import TradingModel

extension OrderFactory {
  /// Links orders that were made one by one into a list.
  ///
  /// In an OCO list every order is linked with every other. In OTO, OTOCO, OPO and OPOCO lists the first order is the
  /// parent of the others, and in OTOCO and OPOCO lists these are linked with one another.
  public func list(_ orders: [Order], contingency: ContingencyType) -> OrderList {
    let id = ids.listId(for: strategyId)
    let ownIds = orders.map(\.clientOrderId)
    let linked = orders.enumerated().map { place, order in
      var terms = order.terms
      terms.orderListId = id
      link(&terms, at: place, of: ownIds, contingency)
      return self.order(
        order.instrumentId, terms: terms, clientOrderId: order.clientOrderId, positionId: order.positionId)
    }
    return OrderList(id: id, contingency: contingency, orders: linked)
  }

  private func link(
    _ terms: inout OrderTerms, at place: Int, of ids: [ClientOrderId], _ contingency: ContingencyType
  ) {
    guard contingency.hasParent else {
      terms.contingency = contingency
      terms.linkedOrderIds = ids.enumerated().filter { $0.offset != place }.map(\.element)
      return
    }
    let children = Array(ids.dropFirst())
    if place == 0 {
      terms.contingency = contingency == .opo || contingency == .opoco ? .opo : .oto
      terms.linkedOrderIds = children
    } else {
      terms.contingency = contingency.hasAlternatives ? .oco : .none
      terms.parentOrderId = ids.first
      terms.linkedOrderIds =
        contingency.hasAlternatives ? children.enumerated().filter { $0.offset != place - 1 }.map(\.element) : []
    }
  }

  /// An entry with a stop loss and a take profit of which one cancels the other; both only reduce.
  ///
  /// The entry is a market order unless `entryPrice` is given; the stop loss is a stop-market order, the take profit a
  /// limit order.
  public func bracket(
    _ instrumentId: InstrumentId, _ side: OrderSide, _ quantity: Quantity, entryPrice: Price? = nil,
    stopLossTrigger: Price, takeProfitPrice: Price, isEntryPostOnly: Bool = false, isReduceOnly: Bool = true,
    triggerType: TriggerType = .default, tags: [String] = []
  ) -> OrderList {
    let entry =
      entryPrice.map { limit(instrumentId, side, quantity, price: $0, isPostOnly: isEntryPostOnly, tags: tags) }
      ?? market(instrumentId, side, quantity, tags: tags)
    let stopLoss = stopMarket(
      instrumentId, side.opposite, quantity, triggerPrice: stopLossTrigger, triggerType: triggerType,
      isReduceOnly: isReduceOnly, tags: tags)
    let takeProfit = limit(
      instrumentId, side.opposite, quantity, price: takeProfitPrice, isReduceOnly: isReduceOnly, tags: tags)
    return list([entry, stopLoss, takeProfit], contingency: .otoco)
  }
}
