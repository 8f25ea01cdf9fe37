import Logging
import TradingEngine
import TradingModel

// Changing orders: smaller in place where the venue allows it, else by a replacement for what is left.
extension BinanceExecutionClient {
  func modify(_ command: ModifyOrder) {
    guard let order = tracked(command.order, command.venueOrderId),
      let instrument = provider.instrument(rawSymbol: order.symbol)
    else {
      return refuse(command, "INSTRUMENT_NOT_LOADED: instrumentId=\(command.order.instrumentId)")
    }
    if order.change?.isOwn == true, order.waitingChange == nil {
      tracker.update(order.id) { $0.waitingChange = command }
      return
    }
    do {
      let plan = try BinanceChangePlan(product: session.product, unamendable: unamendable)
      var change = try plan.change(of: order, command, instrument)
      if change.means == .amendment, !session.product.accountType.isFutures, order.listId == nil,
        filters.denialOfAmendment(number: order.amendments, instrument) != nil
      {
        // It was made smaller in place as often as the venue allows, but it can still be replaced.
        var other = command
        other.params["keepPriority"] = "false"
        change = try plan.change(of: order, other, instrument)
      }
      if let reason = obstacle(orders: change.means == .replacement ? 1 : 0) { return refuse(command, reason) }
      try send(change, of: order, params: command.params, instrument)
    } catch {
      refuse(command, error.reason)
    }
  }

  /// Changes several orders; of futures as many as the venue takes at once.
  func modify(_ commands: [ModifyOrder]) {
    if session.product.accountType.isFutures { return modifyTogether(commands) }
    for command in commands { modify(command) }
  }

  func refuse(_ command: ModifyOrder, _ reason: String) {
    sink.process(.modifyRejected(OrderModifyRejected(header(command.order, command.venueOrderId), reason: reason)))
  }

  func send(
    _ change: BinanceOrderChange, of order: BinanceTrackedOrder, params: [String: String], _ instrument: Instrument
  ) throws(BinanceOrderDenial) {
    let id = order.id
    switch change.means {
    case .amendment where session.product.accountType.isFutures:
      let parameters = try modification(of: order, by: change, params, instrument)
      let number = begin(change, of: id)
      gateway.modify(parameters) { [weak self] result in self?.didAmend(id, number, result, params) }
    case .amendment:
      if let reason = filters.denialOfAmendment(number: order.amendments, instrument) {
        throw BinanceOrderDenial(reason: reason)
      }
      var parameters = mapper.reference(order.venueOrderId, id, symbol: order.symbol)
      parameters.append("newQty", change.legQuantity)
      parameters.append("newClientOrderId", id.text)
      let number = begin(change, of: id)
      tracker.update(id) { $0.amendments += 1 }
      gateway.amend(parameters) { [weak self] result in self?.didAmend(id, number, result, params) }
    case .replacement:
      guard order.type == .trailingStopMarket, order.terms.activationPrice != nil else {
        return try replace(order, by: change, params: params, instrument, market: nil)
      }
      // From which side the price comes to the activation now decides the venue's word for the order.
      _ = begin(change, of: id)
      askForPrice(instrument) { [weak self] price in
        self?.replace(id, by: change, params: params, instrument, market: price)
      }
    }
  }

  /// Replaces an order after its price was asked for, unless it has ended meanwhile.
  private func replace(
    _ id: ClientOrderId, by change: BinanceOrderChange, params: [String: String], _ instrument: Instrument,
    market: Price?
  ) {
    guard let order = tracker[id], let pending = order.change, !order.isClosed else { return }
    if pending.isFirstGone {
      rejectChange(id, "ORDER_CLOSED: the order ended before it was changed")
      return end(id, .canceled, reason: "", tsEvent: now)
    }
    do {
      try replace(order, by: change, params: params, instrument, market: market)
    } catch {
      rejectChange(id, error.reason)
    }
  }

  private func replace(
    _ order: BinanceTrackedOrder, by change: BinanceOrderChange, params: [String: String], _ instrument: Instrument,
    market: Price?
  ) throws(BinanceOrderDenial) {
    let id = order.id
    let parameters = try mapper.replacement(of: order, by: change, params: params, market: market)
    if let reason = denial(of: parameters, instrument, purpose: .replacement) {
      throw BinanceOrderDenial(reason: reason)
    }
    let number = begin(change, of: id)
    tracker.update(id) { $0.replacements += 1 }
    gateway.replace(parameters) { [weak self] answer in self?.didReplace(id, number, answer, params) }
  }

  /// Notes that a change is sent.
  ///
  /// - Returns: its number.
  func begin(_ change: BinanceOrderChange, of id: ClientOrderId) -> Int {
    tracker.update(id) { $0.begin(change) } ?? 0
  }

  /// Whether a change is still under way; an event may have told its outcome, and the next one be under way since.
  func isUnderWay(_ number: Int, of id: ClientOrderId) -> Bool { tracker[id]?.change?.number == number }

