import TradingModel

// Conditional orders: when they fire, and trailing ones as they trail.
extension VenueExchange {
  /// Whether the last price reached a stop.
  static func isTriggered(_ type: OrderType, _ side: OrderSide, stop: Int64, last: Int64) -> Bool {
    switch type {
    case .stopLoss, .stopLossLimit, .stop, .stopMarket: side == .buy ? last >= stop : last <= stop
    case .takeProfit, .takeProfitLimit, .takeProfitMarket: side == .buy ? last <= stop : last >= stop
    default: false
    }
  }

  /// Fires one waiting order of the market whose condition holds.
  ///
  /// - Returns: whether one fired, so that the caller looks again.
  func fireTriggers(in market: SymbolMarket) -> Bool {
    let last = market.lastPrice
    for order in waiting where order.rules.symbol == market.symbol {
      let fires =
        order.trailingDelta == nil
        ? Self.isTriggered(order.type, order.side, stop: order.stopPrice, last: last)
        : trails(order, last: last)
      guard fires else { continue }
      trigger(order, in: market)
      return true
    }
    return false
  }

  /// A trailing stop begins to trail.
  func activateTrailing(_ order: VenueOrder, at price: Int64) {
    order.trailingExtreme = price
    order.trailingAt = clock.now
  }

  /// Moves a trailing stop's extreme; `true` when the price came back by its delta (basis points).
  private func trails(_ order: VenueOrder, last: Int64) -> Bool {
    guard let delta = order.trailingDelta else { return false }
    guard let extreme = order.trailingExtreme else {
      // The stop price first has to be reached, from the side on which the order does not fire yet.
      if Self.isTriggered(order.type, order.side, stop: order.stopPrice, last: last) {
        activateTrailing(order, at: last)
      }
      return false
    }
    if order.side == .sell {
      order.trailingExtreme = max(extreme, last)
      return Int128(last) &* 10_000 <= Int128(max(extreme, last)) &* Int128(10_000 - delta)
    }
    order.trailingExtreme = min(extreme, last)
    return Int128(last) &* 10_000 >= Int128(min(extreme, last)) &* Int128(10_000 + delta)
  }

  /// A waiting order starts to work.
  func trigger(_ order: VenueOrder, in market: SymbolMarket) {
    waiting.removeAll { $0 === order }
    order.isWaiting = false
    order.triggered = true
    order.workingAt = clock.now
    order.updatedAt = clock.now
    listWillTrigger(order)
    if let type = order.pegPriceType, order.peggedPrice == nil {
      guard let price = try? pegPrice(type, offset: order.pegOffsetValue ?? 0, side: order.side, in: market) else {
        return expire(order, .insufficientLiquidity)
      }
      order.peggedPrice = price
    }
    if order.type.executesAtMarket, order.side == .buy, product == .spot {
      let walk = market.walk(.buy, quantity: order.remaining, budget: nil, skipping: order.account)
      guard spot.relock(order, to: walk.value) else { return expire(order, .rejected) }
    }
    record(order, "triggered")
    listener?.venue(self, executed: executionReport(order, .new))
    tellBalances()
    work(order, in: market)
  }
}
