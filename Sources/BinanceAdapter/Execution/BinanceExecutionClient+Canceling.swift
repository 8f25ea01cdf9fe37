import Logging
import TradingEngine
import TradingModel

// Cancelling. What the venue says about an order that is not there is never believed by itself.
extension BinanceExecutionClient {
  func cancel(_ command: CancelOrder) {
    guard let order = tracked(command.order, command.venueOrderId) else {
      return refuseCancel(command, "INSTRUMENT_NOT_LOADED: instrumentId=\(command.order.instrumentId)")
    }
    do {
      _ = try BinanceOrderExtras.cancellation(session.product).check(command.params)
    } catch {
      return refuseCancel(command, error.reason)
    }
    // While one is under way another one can do nothing that it does not.
    guard tracker.update(order.id, { $0.cancellation.begin(params: command.params) }) == true else { return }
    sendCancel(order.id)
  }

  private func refuseCancel(_ command: CancelOrder, _ reason: String) {
    sink.process(
      .cancelRejected(OrderCancelRejected(header(command.order, command.venueOrderId), reason: reason)))
  }

  /// Cancels several orders; of a list one is enough, since the others end with it.
  func cancel(_ commands: [CancelOrder]) {
    if session.product.accountType.isFutures { return cancelTogether(commands) }
    var lists: Set<OrderListId> = []
    for command in commands {
      guard let order = tracked(command.order, command.venueOrderId), let list = order.listId, !order.isClosed else {
        cancel(command)
        continue
      }
      if lists.insert(list).inserted {
        cancel(command)
      } else if tracker.update(order.id, { $0.cancellation.begin(params: command.params) }) == true {
        tracker.update(order.id) { $0.cancellation.lose() }
        resolver.start(order.id, after: .seconds(2))
      }
    }
  }

  /// Cancels a strategy's orders in an instrument, each by itself: the venue's own command for a whole symbol would cancel
  /// what others have there, or place while it is on its way.
  func cancelAll(_ command: CancelAllOrders) {
    guard let instrument = provider.instrument(command.instrumentId) else { return }
    let wanted = tracker.live(symbol: instrument.rawSymbol).filter { order in
      order.identity.strategyId == command.strategyId && (command.side == nil || order.side == command.side)
    }
    cancel(wanted.map { CancelOrder(order: $0.identity, venueOrderId: $0.venueOrderId, tsInit: command.tsInit) })
  }

  /// Sends the request of a cancellation that was begun.
  func sendCancel(_ id: ClientOrderId) {
    guard let order = tracker[id] else { return }
    // While the order is being replaced, the client's identifier names whichever of the two is open.
    let reference = mapper.reference(to: order)
    var parameters = reference.parameters
    tracker.update(id) { $0.cancelFamily = reference.family }
    for name in order.cancellation.params.keys.sorted() {
      parameters.append(name, order.cancellation.params[name])
    }
    gateway.cancel(parameters, in: reference.family) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let answers): didCancel(id, answers)
      case .failure(let error): didFailToCancel(id, error)
      }
    }
  }

  /// Sends the request of a cancellation again, whose outcome before is not known.
  func cancelAgain(_ id: ClientOrderId) {
    tracker.update(id) { $0.cancellation.send() }
    sendCancel(id)
  }

  func didCancel(_ id: ClientOrderId, _ answers: [BinanceCancelAnswer]) {
    let symbol = tracker[id]?.symbol ?? ""
    for answer in answers {
      let isOnly = answers.count == 1
      if answer.family == .algo { return didCancelAlgo(id, answer) }
      guard
        let other = tracker.id(venueOrderId: answer.orderId, symbol: symbol) ?? (isOnly ? id : named(answer, symbol))
      else { continue }
      didCancel(other, answer)
    }
    guard let order = tracker[id], !order.isClosed, order.cancellation.isSent else { return }
    // The answer tells nothing about this order.
    tracker.update(id) { $0.cancellation.lose() }
    resolver.start(id)
  }

  private func named(_ answer: BinanceCancelAnswer, _ symbol: String) -> ClientOrderId? {
    let id = ClientOrderId(answer.clientOrderId)
    return tracker[id]?.symbol == symbol ? id : nil
  }

  private func didCancel(_ id: ClientOrderId, _ answer: BinanceCancelAnswer) {
    tracker.identify(id, venueOrderId: answer.orderId)
    tracker.note(
      id, executed: answer.executedQuantity, leg: answer.orderId,
      isEnded: BinanceOrderWords.status(answer.status)?.isClosed ?? false)
    tracker.update(id) { $0.cancellation.settle() }
    guard let status = BinanceOrderWords.status(answer.status) else {
      reportOnce("a cancellation is answered with a status that is not known: \(answer.status)")
      return doubt(id)
    }
    guard status.isClosed, let order = tracker[id], !order.isPast(answer.orderId) else { return }
    if order.change?.isAbout(leg: answer.orderId) == true { return noteFirstGone(id) }
    // Trades are on their way that belong before the end: they are awaited, or asked for.
    if order.lacksTrades { return doubt(id, after: isSynced ? .milliseconds(250) : .zero) }
    end(id, status, reason: "", tsEvent: answer.transactionTime ?? now)
  }

  func didFailToCancel(_ id: ClientOrderId, _ error: BinanceError) {
    guard let order = tracker[id], !order.isClosed else { return }
    switch BinanceOrderOutcome.ofChange(error, product: session.product) {
    case .refused(let reason, _):
      tracker.update(id) { $0.cancellation.settle() }
      sink.process(.cancelRejected(OrderCancelRejected(header(order), reason: reason)))
    case .unknown(let reason):
      let isFirst = order.cancellation.calls <= 1
      tracker.update(id) { $0.cancellation.lose() }
      if isFirst { sink.process(.unknown(OrderUnknown(header(order), reason: reason))) }
      resolver.start(id)
    case .notFound(let reason):
      // It may be filled, canceled, or not visible yet: the venue is asked what is true.
      logger.info("order \(id): the cancellation found no open order (\(reason)); asking what became of it")
      // The algo service no longer has what has triggered.
      tracker.update(id) { $0.cancellation.lose(isOrderGone: order.isAccepted && order.family == .regular) }
      resolver.start(id)
    }
  }
}
