import TradingModel

extension FactWriter {
  mutating func identity(_ value: OrderIdentity) {
    id(value.strategyId)
    instrument(value.instrumentId)
    id(value.clientOrderId)
  }

  mutating func header(_ value: OrderEventHeader) {
    identity(value.order)
    optional(value.venueOrderId) { $0.id($1) }
    optional(value.accountId) { $0.id($1) }
    flag(value.isReconciliation)
    time(value.tsEvent)
    time(value.tsInit)
  }

  mutating func terms(_ value: OrderTerms) {
    text(value.side.rawValue)
    text(value.type.rawValue)
    fixed(value.quantity)
    text(value.timeInForce.rawValue)
    optional(value.price) { $0.fixed($1) }
    optional(value.triggerPrice) { $0.fixed($1) }
    optional(value.triggerType) { $0.text($1.rawValue) }
    optional(value.activationPrice) { $0.fixed($1) }
    optional(value.trailingOffset) { $0.decimal($1) }
    optional(value.trailingOffsetType) { $0.text($1.rawValue) }
    optional(value.expireTime) { $0.time($1) }
    optional(value.displayQuantity) { $0.fixed($1) }
    flag(value.isPostOnly)
    flag(value.isReduceOnly)
    flag(value.isQuoteQuantity)
    text(value.contingency.rawValue)
    optional(value.orderListId) { $0.id($1) }
    list(value.linkedOrderIds) { $0.id($1) }
    optional(value.parentOrderId) { $0.id($1) }
    table(value.params)
    list(value.tags) { $0.text($1) }
  }

  mutating func initialized(_ value: OrderInitialized) {
    header(value.header)
    terms(value.terms)
    optional(value.positionId) { $0.id($1) }
  }

  mutating func filled(_ value: OrderFilled) {
    header(value.header)
    text(value.tradeId.text)
    text(value.side.rawValue)
    text(value.type.rawValue)
    fixed(value.lastQuantity)
    fixed(value.lastPrice)
    text(value.currency.code)
    optional(value.commission) { $0.money($1) }
    text(value.liquiditySide.rawValue)
    optional(value.positionId) { $0.id($1) }
    flag(value.isInferred)
    table(value.info)
  }

  mutating func modify(_ value: ModifyOrder) {
    identity(value.order)
    optional(value.venueOrderId) { $0.id($1) }
    optional(value.quantity) { $0.fixed($1) }
    optional(value.price) { $0.fixed($1) }
    optional(value.triggerPrice) { $0.fixed($1) }
    table(value.params)
    optional(value.clientId) { $0.id($1) }
    time(value.tsInit)
  }

  mutating func event(_ value: OrderEvent) {
    text(value.kind.rawValue)
    switch value {
    case .initialized(let event): initialized(event)
    case .filled(let event): filled(event)
    case .commissionCorrected(let event):
      header(event.header)
      text(event.tradeId.text)
      money(event.commission)
      optional(event.estimate) { $0.money($1) }
    case .denied(let event): reason(event.header, event.reason)
    case .modifyRejected(let event): reason(event.header, event.reason)
    case .cancelRejected(let event): reason(event.header, event.reason)
    case .canceled(let event): reason(event.header, event.reason)
    case .expired(let event): reason(event.header, event.reason)
    case .unknown(let event): reason(event.header, event.reason)
    case .rejected(let event):
      reason(event.header, event.reason)
      flag(event.dueToPostOnly)
    case .updated(let event):
      header(event.header)
      optional(event.quantity) { $0.fixed($1) }
      optional(event.price) { $0.fixed($1) }
      optional(event.triggerPrice) { $0.fixed($1) }
      optional(event.isQuoteQuantity) { $0.flag($1) }
    case .submitted, .accepted, .pendingUpdate, .pendingCancel, .triggered: header(value.header)
    }
  }

  private mutating func reason(_ header: OrderEventHeader, _ reason: String) {
    self.header(header)
    text(reason)
  }

  mutating func account(_ value: AccountState) {
    id(value.accountId)
    text(value.accountType.rawValue)
    optional(value.baseCurrency) { $0.text($1.code) }
    list(value.balances) { writer, balance in
      writer.money(balance.total)
      writer.money(balance.locked)
    }
    list(value.margins) { writer, margin in
      writer.optional(margin.instrumentId) { $0.instrument($1) }
      writer.money(margin.initial)
      writer.money(margin.maintenance)
    }
    flag(value.isReported)
    flag(value.isComplete)
    table(value.info)
    time(value.tsEvent)
    time(value.tsInit)
  }
}

extension FactReader {
  mutating func identity() throws(FactError) -> OrderIdentity {
    OrderIdentity(
      strategyId: try id(StrategyId.self), instrumentId: try instrument(), clientOrderId: try id(ClientOrderId.self))
  }

  mutating func header() throws(FactError) -> OrderEventHeader {
    OrderEventHeader(
      order: try identity(),
      venueOrderId: try optional { reader throws(FactError) in try reader.id(VenueOrderId.self) },
      accountId: try optional { reader throws(FactError) in try reader.id(AccountId.self) },
      isReconciliation: try flag(), tsEvent: try time(), tsInit: try time())
  }

  private mutating func optionalPrice() throws(FactError) -> Price? {
    try optional { reader throws(FactError) in try reader.price() }
  }

