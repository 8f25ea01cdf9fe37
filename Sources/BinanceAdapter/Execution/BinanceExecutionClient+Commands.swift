import Logging
import TradingEngine
public import TradingModel

extension BinanceExecutionClient {
  public func execute(_ command: TradingCommand) {
    switch command {
    case .submitOrder(let command): submit(command)
    case .submitOrderList(let command): submit(command)
    case .modifyOrder(let command): modify(command)
    case .cancelOrder(let command): cancel(command)
    case .cancelAllOrders(let command): cancelAll(command)
    case .batchCancelOrders(let command): for cancellation in command.cancels { cancel(cancellation) }
    case .queryOrder(let command): query(command)
    case .queryAccount: queryAccount()
    }
  }

  func header(
    _ order: OrderIdentity, _ venueOrderId: VenueOrderId?, tsEvent: UnixNanos? = nil
  ) -> OrderEventHeader {
    OrderEventHeader(
      order: order, venueOrderId: venueOrderId, accountId: accountId, tsEvent: tsEvent ?? now, tsInit: now)
  }

  func header(_ order: BinanceOrderTracker.Tracked, tsEvent: UnixNanos? = nil) -> OrderEventHeader {
    header(order.identity, order.venueOrderId, tsEvent: tsEvent)
  }

  // MARK: - Submitting

  private func submit(_ command: SubmitOrderList) {
    guard command.contingency == .none else {
      for order in command.orders {
        deny(order.order, "UNSUPPORTED_ORDER_LIST: contingency=\(command.contingency.rawValue)")
      }
      return
    }
    for order in command.orders { submit(order) }
  }

  private func deny(_ order: OrderIdentity, _ reason: String) {
    sink.process(.denied(OrderDenied(header(order, nil), reason: reason)))
  }

