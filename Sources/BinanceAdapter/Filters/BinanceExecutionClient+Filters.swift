import TradingEngine
import TradingModel

// What the execution client adds to the filters: its account's open orders.
extension BinanceExecutionClient {
  /// Why the venue would certainly refuse these parameters, with the rule and the numbers; nil when it may take them.
  func denial(
    of parameters: BinanceParameters, _ instrument: Instrument,
    purpose: BinanceOrderRequest.Purpose = .placement, paysFromWorking: Bool = false
  ) -> String? {
    filters.denial(
      of: parameters, instrument, purpose: purpose, paysFromWorking: paysFromWorking,
      live: max(tracker.live.count, lookup?.unclosedCount ?? 0),
      counts: openOrderCounts(symbol: instrument.rawSymbol))
  }

  /// How many orders are certainly open: accepted, not closed, and nothing under way that may have ended them.
  private func openOrderCounts(symbol: String) -> BinanceOpenOrderCounts? {
    guard isSynced else { return nil }
    var counts = BinanceOpenOrderCounts()
    var lists: Set<OrderListId> = []
    var allLists: Set<OrderListId> = []
    for (order, isHere, filled) in certainlyOpenOrders(symbol: symbol) {
      let isAlgo = order.terms.type.isConditional && !order.isTriggered
      let isIceberg = order.terms.displayQuantity != nil
      counts.allOrders += isAlgo && session.product.accountType.isFutures ? 0 : 1
      if isAlgo { counts.allAlgoOrders += 1 }
      if isIceberg { counts.allIcebergOrders += 1 }
      if let list = order.terms.orderListId { allLists.insert(list) }
      guard isHere else { continue }
      counts.orders += isAlgo && session.product.accountType.isFutures ? 0 : 1
      if isAlgo { counts.algoOrders += 1 }
      if isIceberg { counts.icebergOrders += 1 }
      if let list = order.terms.orderListId { lists.insert(list) }
      if order.terms.side == .buy, !order.terms.isQuoteQuantity,
        let rest = try? order.terms.quantity.wide.subtracting(filled), rest.isPositive
      {
        counts.buying = (try? counts.buying.adding(rest)) ?? counts.buying
      }
    }
    counts.lists = lists.count
    counts.allLists = allLists.count
    return counts
  }

  /// The account's open orders, with whether they are in a symbol and what is filled of them; also those that others made,
  /// which count at the venue as well.
  private func certainlyOpenOrders(symbol: String) -> [(order: Order, isHere: Bool, filled: WideDecimal)] {
    var result: [(order: Order, isHere: Bool, filled: WideDecimal)] = []
    for id in tracker.live {
      guard let tracked = tracker[id], tracked.isAccepted, !tracked.isClosed, !tracked.cancellation.isPending,
        let order = lookup?.order(id), order.status != .pendingCancel
      else { continue }
      result.append((order, tracked.symbol == symbol, tracked.filled))
    }
    let instrumentId = provider.instrument(rawSymbol: symbol)?.id
    for order in lookup?.unclosed(instrumentId: nil, strategyId: nil, side: nil) ?? [] {
      guard tracker[order.clientOrderId] == nil, order.accountId == accountId, order.status.isOpen,
        order.status != .pendingCancel
      else { continue }
      result.append((order, order.instrumentId == instrumentId, order.filledQuantity.wide))
    }
    return result
  }
}
