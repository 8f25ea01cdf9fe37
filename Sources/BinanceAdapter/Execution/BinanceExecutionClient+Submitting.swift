import Logging
import TradingEngine
import TradingModel
import TradingNetwork

// Sending new orders. Whatever cannot be sent is denied before anything of it is told as submitted.
extension BinanceExecutionClient {
  func deny(_ order: OrderIdentity, _ reason: String) {
    sink.process(.denied(OrderDenied(header(order, nil), reason: reason)))
  }

  func submit(_ command: SubmitOrder) {
    guard let instrument = provider.instrument(command.order.instrumentId) else {
      return loadFirst(command.order.instrumentId, denying: [command]) { $0.submit(command) }
    }
    guard isWanted(command) else { return }
    guard command.terms.type == .trailingStopMarket, command.terms.activationPrice != nil,
      !session.product.accountType.isFutures
    else { return send(command, instrument, market: nil) }
    // From which side the price comes to the activation decides the venue's word for the order.
    askForPrice(instrument) { [weak self] price in
      guard let self, isWanted(command) else { return }
      send(command, instrument, market: price)
    }
  }

  /// Whether an order is still to be sent: its identifier is free, and it was not canceled while something was loaded.
  func isWanted(_ command: SubmitOrder) -> Bool {
    let id = command.order.clientOrderId
    if lookup?.isClosed(id) == true { return false }
    guard !tracker.contains(id) else {
      deny(command.order, "CLIENT_ORDER_ID_USED: clientOrderId=\(id)")
      return false
    }
    return true
  }

  private func send(_ given: SubmitOrder, _ instrument: Instrument, market: Price?) {
    let command: SubmitOrder
    let parameters: BinanceParameters
    do {
      command = try complete(given, instrument)
      parameters = try mapper.newOrder(command, symbol: instrument.rawSymbol, market: market)
    } catch {
      return deny(given.order, error.reason)
    }
    let wish = marginWish(of: parameters, instrument)
    if let reason = denial(of: parameters, instrument) ?? marginDenial(of: wish, instrument) ?? obstacle(orders: 1) {
      return deny(command.order, reason)
    }
    guard let ask = marginQuestion(wish) else { return dispatch(command, parameters, wish, instrument) }
    ask { [weak self] in
      guard let self, isWanted(command) else { return }
      if let reason = marginDenial(of: wish, instrument) ?? obstacle(orders: 1) { return deny(command.order, reason) }
      dispatch(command, parameters, wish, instrument)
    }
  }

  private func dispatch(
    _ command: SubmitOrder, _ parameters: BinanceParameters, _ wish: BinanceMarginWish?, _ instrument: Instrument
  ) {
    track(command, instrument)
    let id = command.order.clientOrderId
    claimMargin(id, wish)
    place(id, parameters, isRouted: mapper.isRouted(command.terms), instrument)
    // The order is on its way first: no answer can come before this returns.
    tellSubmitted(command)
  }

  /// Why no order can be sent now, with the time that remains.
  func obstacle(orders: Int) -> String? {
    guard let obstacle = gateway.obstacle(orders: orders) else { return nil }
    let seconds = Int(obstacle.remaining.inSeconds.rounded(.up))
    return "RATE_LIMIT: \(obstacle.reason); new orders can be sent again in \(seconds) s"
  }

  /// Takes an order that is sent next into those that are followed, and tells that it was submitted.
  func register(_ command: SubmitOrder, _ instrument: Instrument) {
    track(command, instrument)
    tellSubmitted(command)
  }

  private func tellSubmitted(_ command: SubmitOrder) {
    sink.process(.submitted(OrderSubmitted(header(command.order, nil))))
  }

  /// Follows an order before its bytes leave, since the venue's events may come before its answer.
  private func track(_ command: SubmitOrder, _ instrument: Instrument) {
    var order = BinanceTrackedOrder(
      identity: command.order, symbol: instrument.rawSymbol, terms: command.terms, submittedAt: now)
    if mapper.family(of: command.terms.type) == .algo { order.algo = BinanceAlgoOrderMachine() }
    order.positionSide = mapper.positionSide(of: command)
    tracker.register(order)
    activeSymbols.insert(instrument.rawSymbol)
  }

