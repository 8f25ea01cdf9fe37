import TradingModel

// Cancel-replace, amend, and what self-trade prevention prevented.
extension VenueExchange {
  /// Cancels an order and places another: `POST /order/cancelReplace`.
  ///
  /// - Parameter refusal: why the new order cannot be placed whatever it is (the account's order limit).
  func cancelReplace(
    _ parameters: RequestParameters, for account: SandboxAccount, unless refusal: VenueError? = nil
  ) throws(VenueError) -> CancelReplaceResult {
    let mode = try parameters.required("cancelReplaceMode")
    guard ["STOP_ON_FAILURE", "ALLOW_FAILURE"].contains(mode) else { throw .invalidValue("cancelReplaceMode") }
    let market = try requireMarket(parameters.required("symbol"))
    guard market.rules.capabilities.contains(.cancelReplace) else {
      throw .rejected("Order cancel-replace is not supported for this symbol.")
    }
    var draft = try SpotOrderReader(
      parameters: parameters, market: market, random: random, calendar: calendar
    ).read()
    guard parameters["cancelOrderId"] != nil || parameters["cancelOrigClientOrderId"] != nil else {
      throw .missing(either: "cancelOrigClientOrderId", or: "cancelOrderId")
    }
    // What is malformed is refused whole, whatever the mode.
    _ = try parameters.integer("cancelOrderId")
    _ = try parameters.text("cancelOrigClientOrderId")
    if parameters["cancelNewClientOrderId"] != nil { _ = try newClientId(parameters, "cancelNewClientOrderId") }
    try Self.checkRestriction(parameters)
    if let exceeded = try parameters.text("orderRateLimitExceededMode"),
      !["DO_NOTHING", "CANCEL_ONLY"].contains(exceeded)
    {
      throw .invalidValue("orderRateLimitExceededMode")
    }
    // Filters come before the cancel.
    try resolvePeg(&draft)
    try checkFilters(draft, account: account)
    var cancelParameters = RequestParameters(["symbol": market.symbol])
    cancelParameters["orderId"] = parameters["cancelOrderId"]
    cancelParameters["origClientOrderId"] = parameters["cancelOrigClientOrderId"]
    cancelParameters["newClientOrderId"] = parameters["cancelNewClientOrderId"]
    cancelParameters["cancelRestrictions"] = parameters["cancelRestrictions"]
    let canceled: CancelReplaceResult.Half<CanceledItem>
    do {
      canceled = .success(try cancelItem(cancelParameters, for: account))
    } catch {
      if mode == "STOP_ON_FAILURE" { return CancelReplaceResult(cancel: .failure(error), new: .notAttempted) }
      canceled = .failure(error)
    }
    if let refusal { return CancelReplaceResult(cancel: canceled, new: .failure(refusal)) }
    do {
      try admit(draft, for: account)
      return CancelReplaceResult(cancel: canceled, new: .success(try place(draft, for: account)))
    } catch {
      return CancelReplaceResult(cancel: canceled, new: .failure(error))
    }
  }

