public import TradingModel

extension OrderFactory {
  /// Links orders that were made one by one into a list.
  ///
  /// In an OCO list every order is linked with every other. In OTO and OTOCO lists the first order is the parent of the
  /// others, and in OTOCO lists these are linked with one another.
  public func list(_ orders: [Order], contingency: ContingencyType) -> OrderList {
    let id = ids.listId()
    let ownIds = orders.map(\.clientOrderId)
    let linked = orders.enumerated().map { place, order in
      var terms = order.terms
      terms.orderListId = id
      let isParent = place == 0 && (contingency == .oto || contingency == .otoco)
      terms.contingency = isParent ? .oto : (contingency == .otoco ? .oco : (contingency == .oto ? .none : contingency))
      if isParent {
        terms.linkedOrderIds = Array(ownIds.dropFirst())
      } else {
        if contingency == .oto || contingency == .otoco { terms.parentOrderId = ownIds.first }
        let siblings = contingency == .otoco ? Array(ownIds.dropFirst()) : ownIds
        terms.linkedOrderIds = contingency == .oto ? [] : siblings.filter { $0 != order.clientOrderId }
      }
      return self.order(
        order.instrumentId, terms: terms, clientOrderId: order.clientOrderId, positionId: order.positionId)
    }
    return OrderList(id: id, contingency: contingency, orders: linked)
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
