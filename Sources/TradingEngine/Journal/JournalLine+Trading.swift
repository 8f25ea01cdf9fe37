import TradingModel

extension JournalEntry.Payload {
  // MARK: Commands

  static func fields(of command: TradingCommand) -> Fields {
    switch command {
    case .submitOrder(let command): return [("action", "submitOrder")] + fields(of: command)
    case .submitOrderList(let list):
      let head: Fields = [
        ("action", "submitOrderList"), ("list", list.orderListId.text), ("contingency", list.contingency.rawValue),
      ]
      let orders = list.orders.enumerated().flatMap { index, order in
        fields(of: order).map { ("\(index).\($0)", $1) }
      }
      return head + client(list.clientId) + orders
    case .modifyOrder(let command):
      let changes =
        optional("quantity", command.quantity) + optional("price", command.price)
        + optional("triggerPrice", command.triggerPrice)
      return [("action", "modifyOrder")] + identity(command.order) + client(command.clientId) + changes
        + pairs("param", command.params)
    case .batchModifyOrders(let command):
      let ids = command.changes.map(\.order.clientOrderId.text).joined(separator: ",")
      let head: Fields = [
        ("action", "batchModifyOrders"), ("instrument", command.instrumentId.text), ("orders", ids),
      ]
      return head + client(command.clientId)
    case .cancelOrder(let command):
      return [("action", "cancelOrder")] + identity(command.order) + client(command.clientId)
        + pairs("param", command.params)
    case .cancelAllOrders(let command):
      let head: Fields = [
        ("action", "cancelAllOrders"), ("strategy", command.strategyId.text), ("instrument", command.instrumentId.text),
      ]
      return head + optional("side", command.side?.rawValue) + client(command.clientId)
    case .batchCancelOrders(let command):
      let ids = command.cancels.map(\.order.clientOrderId.text).joined(separator: ",")
      let head: Fields = [
        ("action", "batchCancelOrders"), ("instrument", command.instrumentId.text), ("orders", ids),
      ]
      return head + client(command.clientId)
    case .queryOrder(let command):
      return [("action", "queryOrder")] + identity(command.order) + client(command.clientId)
    case .queryAccount(let command):
      return [("action", "queryAccount")] + optional("account", command.accountId) + client(command.clientId)
    }
  }

  private static func fields(of command: SubmitOrder) -> Fields {
    identity(command.order) + optional("position", command.positionId) + client(command.clientId)
      + fields(of: command.terms)
  }

  private static func client(_ id: ClientId?) -> Fields { optional("client", id) }

  private static func identity(_ order: OrderIdentity) -> Fields {
    [
      ("order", order.clientOrderId.text), ("strategy", order.strategyId.text), ("instrument", order.instrumentId.text),
    ]
  }

  static func optional(_ name: String, _ value: (some CustomStringConvertible)?) -> Fields {
    value.map { [(name, $0.description)] } ?? []
  }

  private static func pairs(_ prefix: String, _ values: [String: String]) -> Fields {
    values.sorted { $0.key < $1.key }.map { ("\(prefix).\($0.key)", $0.value) }
  }

  private static func flag(_ name: String, _ value: Bool) -> Fields { value ? [(name, "true")] : [] }

  private static func fields(of terms: OrderTerms) -> Fields {
    let head: Fields = [
      ("side", terms.side.rawValue), ("type", terms.type.rawValue), ("quantity", "\(terms.quantity)"),
      ("timeInForce", terms.timeInForce.rawValue),
    ]
    let prices =
      optional("price", terms.price) + optional("triggerPrice", terms.triggerPrice)
      + optional("triggerType", terms.triggerType?.rawValue) + optional("activationPrice", terms.activationPrice)
      + optional("trailingOffset", terms.trailingOffset?.plain())
      + optional("trailingOffsetType", terms.trailingOffsetType?.rawValue)
    let rules =
      optional("expireTime", terms.expireTime) + optional("displayQuantity", terms.displayQuantity)
      + flag("postOnly", terms.isPostOnly) + flag("reduceOnly", terms.isReduceOnly)
      + flag("quoteQuantity", terms.isQuoteQuantity)
    var links: Fields = terms.contingency == .none ? [] : [("contingency", terms.contingency.rawValue)]
    links += optional("list", terms.orderListId) + optional("parent", terms.parentOrderId)
    if !terms.linkedOrderIds.isEmpty {
      links.append(("linked", terms.linkedOrderIds.map(\.text).joined(separator: ",")))
    }
    if !terms.tags.isEmpty { links.append(("tags", terms.tags.joined(separator: ","))) }
    return head + prices + rules + links + pairs("param", terms.params)
  }