  /// The parameters of a change of a futures order.
  ///
  /// - Parameter orders: how many go with it in one call, itself included.
  /// - Throws: why the venue would certainly refuse it.
  func modification(
    of order: BinanceTrackedOrder, by change: BinanceOrderChange, _ params: [String: String],
    _ instrument: Instrument, orders: Int = 1
  ) throws(BinanceOrderDenial) -> BinanceParameters {
    let parameters = mapper.modification(of: order, by: change, params: params)
    // What is judged is the order as it will be; the venue knows its type and side of the account.
    var whole = parameters
    whole.append("type", "LIMIT")
    whole.append("positionSide", order.positionSide?.rawValue)
    if let reason = denial(of: whole, instrument, purpose: .replacement) ?? obstacle(orders: orders) {
      throw BinanceOrderDenial(reason: reason)
    }
    return parameters
  }

  // MARK: - Answers

  func didAmend(
    _ id: ClientOrderId, _ number: Int, _ result: Result<BinanceAmendAnswer, BinanceError>, _ params: [String: String]
  ) {
    guard let order = tracker[id], let instrument = provider.instrument(rawSymbol: order.symbol) else { return }
    switch result {
    case .success(let answer):
      let time = answer.transactionTime ?? now
      settle(id, executed: answer.executedQuantity, leg: answer.orderId)
      if isUnderWay(number, of: id) {
        completeChange(
          id, leg: answer.orderId, quantity: BinanceReportMapper.quantity(answer.quantity, instrument),
          price: BinanceReportMapper.price(answer.price, instrument), trigger: nil, instrument, tsEvent: time)
      }
      if let status = answer.status.flatMap(BinanceOrderWords.status), status.isClosed {
        end(id, status, reason: "", tsEvent: time)
      }
    case .failure(let error):
      let outcome = BinanceOrderOutcome.ofChange(error, product: session.product)
      guard isUnderWay(number, of: id) else {
        if case .notFound = outcome { doubt(id) }
        return
      }
      switch outcome {
      case .refused where error.message == Self.amendUnsupported: replaceInstead(id, instrument, params)
      case .refused(let reason, _): rejectChange(id, reason)
      case .unknown(let reason): loseChange(id, reason)
      case .notFound(let reason):
        rejectChange(id, reason)
        doubt(id)
      }
    }
  }

  private static let amendUnsupported = "Order amend is not supported for this symbol."

  /// The symbol does not allow orders to be amended although it looked so: the order is replaced.
  private func replaceInstead(_ id: ClientOrderId, _ instrument: Instrument, _ params: [String: String]) {
    guard let order = tracker[id], let change = order.change else { return }
    unamendable.insert(order.symbol)
    tracker.update(id) { $0.change = nil }
    let command = ModifyOrder(
      order: order.identity, quantity: change.total, price: change.price, triggerPrice: change.triggerPrice,
      params: params, tsInit: now)
    modify(command)
  }

  private func didReplace(
    _ id: ClientOrderId, _ number: Int, _ answer: BinanceReplaceAnswer, _ params: [String: String]
  ) {
    guard let order = tracker[id], let instrument = provider.instrument(rawSymbol: order.symbol) else { return }
    if case .done(let canceled) = answer.canceled {
      tracker.note(id, executed: canceled.executedQuantity, leg: canceled.orderId, isEnded: true)
    }
    let conclusion = answer.conclusion
    if case .done(let made) = answer.made { didPlace(id, made, instrument) }
    switch conclusion {
    case .done: retotal(id, instrument, tsEvent: now)
    case .doubled(let reason):
      logger.error("order \(id): it was replaced although its first form could not be canceled (\(reason))")
      if case .done(let made) = answer.made { cancelForm(of: id, before: made.orderId) }
    case .refused(let reason) where isCrossedByFill(id, number, answer, params):
      replaceRest(of: id, number, reason, params, instrument)
    case .refused(let reason):
      guard isUnderWay(number, of: id) else { return doubt(id) }
      let isFirstGone = tracker[id]?.change?.isFirstGone ?? false
      let isOfFill = answer.isRestricted && params["cancelRestrictions"] == nil
      rejectChange(id, isOfFill ? explained(reason) + "; change it again" : reason)
      if isFirstGone { return end(id, .canceled, reason: "", tsEvent: now) }
      if case .refused(.notFound) = answer.canceled { doubt(id) }
    case .gone(let reason):
      guard isUnderWay(number, of: id) else { return doubt(id) }
      concludeGone(id, reason)
    case .undecided(let reason): if isUnderWay(number, of: id) { loseChange(id, reason) }
    }
    // Trades of the first order that were not told are asked for.
    if let order = tracker[id], order.lacksTrades { resolver.start(id, after: .milliseconds(500)) }
  }

  /// Cancels the first form of an order that was replaced although it could not be canceled.
  private func cancelForm(of id: ClientOrderId, before leg: Int64) {
    guard let order = tracker[id], let index = order.index(of: leg), index > 0 else { return }
    let first = order.legs[index - 1].venueOrderId
    gateway.cancel(mapper.reference(first, id, symbol: order.symbol)) { [weak self] result in
      guard let self else { return }
      if case .success(let answers) = result {
        for answer in answers { tracker.note(id, executed: answer.executedQuantity, leg: answer.orderId) }
      }
      doubt(id)
    }
  }