  private func submit(_ given: SubmitOrder) {
    guard let instrument = provider.instrument(given.order.instrumentId) else { return loadFirst(given) }
    guard tracker[given.order.clientOrderId] == nil else {
      return deny(given.order, "CLIENT_ORDER_ID_USED: clientOrderId=\(given.order.clientOrderId)")
    }
    let command: SubmitOrder
    let parameters: BinanceParameters
    do {
      command = try complete(given, instrument)
      parameters = try mapper.newOrder(command, symbol: instrument.rawSymbol)
    } catch {
      return deny(given.order, error.reason)
    }
    if let reason = denial(of: parameters, instrument) { return deny(command.order, reason) }
    // Registered before the bytes leave: the venue's events may come before its answer.
    var order = BinanceOrderTracker.Tracked(
      identity: command.order, symbol: instrument.rawSymbol, side: command.terms.side, type: command.terms.type,
      isPostOnly: command.terms.isPostOnly, isQuoteQuantity: command.terms.isQuoteQuantity, submittedAt: now)
    order.quantity = command.terms.quantity
    order.price = command.terms.price
    order.isReduceOnly = command.terms.isReduceOnly
    order.positionSide = parameters["positionSide"]
    let family = mapper.family(of: command.terms.type)
    if family == .algo { order.algo = BinanceAlgoOrderMachine() }
    tracker.register(order)
    sink.process(.submitted(OrderSubmitted(header(order))))
    gateway.place(parameters, to: family) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let answer): didPlace(order.id, answer, instrument)
      case .failure(let error): didFailToPlace(order.id, error)
      }
    }
  }

  /// Loads an instrument that was not asked for at the start, then sends its order.
  private func loadFirst(_ command: SubmitOrder) {
    let id = command.order.instrumentId
    provider.load(.ids([id])) { [weak self] _ in
      guard let self else { return }
      guard provider.instrument(id) != nil else {
        return deny(command.order, "INSTRUMENT_NOT_LOADED: instrumentId=\(id)")
      }
      submit(command)
    }
  }

  private func didPlace(_ id: ClientOrderId, _ answer: BinanceOrderAnswer, _ instrument: Instrument) {
    let time = answer.transactionTime ?? now
    let status = answer.status.flatMap(BinanceOrderWords.status)
    if status == .rejected {
      return end(id, .rejected, reason: BinanceOrderWords.reason(answer.expiryReason), tsEvent: time)
    }
    if answer.family == .algo { return didPlaceAlgo(id, answer, tsEvent: time) }
    tracker.identify(id, venueOrderId: answer.orderId)
    accept(id, tsEvent: time)
    if let quantity = BinanceReportMapper.quantity(answer.quantity, instrument), quantity.isPositive {
      convertQuantity(id, to: quantity, tsEvent: time)
    }
    adoptTerms(id, quantity: answer.quantity, price: answer.price, instrument, tsEvent: time)
    for fill in answer.fills {
      guard let quantity = BinanceReportMapper.quantity(fill.quantity, instrument),
        let price = BinanceReportMapper.price(fill.price, instrument), let number = UInt64(exactly: fill.tradeId)
      else { continue }
      // What trades at once takes liquidity.
      apply(
        id, instrument, trade: TradeId(number: number), quantity: quantity, price: price,
        commission: BinanceReportMapper.commission(fill.commission, fill.commissionAsset), liquidity: .taker,
        tsEvent: time)
    }
    settle(id, executed: answer.executedQuantity)
    guard let status, status.isClosed else { return }
    end(id, status, reason: BinanceOrderWords.reason(answer.expiryReason), tsEvent: time)
  }

  private func didFailToPlace(_ id: ClientOrderId, _ error: BinanceError) {
    guard let order = tracker[id] else { return }
    switch BinanceOrderOutcome.ofSubmission(error, product: session.product) {
    case .refused(let reason, let isPostOnly):
      // The venue has told that it has the order: the error was about something else.
      observe(refusal: error)
      guard !order.isAccepted, tracker.close(id) else { return }
      sink.process(.rejected(OrderRejected(header(order), reason: reason, dueToPostOnly: isPostOnly)))
    case .unknown(let reason), .notFound(let reason):
      guard !order.isAccepted, !order.isClosed else { return }
      tracker.note(id, isUnknown: true)
      sink.process(.unknown(OrderUnknown(header(order), reason: reason)))
      resolver.start(id)
    }
  }

  // MARK: - Changing

  private func modify(_ command: ModifyOrder) {
    let reason = "UNSUPPORTED_MODIFY: cancel the order and send a new one"
    sink.process(.modifyRejected(OrderModifyRejected(header(command.order, command.venueOrderId), reason: reason)))
  }

  // MARK: - Cancelling

  func cancel(_ command: CancelOrder) {
    guard let order = tracked(command.order, command.venueOrderId) else {
      let reason = "INSTRUMENT_NOT_LOADED: instrumentId=\(command.order.instrumentId)"
      return sink.process(
        .cancelRejected(OrderCancelRejected(header(command.order, command.venueOrderId), reason: reason)))
    }
    var reference = mapper.reference(to: order)
    reference.parameters.append("cancelRestrictions", command.params["cancelRestrictions"])
    tracker.note(order.id, cancelFamily: reference.family)
    gateway.cancel(reference.parameters, in: reference.family) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let answer): didCancel(order.id, answer)
      case .failure(let error): didFailToCancel(order.id, error)
      }
    }
  }

  private func didCancel(_ id: ClientOrderId, _ answer: BinanceCancelAnswer) {
    let time = answer.transactionTime ?? now
    if answer.family == .regular { tracker.identify(id, venueOrderId: answer.orderId) }
    guard let status = BinanceOrderWords.status(answer.status), status.isClosed else { return }
    guard let order = tracker[id] else { return }
    if answer.executedQuantity > order.filled {
      // Trades are on their way that belong before the end: they are awaited, or asked for.
      return resolver.start(id, after: isSynced ? .milliseconds(250) : .zero)
    }
    end(id, status, reason: "", tsEvent: time)
  }

  private func didFailToCancel(_ id: ClientOrderId, _ error: BinanceError) {
    guard let order = tracker[id], !order.isClosed else { return }
    switch BinanceOrderOutcome.ofChange(error, product: session.product) {
    case .refused(let reason, _):
      sink.process(.cancelRejected(OrderCancelRejected(header(order), reason: reason)))
    case .unknown(let reason):
      tracker.note(id, isCancelUnknown: true)
      sink.process(.unknown(OrderUnknown(header(order), reason: reason)))
      resolver.start(id)
    case .notFound(let reason):
      // It may be filled, canceled, or not visible yet: the venue is asked what is true.
      logger.info("order \(id): the cancellation found no open order (\(reason)); asking what became of it")
      tracker.note(id, isCancelUnknown: true)
      resolver.start(id)
    }
  }

  private func cancelAll(_ command: CancelAllOrders) {
    guard let instrument = provider.instrument(command.instrumentId) else { return }
    let live = tracker.live(symbol: instrument.rawSymbol)
    let wanted = live.filter { order in
      order.identity.strategyId == command.strategyId && (command.side == nil || order.side == command.side)
    }
    // The venue's own command cancels whatever is there, so it serves only where everything is meant.
    for order in wanted {
      cancel(CancelOrder(order: order.identity, venueOrderId: order.venueOrderId, tsInit: command.tsInit))
    }
  }

  // MARK: - Asking

  private func query(_ command: QueryOrder) {
    generateOrderStatusReport(command) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let bundle?):
        note(bundle)
        sink.process(bundle)
      case .success(nil): break
      case .failure(let error): logger.warning("order \(command.order.clientOrderId) could not be asked for: \(error)")
      }
    }
  }

  private func queryAccount() {
    askForAccount { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let state): sink.process(state)
      case .failure(let error): logger.warning("the account could not be asked for: \(error)")
      }
    }
  }

  /// The tracked order; one that an earlier session made is registered from what the command or the node knows.
  func tracked(_ identity: OrderIdentity, _ venueOrderId: VenueOrderId?) -> BinanceOrderTracker.Tracked? {
    if let order = tracker[identity.clientOrderId] { return order }
    guard let instrument = provider.instrument(identity.instrumentId) else { return nil }
    let known = lookup?.order(identity.clientOrderId)
    adopt(identity, known, venueOrderId ?? known?.venueOrderId, symbol: instrument.rawSymbol)
    return tracker[identity.clientOrderId]
  }

  func adopt(_ identity: OrderIdentity, _ known: Order?, _ venueOrderId: VenueOrderId?, symbol: String) {
    tracker.register(untracked(identity, known, venueOrderId, symbol))
  }

  /// An order of an earlier session as far as it is known.
  func untracked(
    _ identity: OrderIdentity, _ known: Order?, _ venueOrderId: VenueOrderId?, _ symbol: String
  ) -> BinanceOrderTracker.Tracked {
    var order = BinanceOrderTracker.Tracked(
      identity: identity, symbol: symbol, side: known?.side ?? .buy, type: known?.type ?? .limit,
      isPostOnly: known?.terms.isPostOnly ?? false, isQuoteQuantity: known?.terms.isQuoteQuantity ?? false,
      submittedAt: known?.tsSubmitted ?? now, venueOrderId: venueOrderId)
    order.algo = algoMachine(of: known, venueOrderId)
    guard let known else { return order }
    order.quantity = known.quantity
    order.price = known.price
    order.isReduceOnly = known.terms.isReduceOnly
    order.positionSide = known.positionId.flatMap(BinancePositionSide.init(positionId:))?.rawValue
    order.isAccepted = known.tsAccepted != nil
    order.isTriggered = known.isTriggered
    order.isClosed = known.isClosed
    order.tradeIds = known.tradeIds
    order.filled = known.filledQuantity.wide
    return order
  }
}