  private mutating func optionalQuantity() throws(FactError) -> Quantity? {
    try optional { reader throws(FactError) in try reader.quantity() }
  }

  private mutating func optionalPosition() throws(FactError) -> PositionId? {
    try optional { reader throws(FactError) in try reader.id(PositionId.self) }
  }

  mutating func terms() throws(FactError) -> OrderTerms {
    var terms = OrderTerms(
      side: try word(OrderSide.self), type: try word(OrderType.self), quantity: try quantity(),
      timeInForce: try word(TimeInForce.self), price: try optionalPrice(), triggerPrice: try optionalPrice())
    terms.triggerType = try optional { reader throws(FactError) in try reader.word(TriggerType.self) }
    terms.activationPrice = try optionalPrice()
    terms.trailingOffset = try optional { reader throws(FactError) in try reader.decimal() }
    terms.trailingOffsetType = try optional { reader throws(FactError) in try reader.word(TrailingOffsetType.self) }
    terms.expireTime = try optional { reader throws(FactError) in try reader.time() }
    terms.displayQuantity = try optionalQuantity()
    terms.isPostOnly = try flag()
    terms.isReduceOnly = try flag()
    terms.isQuoteQuantity = try flag()
    terms.contingency = try word(ContingencyType.self)
    terms.orderListId = try optional { reader throws(FactError) in try reader.id(OrderListId.self) }
    terms.linkedOrderIds = try list { reader throws(FactError) in try reader.id(ClientOrderId.self) }
    terms.parentOrderId = try optional { reader throws(FactError) in try reader.id(ClientOrderId.self) }
    terms.params = try table()
    terms.tags = try list { reader throws(FactError) in try reader.text() }
    return terms
  }

  mutating func initialized() throws(FactError) -> OrderInitialized {
    OrderInitialized(try header(), terms: try terms(), positionId: try optionalPosition())
  }

  mutating func filled() throws(FactError) -> OrderFilled {
    OrderFilled(
      try header(), tradeId: TradeId(try text()), side: try word(OrderSide.self), type: try word(OrderType.self),
      lastQuantity: try quantity(), lastPrice: try price(), currency: Currency(try text()),
      commission: try optional { reader throws(FactError) in try reader.money() },
      liquiditySide: try word(LiquiditySide.self), positionId: try optionalPosition(), isInferred: try flag(),
      info: try table())
  }

  mutating func modify() throws(FactError) -> ModifyOrder {
    ModifyOrder(
      order: try identity(),
      venueOrderId: try optional { reader throws(FactError) in try reader.id(VenueOrderId.self) },
      quantity: try optionalQuantity(), price: try optionalPrice(), triggerPrice: try optionalPrice(),
      params: try table(), clientId: try optional { reader throws(FactError) in try reader.id(ClientId.self) },
      tsInit: try time())
  }

  mutating func event() throws(FactError) -> OrderEvent {
    switch try word(OrderEventKind.self) {
    case .initialized: .initialized(try initialized())
    case .filled: .filled(try filled())
    case .commissionCorrected:
      .commissionCorrected(
        OrderCommissionCorrected(
          try header(), tradeId: TradeId(try text()), commission: try money(),
          estimate: try optional { reader throws(FactError) in try reader.money() }))
    case .denied: .denied(OrderDenied(try header(), reason: try text()))
    case .modifyRejected: .modifyRejected(OrderModifyRejected(try header(), reason: try text()))
    case .cancelRejected: .cancelRejected(OrderCancelRejected(try header(), reason: try text()))
    case .canceled: .canceled(OrderCanceled(try header(), reason: try text()))
    case .expired: .expired(OrderExpired(try header(), reason: try text()))
    case .unknown: .unknown(OrderUnknown(try header(), reason: try text()))
    case .rejected: .rejected(OrderRejected(try header(), reason: try text(), dueToPostOnly: try flag()))
    case .updated:
      .updated(
        OrderUpdated(
          try header(), quantity: try optionalQuantity(), price: try optionalPrice(),
          triggerPrice: try optionalPrice(),
          isQuoteQuantity: try optional { reader throws(FactError) in try reader.flag() }))
    case .submitted: .submitted(OrderSubmitted(try header()))
    case .accepted: .accepted(OrderAccepted(try header()))
    case .pendingUpdate: .pendingUpdate(OrderPendingUpdate(try header()))
    case .pendingCancel: .pendingCancel(OrderPendingCancel(try header()))
    case .triggered: .triggered(OrderTriggered(try header()))
    }
  }

  mutating func account() throws(FactError) -> AccountState {
    AccountState(
      accountId: try id(AccountId.self), accountType: try word(AccountType.self),
      baseCurrency: try optional { reader throws(FactError) in Currency(try reader.text()) },
      balances: try list { reader throws(FactError) in try reader.balance() },
      margins: try list { reader throws(FactError) in
        MarginBalance(
          instrumentId: try reader.optional { inner throws(FactError) in try inner.instrument() },
          initial: try reader.money(), maintenance: try reader.money())
      },
      isReported: try flag(), isComplete: try flag(), info: try table(), tsEvent: try time(), tsInit: try time())
  }

  private mutating func balance() throws(FactError) -> AccountBalance {
    let total = try money()
    guard let balance = try? AccountBalance(total: total, locked: try money()) else {
      throw FactError(problem: "holds an impossible balance")
    }
    return balance
  }
}