  // MARK: Order events

  static func fields(of event: OrderEvent) -> Fields {
    let header = event.header
    let head =
      identity(header.order) + optional("venueOrder", header.venueOrderId) + optional("account", header.accountId)
      + flag("reconciliation", header.isReconciliation)
    return head + particulars(of: event) + times(header.tsEvent, header.tsInit)
  }

  private static func particulars(of event: OrderEvent) -> Fields {
    switch event {
    case .initialized(let event): optional("position", event.positionId) + fields(of: event.terms)
    case .denied(let event): [("reason", event.reason)]
    case .rejected(let event): [("reason", event.reason)] + flag("postOnly", event.dueToPostOnly)
    case .modifyRejected(let event): [("reason", event.reason)]
    case .cancelRejected(let event): [("reason", event.reason)]
    case .unknown(let event): [("reason", event.reason)]
    case .canceled(let event): [("reason", event.reason)]
    case .expired(let event): [("reason", event.reason)]
    case .updated(let event):
      optional("quantity", event.quantity) + optional("price", event.price)
        + optional("triggerPrice", event.triggerPrice) + optional("quoteQuantity", event.isQuoteQuantity)
    case .filled(let fill): fields(of: fill)
    case .commissionCorrected(let event):
      [("trade", event.tradeId.text), ("commission", "\(event.commission)")] + optional("estimate", event.estimate)
    case .submitted, .accepted, .pendingUpdate, .pendingCancel, .triggered: []
    }
  }

  private static func fields(of fill: OrderFilled) -> Fields {
    let head: Fields = [
      ("trade", fill.tradeId.text), ("side", fill.side.rawValue), ("type", fill.type.rawValue),
      ("lastQuantity", "\(fill.lastQuantity)"), ("lastPrice", "\(fill.lastPrice)"), ("currency", fill.currency.code),
    ]
    let tail: Fields = [
      ("liquidity", fill.liquiditySide.rawValue), ("filledQuantity", "\(fill.filledQuantity)"),
      ("leavesQuantity", "\(fill.leavesQuantity)"),
    ]
    return head + optional("commission", fill.commission) + tail + optional("averagePrice", fill.averagePrice?.plain())
      + optional("position", fill.positionId) + flag("inferred", fill.isInferred) + pairs("info", fill.info)
  }

  // MARK: Positions and accounts

  static func fields(of event: PositionEvent) -> Fields {
    let position = event.position
    let head: Fields = [
      ("position", position.id.text), ("instrument", position.instrumentId.text),
      ("strategy", position.strategyId.text),
      ("quantity", position.signedQuantity.plain()), ("realizedPnl", "\(position.realizedPnl)"),
    ]
    return head + optional("averageOpenPrice", position.averageOpenPrice?.plain())
      + times(event.tsEvent, event.tsInit)
  }

  static func fields(of state: AccountState) -> Fields {
    let head: Fields = [
      ("account", state.accountId.text), ("type", state.accountType.rawValue), ("complete", "\(state.isComplete)"),
    ]
    let balances = state.balances.sorted { $0.currency.code < $1.currency.code }.flatMap { balance -> Fields in
      let code = balance.currency.code
      return [("\(code).total", balance.total.amountText), ("\(code).locked", balance.locked.amountText)]
    }
    let margins = state.margins.map { margin -> (String, String) in
      let scope = margin.instrumentId?.text ?? margin.currency.code
      return ("margin.\(scope)", "\(margin.initial.amountText)/\(margin.maintenance.amountText)")
    }
    return head + balances + margins.sorted { $0.0 < $1.0 } + pairs("info", state.info)
      + times(state.tsEvent, state.tsInit)
  }
}
