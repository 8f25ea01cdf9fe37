extension Order {
  /// Applies an event.
  ///
  /// - Returns: the completed event to tell, or why there is nothing to tell.
  /// - Throws: ``OrderError`` when the event cannot happen to this order; the order is then unchanged.
  public mutating func apply(_ event: OrderEvent) throws(OrderError) -> OrderChange {
    guard event.header.order.clientOrderId == clientOrderId, event.instrumentId == instrumentId else {
      throw .wrongOrder(expected: identity, found: event.header.order)
    }
    let effect = try effect(of: event)
    switch event {
    case .filled(let fill): return try apply(fill)
    case .updated(let update): return try apply(update, effect: effect)
    case .accepted where tsAccepted != nil && effect != .to(.accepted):
      note(event)
      return .ignored("accepted already")
    default: break
    }
    note(event)
    if effect == .ignore { return .ignored("\(event.name) says nothing new about an order that is \(status.rawValue)") }
    move(effect)
    return .applied(completed(event))
  }

  private func effect(of event: OrderEvent) throws(OrderError) -> OrderStateTable.Effect {
    var effect = OrderStateTable.effect(of: event.kind, in: status)
    if effect == .revive {
      effect = isRejectionInferred ? OrderStateTable.effect(of: event.kind, in: .submitted) : .ignore
    }
    if effect == .illegal { throw .invalidTransition(clientOrderId, from: status, event: event.kind) }
    return effect
  }

  private mutating func move(_ effect: OrderStateTable.Effect) {
    switch effect {
    case .to(let next): enter(next)
    case .resting: enter(isPendingUpdate && !isComplete && closure == nil ? .pendingUpdate : restingStatus)
    case .stay, .fill, .revive, .ignore, .illegal: break
    }
  }

  private mutating func enter(_ next: OrderStatus) {
    if status == .rejected, next != .rejected { reason = closure == next ? reason : "" }
    status = next
    if next.isClosed {
      tsClosed = tsLast
      isPendingUpdate = false
      isPendingCancel = false
    } else {
      tsClosed = nil
      isRejectionInferred = false
    }
  }

  /// Notes what an event knows, whether or not it is told.
  private mutating func note(_ event: OrderEvent) {
    let header = event.header
    noteIdentifiers(header)
    switch event {
    case .submitted: tsSubmitted = tsSubmitted ?? header.tsEvent
    case .accepted:
      tsAccepted = tsAccepted ?? header.tsEvent
      isOutcomeUnknown = false
    case .denied(let event): reason = event.reason
    case .rejected(let event):
      guard !filledQuantity.isPositive else { break }
      isRejectionInferred = header.isReconciliation && (status != .rejected || isRejectionInferred)
      isDueToPostOnly = event.dueToPostOnly
      reason = event.reason
      isOutcomeUnknown = false
    case .pendingUpdate: isPendingUpdate = true
    case .pendingCancel: isPendingCancel = true
    case .modifyRejected:
      isPendingUpdate = false
      settleOutcomeOfChange()
    case .cancelRejected:
      isPendingCancel = false
      settleOutcomeOfChange()
    case .triggered: isTriggered = true
    case .canceled(let event): close(.canceled, event.reason)
    case .expired(let event): close(.expired, event.reason)
    case .unknown: isOutcomeUnknown = !status.isClosed
    case .initialized, .updated, .filled, .commissionCorrected: break
    }
    noteTimes(header, isVenue: event.kind.isToldByVenue)
  }

  /// What became of a change or cancellation is known; not whether the venue ever got the order.
  private mutating func settleOutcomeOfChange() { isOutcomeUnknown = isOutcomeUnknown && tsAccepted == nil }

  private mutating func noteTimes(_ header: OrderEventHeader, isVenue: Bool) {
    tsLast = max(tsLast, header.tsEvent)
    tsLastInit = max(tsLastInit, header.tsInit)
    if isVenue { tsLastVenue = max(tsLastVenue ?? header.tsEvent, header.tsEvent) }
  }

  private mutating func close(_ status: OrderStatus, _ reason: String) {
    guard !(self.status == .rejected && !isRejectionInferred) else { return }
    closure = closure ?? status
    if !reason.isEmpty || self.status == .rejected { self.reason = reason }
    isOutcomeUnknown = false
  }

  private mutating func noteIdentifiers(_ header: OrderEventHeader) {
    accountId = header.accountId ?? accountId
    if let id = header.venueOrderId, !venueOrderIds.contains(id) {
      venueOrderIds.append(id)
      venueOrderId = id
    }
  }

  /// The event with the identifiers that the order knows.
  private func completed(_ event: OrderEvent) -> OrderEvent {
    let header = completed(event.header)
    return header == event.header ? event : event.with(header: header)
  }

  func completed(_ given: OrderEventHeader) -> OrderEventHeader {
    var header = given
    header.order = identity
    header.venueOrderId = header.venueOrderId ?? venueOrderId
    header.accountId = header.accountId ?? accountId
    return header
  }
}