  // MARK: - Conclusions

  /// Tells that a change was refused, unless it was told what became of it.
  func rejectChange(_ id: ClientOrderId, _ reason: String) {
    guard let order = tracker[id], let change = order.change else { return }
    tracker.update(id) { $0.change = nil }
    sendWaitingChange(id)
    if change.isOwn { return logger.warning("order \(id): its quantity could not be put right: \(reason)") }
    sink.process(.modifyRejected(OrderModifyRejected(header(order), reason: reason)))
  }

  /// The order was canceled, and there is none in its place.
  func concludeGone(_ id: ClientOrderId, _ reason: String) {
    rejectChange(id, reason)
    guard let order = tracker[id] else { return }
    if order.lacksTrades { return doubt(id) }
    end(id, .canceled, reason: "the order in its place was refused: \(reason)", tsEvent: now)
  }

  /// The outcome of a change is not known.
  private func loseChange(_ id: ClientOrderId, _ reason: String) {
    guard let order = tracker[id], order.change != nil else { return }
    tracker.update(id) { $0.change?.lose() }
    sink.process(.unknown(OrderUnknown(header(order), reason: reason)))
    resolver.start(id)
  }

  /// The venue has told that the order that is being replaced is canceled; what becomes of the change is still to come.
  func noteFirstGone(_ id: ClientOrderId) {
    tracker.update(id) { $0.change?.firstIsCanceled() }
  }

  func completeChange(
    _ id: ClientOrderId, leg: Int64, _ answer: BinanceOrderAnswer, _ instrument: Instrument
  ) {
    completeChange(
      id, leg: leg, quantity: BinanceReportMapper.quantity(answer.quantity, instrument),
      price: BinanceReportMapper.price(answer.price, instrument),
      trigger: BinanceReportMapper.price(answer.stopPrice, instrument), instrument,
      tsEvent: answer.transactionTime ?? now)
  }

  /// Tells that a change was carried out, once, whatever tells of it first.
  func completeChange(
    _ id: ClientOrderId, leg: Int64, quantity: Quantity?, price: Price?, trigger: Price?, _ instrument: Instrument,
    tsEvent: UnixNanos
  ) {
    guard let order = tracker[id], let change = order.change, !order.isPast(leg) else { return }
    let legQuantity = quantity.flatMap { $0.isPositive ? $0 : nil } ?? change.legQuantity
    let total = order.total(ofLeg: legQuantity, instrument) ?? change.total
    let told = (price: price ?? change.price, trigger: trigger ?? change.triggerPrice)
    tracker.update(id) {
      $0.change = nil
      $0.wantedTotal = change.total
      $0.legQuantity = legQuantity
      $0.terms.quantity = total
      if $0.type.hasLimitPrice { $0.terms.price = told.price ?? $0.terms.price }
      if $0.type.hasTriggerPrice { $0.terms.triggerPrice = told.trigger ?? $0.terms.triggerPrice }
      $0.termsTime = max($0.termsTime ?? tsEvent, tsEvent)
    }
    sink.process(
      .updated(
        OrderUpdated(
          header(order, tsEvent: tsEvent), quantity: total, price: order.type.hasLimitPrice ? told.price : nil,
          triggerPrice: order.type.hasTriggerPrice ? told.trigger : nil)))
    putRight(id, instrument)
    sendWaitingChange(id)
  }

  /// Sends the change that waited for one of the client's own, once what is happening now is told; one that comes too late
  /// is refused with the reason.
  func sendWaitingChange(_ id: ClientOrderId) {
    guard tracker[id]?.waitingChange != nil else { return }
    clock.schedule(after: .zero) { [weak self] in
      guard let self, let order = tracker[id], order.isClosed || order.change == nil, let command = order.waitingChange
      else { return }
      tracker.update(id) { $0.waitingChange = nil }
      modify(command)
    }
  }

  /// What was filled while an order was being replaced is wanted no more: the order is made smaller by it.
  func putRight(_ id: ClientOrderId, _ instrument: Instrument) {
    guard let order = tracker[id], !order.isClosed, order.change == nil, let wanted = order.wantedTotal,
      order.terms.quantity > wanted, !order.cancellation.isPending
    else { return }
    logger.warning("order \(id): \(order.terms.quantity) instead of \(wanted) would be filled; it is put right")
    guard wanted.wide > order.executed else {
      tracker.update(id) { $0.wantedTotal = nil }
      return cancel(CancelOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: now))
    }
    do {
      let plan = try BinanceChangePlan(product: session.product, unamendable: unamendable)
      let command = ModifyOrder(order: order.identity, quantity: wanted, tsInit: now)
      var change = try plan.change(of: order, command, instrument)
      change.isOwn = true
      try send(change, of: order, params: [:], instrument)
    } catch {
      logger.warning("order \(id): its quantity cannot be put right: \(error.reason)")
    }
  }
}