  private func place(
    _ id: ClientOrderId, _ parameters: BinanceParameters, isRouted: Bool, _ instrument: Instrument, attempt: Int = 0
  ) {
    gateway.place(parameters, to: tracker.look(at: id, \.family) ?? .regular, isRouted: isRouted) {
      [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let answer): didPlace(id, answer, instrument)
      case .failure(let error):
        guard error.kind == .transport, error.isUnsent, attempt < config.maxRetries, tracker[id]?.isClosed == false
        else { return didFailToPlace(id, error) }
        // Certainly nothing was sent: the only failure after which sending again cannot make a second order.
        clock.schedule(after: retryDelay(attempt)) { [weak self] in
          self?.place(id, parameters, isRouted: isRouted, instrument, attempt: attempt + 1)
        }
      }
    }
  }

  private func retryDelay(_ attempt: Int) -> Duration {
    min(config.retryDelayInitial * Double(1 << min(attempt, 16)), config.retryDelayMax)
  }

  /// Loads an instrument that was not asked for at the start, then goes on.
  func loadFirst(
    _ id: InstrumentId, denying commands: [SubmitOrder], then: @escaping (BinanceExecutionClient) -> Void
  ) {
    provider.load(.ids([id])) { [weak self] _ in
      guard let self else { return }
      guard provider.instrument(id) != nil else {
        for command in commands where lookup?.isClosed(command.order.clientOrderId) != true {
          deny(command.order, "INSTRUMENT_NOT_LOADED: instrumentId=\(id)")
        }
        return
      }
      then(self)
    }
  }

  /// The last price of an instrument, or nil when the venue does not give it.
  func askForPrice(_ instrument: Instrument, completion: @escaping (Price?) -> Void) {
    let request = BinanceRequest<String>(
      .get, session.product.restPath + "/ticker/price", ["symbol": instrument.rawSymbol], priority: .order
    ) { json, _ in try json.text("price") }
    session.send(request) { result in
      completion((try? result.get()).flatMap { BinanceReportMapper.price($0, instrument) })
    }
  }

  // MARK: - Answers

  func didPlace(_ id: ClientOrderId, _ answer: BinanceOrderAnswer, _ instrument: Instrument) {
    let time = answer.transactionTime ?? now
    let status = answer.status.flatMap(BinanceOrderWords.status)
    if let word = answer.status, status == nil { reportOnce("an order has a status that is not known: \(word)") }
    if status == .rejected {
      return end(id, .rejected, reason: BinanceOrderWords.reason(answer.expiryReason), tsEvent: time)
    }
    if answer.family == .algo { return didPlaceAlgo(id, answer, tsEvent: time) }
    let isReplaced = tracker.identify(id, venueOrderId: answer.orderId)
    accept(id, tsEvent: time)
    if isReplaced { completeChange(id, leg: answer.orderId, answer, instrument) }
    adoptTerms(
      id, leg: answer.orderId,
      VenueTerms(
        quantity: VenueTerms.quantity(
          answer.quantity, executed: answer.executedQuantity, status: status, instrument),
        price: BinanceReportMapper.price(answer.peggedPrice ?? answer.price, instrument),
        triggerPrice: BinanceReportMapper.price(answer.stopPrice, instrument)), instrument, tsEvent: time)
    // The balances that go with a fill come by an event; should it not come, the audit asks for them.
    if answer.executedQuantity?.isPositive == true { lastActivity = now }
    for fill in answer.fills {
      guard let quantity = BinanceReportMapper.quantity(fill.quantity, instrument), quantity.isPositive,
        let price = BinanceReportMapper.price(fill.price, instrument), let trade = fill.tradeId
      else { continue }
      let commission = BinanceReportMapper.commission(fill.commission, fill.commissionAsset)
      // What trades at once takes liquidity.
      apply(
        id, instrument, leg: answer.orderId, trade: trade, quantity: quantity, price: price, commission: commission,
        isEstimated: commission == nil && fill.commission?.isZero != true, liquidity: .taker, tsEvent: time)
    }
    settle(id, executed: answer.executedQuantity, leg: answer.orderId)
    guard let status, status.isClosed, tracker.look(at: id, { $0.isPast(answer.orderId) }) == false else { return }
    // Not every form of an answer lists the trades, which belong before the end.
    if tracker.look(at: id, \.lacksTrades) == true { return doubt(id, after: isSynced ? .milliseconds(400) : .zero) }
    end(id, status, reason: BinanceOrderWords.reason(answer.expiryReason, status: answer.status), tsEvent: time)
  }

  func didFailToPlace(_ id: ClientOrderId, _ error: BinanceError) {
    guard let order = tracker[id] else { return }
    if error.isUnsent {
      guard !order.isAccepted, tracker.close(id) else { return }
      return sink.process(.denied(OrderDenied(header(order), reason: "NOT_SENT: \(error.message)")))
    }
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
}