// MARK: - Updates

extension Order {
  private mutating func apply(_ update: OrderUpdated, effect: OrderStateTable.Effect) throws(OrderError) -> OrderChange
  {
    let isNewest = tsUpdated.map { update.tsEvent >= $0 } ?? true
    let quantity = isNewest ? update.quantity ?? terms.quantity : terms.quantity
    let isQuote = update.isQuoteQuantity ?? terms.isQuoteQuantity
    if !isQuote, quantity.isPositive, quantity < filledQuantity {
      throw .quantityBelowFilled(clientOrderId, quantity: quantity, filled: filledQuantity)
    }
    let before = (terms, venueOrderId)
    noteIdentifiers(update.header)
    if isNewest {
      terms.quantity = quantity
      terms.isQuoteQuantity = isQuote
      terms.price = update.price ?? terms.price
      terms.triggerPrice = update.triggerPrice ?? terms.triggerPrice
      tsUpdated = update.tsEvent
    }
    let wasPending = isPendingUpdate
    isPendingUpdate = false
    isOutcomeUnknown = isOutcomeUnknown && !wasPending
    noteTimes(update.header, isVenue: true)
    let isUnchanged = before.0 == terms && before.1 == venueOrderId
    if effect == .ignore || (status == .filled && isUnchanged) {
      if isComplete, status != .filled { enter(.filled) }
      return .ignored("an update of an order that is \(status.rawValue)")
    }
    if effect == .stay, isComplete { move(.resting) } else { move(effect) }
    if isUnchanged && !wasPending { return .ignored("the update changes nothing") }
    var told = update
    told.quantity = terms.quantity
    told.price = terms.price
    told.triggerPrice = terms.triggerPrice
    return .applied(completed(.updated(told)))
  }
}

// MARK: - Fills

extension Order {
  private mutating func apply(_ fill: OrderFilled) throws(OrderError) -> OrderChange {
    do throws(DecimalError) {
      return trades.contains(fill.tradeId) ? try correctCommission(by: fill) : try count(fill)
    } catch {
      throw .arithmetic(clientOrderId, error)
    }
  }

  private mutating func count(_ fill: OrderFilled) throws(DecimalError) -> OrderChange {
    // A trade that explains what was already inferred from a report must not count twice.
    let explained = fill.isInferred ? .zero() : min(inferredQuantity, fill.lastQuantity)
    let counted = try fill.lastQuantity.subtracting(explained)
    let filled = try filledQuantity.adding(counted)
    let value = try filledValue.adding(counted.wide.multiplied(by: fill.lastPrice.wide))
    let paid = try fill.commission.map { commission throws(DecimalError) in try adding(commission) }
    inferredQuantity =
      fill.isInferred ? try inferredQuantity.adding(counted) : try inferredQuantity.subtracting(explained)

    filledQuantity = filled
    filledValue = value.trimmed
    commissions = paid ?? commissions
    noteEstimate(of: fill)
    trades.insert(fill.tradeId)
    lastTradeId = fill.tradeId
    if fill.liquiditySide != .none { liquiditySide = fill.liquiditySide }
    positionId = positionId ?? fill.positionId
    noteIdentifiers(fill.header)
    noteTimes(fill.header, isVenue: true)
    if !isPendingUpdate, !isPendingCancel { isOutcomeUnknown = false }
    moveByFill()
    guard counted.isPositive else { return .ignored("trade \(fill.tradeId) explains a fill that was inferred already") }
    var told = fill
    told.lastQuantity = counted
    told.filledQuantity = filledQuantity
    told.leavesQuantity = leavesQuantity
    told.averagePrice = averagePrice
    return .applied(completed(.filled(told)))
  }

  private mutating func moveByFill() {
    if isComplete { return enter(.filled) }
    switch status {
    case .pendingUpdate, .pendingCancel, .canceled, .expired, .filled, .denied: break
    case .initialized, .submitted, .accepted, .triggered, .partiallyFilled, .rejected: enter(restingStatus)
    }
  }
}
