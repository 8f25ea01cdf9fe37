import TradingModel

extension JSONLine {
  /// The line of an order event: `{"event":"OrderFilled",…}`.
  init(_ event: OrderEvent) {
    self.init("event", event.name)
    string("clientOrderId", event.clientOrderId.text)
    string("venueOrderId", event.venueOrderId?.text)
    string("instrument", event.instrumentId.text)
    string("strategy", event.strategyId.text)
    addFields(of: event)
    if event.header.isReconciliation { bool("reconciliation", true) }
    times(event.tsEvent, event.tsInit)
  }

  private mutating func addFields(of event: OrderEvent) {
    switch event {
    case .initialized(let event):
      addTerms(event.terms)
      string("positionId", event.positionId?.text)
    case .denied(let event): string("reason", event.reason)
    case .rejected(let event):
      string("reason", event.reason)
      bool("dueToPostOnly", event.dueToPostOnly)
    case .modifyRejected(let event): string("reason", event.reason)
    case .cancelRejected(let event): string("reason", event.reason)
    case .expired(let event): string("reason", event.reason.isEmpty ? nil : event.reason)
    case .unknown(let event): string("reason", event.reason)
    case .updated(let event):
      decimal("quantity", event.quantity)
      decimal("price", event.price)
      decimal("triggerPrice", event.triggerPrice)
    case .filled(let event): addFill(event)
    case .commissionCorrected(let event):
      string("tradeId", event.tradeId.text)
      decimal("commission", event.commission.amount.plain())
      string("commissionCurrency", event.commission.currency.code)
      decimal("estimate", event.estimate?.amount.plain())
    case .canceled(let event): string("reason", event.reason.isEmpty ? nil : event.reason)
    case .submitted, .accepted, .pendingUpdate, .pendingCancel, .triggered: break
    }
  }

  private mutating func addFill(_ event: OrderFilled) {
    string("side", event.side.rawValue)
    string("tradeId", event.tradeId.text)
    decimal("lastQuantity", event.lastQuantity)
    decimal("lastPrice", event.lastPrice)
    decimal("commission", event.commission?.amount.plain())
    string("commissionCurrency", event.commission?.currency.code)
    if event.isCommissionEstimated { bool("commissionEstimated", true) }
    string("liquiditySide", event.liquiditySide == .none ? nil : event.liquiditySide.rawValue)
    decimal("filledQuantity", event.filledQuantity)
    decimal("leavesQuantity", event.leavesQuantity)
    decimal("averagePrice", event.averagePrice?.plain(minimumDecimals: Int(event.lastPrice.precision)))
    string("positionId", event.positionId?.text)
  }

  private mutating func addTerms(_ terms: OrderTerms) {
    string("side", terms.side.rawValue)
    string("type", terms.type.rawValue)
    decimal("quantity", terms.quantity)
    string("timeInForce", terms.timeInForce.rawValue)
    decimal("price", terms.price)
    decimal("triggerPrice", terms.triggerPrice)
    string("triggerType", terms.triggerType?.rawValue)
    decimal("activationPrice", terms.activationPrice)
    decimal("trailingOffset", terms.trailingOffset?.plain())
    string("trailingOffsetType", terms.trailingOffsetType?.rawValue)
    time("expireTime", terms.expireTime)
    decimal("displayQuantity", terms.displayQuantity)
    if terms.isPostOnly { bool("postOnly", true) }
    if terms.isReduceOnly { bool("reduceOnly", true) }
    if terms.isQuoteQuantity { bool("quoteQuantity", true) }
    if terms.contingency != .none { string("contingency", terms.contingency.rawValue) }
    string("orderListId", terms.orderListId?.text)
    string("parentOrderId", terms.parentOrderId?.text)
  }
}
