import TradingModel

/// How a wish to change an order is carried out, or why it cannot be: a pure value.
struct BinanceChangePlan {
  let product: BinanceProduct
  /// Symbols whose orders the venue does not amend, as it said itself.
  let unamendable: Set<String>

  /// - Throws: when the product knows no changes in this form.
  init(product: BinanceProduct, unamendable: Set<String>) throws(BinanceOrderDenial) {
    guard !product.accountType.isMargin else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: cancel the order and send a new one")
    }
    self.product = product
    self.unamendable = unamendable
  }

  func change(
    of order: BinanceTrackedOrder, _ command: ModifyOrder, _ instrument: Instrument
  ) throws(BinanceOrderDenial) -> BinanceOrderChange {
    try check(order, command)
    if product.accountType.isFutures { return try futuresChange(of: order, command) }
    if command.triggerPrice != nil, order.isTriggered {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: the order has triggered and has no trigger price any more")
    }
    let total = command.quantity ?? order.terms.quantity
    let price = command.price ?? order.terms.price
    let trigger = command.triggerPrice ?? order.terms.triggerPrice
    let isSmaller = total < order.terms.quantity
    let hasNewPrice = price != order.terms.price || trigger != order.terms.triggerPrice
    guard total != order.terms.quantity || hasNewPrice else {
      throw BinanceOrderDenial(reason: "NO_CHANGE: the order has this quantity and these prices already")
    }
    let executed = order.executed
    guard total.wide > executed else {
      throw BinanceOrderDenial(
        reason: "QUANTITY_FILLED: quantity=\(total) filled=\(executed.plain()); cancel the order instead")
    }
    let keepsPlace = isSmaller && !hasNewPrice && canAmend(order, command, instrument)
    if !keepsPlace { try checkReplacement(order, instrument) }
    // An amendment sets the quantity of the current leg, a replacement is for what is left of everything.
    let before = keepsPlace ? order.carried : executed
    guard let rest = (try? total.wide.subtracting(before)).flatMap({ BinanceReportMapper.quantity($0, instrument) })
    else { throw BinanceOrderDenial(reason: "QUANTITY_INVALID: quantity=\(total)") }
    return BinanceOrderChange(
      means: keepsPlace ? .amendment : .replacement, total: total, price: price, triggerPrice: trigger,
      legQuantity: rest, filledBefore: executed, firstId: order.venueOrderId)
  }

  private func canAmend(_ order: BinanceTrackedOrder, _ command: ModifyOrder, _ instrument: Instrument) -> Bool {
    if command.params["keepPriority"]?.lowercased() == "false" { return false }
    return instrument.info["amendAllowed"] == "true" && !unamendable.contains(order.symbol)
  }

  private func check(_ order: BinanceTrackedOrder, _ command: ModifyOrder) throws(BinanceOrderDenial) {
    _ = try (product.accountType.isFutures ? Self.futuresExtras : .change).check(command.params)
    if order.isClosed { throw BinanceOrderDenial(reason: "ORDER_CLOSED: clientOrderId=\(order.id)") }
    if order.change != nil { throw BinanceOrderDenial(reason: "CHANGE_PENDING: another change is under way") }
    if order.cancellation.isPending { throw BinanceOrderDenial(reason: "CANCEL_PENDING: the order is being canceled") }
    if order.venueOrderId == nil {
      throw BinanceOrderDenial(reason: "ORDER_NOT_ACCEPTED: the venue has not said yet that it has the order")
    }
    if order.isQuoteQuantity || order.type == .market {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: type=\(order.type.rawValue)")
    }
    if command.price != nil, !order.type.hasLimitPrice {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: a \(order.type.rawValue) order has no price")
    }
    if command.triggerPrice != nil, !order.type.hasTriggerPrice {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: a \(order.type.rawValue) order has no trigger price")
    }
  }

  private func checkReplacement(
    _ order: BinanceTrackedOrder, _ instrument: Instrument
  ) throws(BinanceOrderDenial) {
    if order.listId != nil {
      throw BinanceOrderDenial(
        reason: "ORDER_IN_LIST: replacing an order of a list cancels the list; only its quantity can be reduced")
    }
    if instrument.info["cancelReplaceAllowed"] == "false" {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: the venue replaces no orders of \(order.symbol)")
    }
  }
}