  /// Lowers an order's quantity without losing its place: `PUT /order/amend/keepPriority`.
  func amend(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> OrderAmendment {
    let market = try requireMarket(parameters.required("symbol"))
    let rules = market.rules
    let order = try find(
      parameters, id: "orderId", clientId: "origClientOrderId", market: market, account: account,
      unknown: .noSuchOrder)
    let text = try parameters.required("newQty")
    guard let quantity = try parameters.decimal("newQty", decimals: rules.quantityDecimals, product: .spot),
      quantity > 0
    else { throw VenueError(-1013, "Invalid quantity \(text).") }
    guard order.isOpen else { throw .noSuchOrder }
    func refusal(_ message: String) -> VenueError { VenueError(-2038, message) }
    if !rules.capabilities.contains(.amend) { throw refusal("Order amend is not supported for this symbol.") }
    if order.status == .pendingNew, list(of: order)?.paysFromWorking == true {
      throw refusal("Order amend (pending OPO order) is not supported.")
    }
    if quantity > order.quantity { throw refusal("Order amend (quantity increase) is not supported.") }
    if quantity == order.quantity { throw refusal("The requested action would change no state; rejecting") }
    guard order.amendments < rules.filters.maxOrderAmends else {
      throw refusal("Filter failure: MAX_NUM_ORDER_AMENDS")
    }
    if quantity < rules.filters.minQuantity || quantity % max(1, rules.filters.stepSize) != 0 {
      throw refusal("Filter failure: LOT_SIZE")
    }
    let price = order.peggedPrice ?? (order.price > 0 ? order.price : order.stopPrice)
    if let minimum = rules.filters.minNotional, rules.notional(price: price, quantity: quantity) < minimum {
      throw refusal("Filter failure: \(rules.filters.notionalName)")
    }
    let newId = try newClientId(parameters, "newClientOrderId")
    if newId != order.clientOrderId,
      orders.openOrders(account: account, symbol: market.symbol).contains(where: { $0.clientOrderId == newId })
    {
      throw .duplicateOrder
    }
    let amendment = change(order, to: quantity, clientId: newId, in: market)
    if let list = list(of: order) {
      for sibling in list.alternatives where sibling !== order && sibling.isOpen {
        _ = change(sibling, to: quantity, clientId: sibling.clientOrderId, in: market)
      }
      tell(list, statusType: "UPDATED")
    }
    settleMarket(market)
    return amendment
  }

  private func change(
    _ order: VenueOrder, to quantity: Int64, clientId: String, in market: SymbolMarket
  ) -> OrderAmendment {
    let oldId = order.clientOrderId
    let oldQuantity = order.quantity
    orders.rename(order, to: clientId)
    order.amendments += 1
    order.updatedAt = clock.now
    if quantity <= order.executed {
      // Nothing is left of it.
      if order.isWorking { market.book.remove(order) }
      expire(order, .exchangeCanceled)
    } else {
      order.quantity = quantity
      if order.isWorking { market.book.reduce(order, to: order.remaining) }
      settlement.adjust(order)
    }
    record(order, "amended")
    var report = executionReport(order, .replaced)
    report.clientOrderId = clientId
    report.originalClientOrderId = oldId
    if order.isOpen { listener?.venue(self, executed: report) }
    tellBalances()
    let amendment = OrderAmendment(
      order: order, executionId: report.executionId, originalClientOrderId: oldId, newClientOrderId: clientId,
      originalQuantity: oldQuantity, newQuantity: quantity, time: clock.now)
    amendments.append(amendment)
    return amendment
  }

  /// The amendments of one order: `orderId`, `fromExecutionId`, `limit`.
  func amendments(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> [OrderAmendment] {
    let market = try requireMarket(parameters.required("symbol"))
    guard let id = try parameters.integer("orderId") else { throw .missing("orderId") }
    let range = try HistoryRange(parameters, idName: "fromExecutionId", defaultLimit: 500, maximum: 1000)
    let own = amendments.filter {
      $0.order.id == id && $0.order.account === account && $0.order.rules.symbol == market.symbol
    }
    return range.select(own, id: \.executionId, time: \.time.milliseconds)
  }

  /// What was prevented: `preventedMatchId`, or `orderId` with `fromPreventedMatchId`, `limit`.
  func preventedMatches(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> [PreventedMatch] {
    let market = try requireMarket(parameters.required("symbol"))
    let matchId = try parameters.integer("preventedMatchId")
    let orderId = try parameters.integer("orderId")
    if matchId == nil, orderId == nil { throw .missing(either: "preventedMatchId", or: "orderId") }
    let range = try HistoryRange(parameters, idName: "fromPreventedMatchId", defaultLimit: 500, maximum: 1000)
    let own = preventedMatches.filter {
      $0.symbol == market.symbol && ($0.takerOrder.account === account || $0.makerOrder.account === account)
        && (matchId == nil || $0.id == matchId)
        && (orderId == nil || $0.takerOrder.id == orderId || $0.makerOrder.id == orderId)
    }
    return range.select(own, id: \.id, time: \.time.milliseconds)
  }
}
