import TradingModel

/// The node's own limits on how much may be open at once.
struct PositionLimits {
  let config: RiskEngineConfig
  let orders: OrderCache
  let positions: PositionCache

  /// Whether so many more orders may be open. (The new ones are in the cache already.)
  func denial(ofCount count: Int) -> DenialReason? {
    guard let maximum = config.maxOpenOrders else { return nil }
    let open = orders.unclosedCount - count
    guard open + count > maximum else { return nil }
    return DenialReason(
      "MAX_OPEN_ORDERS_EXCEEDED", ["open": "\(open)", "new": "\(count)", "max_open_orders": "\(maximum)"])
  }

  /// Whether the position would stay within its bounds if this order, and everything open on its side, filled.
  ///
  /// - Parameter following: this order and those behind it in the same command. They are in the cache, and do not count yet.
  func denial(of command: SubmitOrder, following: ArraySlice<SubmitOrder>) -> DenialReason? {
    let id = command.order.instrumentId
    let terms = command.terms
    guard let maximum = config.maxPosition[id], !terms.isReduceOnly, terms.parentOrderId == nil, !terms.isQuoteQuantity
    else { return nil }
    do throws(DecimalError) {
      var net = WideDecimal.zero
      for position in positions.open(instrumentId: id) { net = try net.adding(position.signedQuantity) }
      var pending = WideDecimal.zero
      let later = Set(following.map(\.order.clientOrderId))
      for order in orders.unclosed(instrumentId: id, side: terms.side) where !later.contains(order.clientOrderId) {
        guard !order.terms.isReduceOnly, order.terms.parentOrderId == nil else { continue }
        pending = try pending.adding(order.leavesQuantity.wide)
      }
      let added = try pending.adding(terms.quantity.wide)
      let after = try terms.side == .buy ? net.adding(added) : net.subtracting(added)
      let grows = after.isNegative == (terms.side == .sell)
      guard grows, after.magnitude > maximum else { return nil }
      return DenialReason(
        "MAX_POSITION_EXCEEDED",
        [
          "position": net.plain(), "open_orders": pending.plain(), "quantity": "\(terms.quantity)",
          "max_position": maximum.plain(),
        ])
    } catch {
      return DenialReason("POSITION_NOT_COMPUTABLE", ["instrument": id.text])
    }
  }
}
