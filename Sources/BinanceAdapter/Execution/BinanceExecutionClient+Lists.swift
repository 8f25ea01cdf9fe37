import Logging
import TradingEngine
import TradingModel

// Order lists: orders that depend on one another, kept by the venue.
extension BinanceExecutionClient {
  func submit(_ command: SubmitOrderList) {
    guard command.contingency != .none else {
      if session.product.accountType.isFutures { return submitTogether(command.orders) }
      for order in command.orders { submit(order) }
      return
    }
    guard let first = command.orders.first else { return }
    guard let instrument = provider.instrument(first.order.instrumentId) else {
      return loadFirst(first.order.instrumentId, denying: command.orders) { $0.submit(command) }
    }
    let request: BinanceOrderListRequest
    do {
      request = try listRequest(command, instrument)
    } catch {
      return deny(command.orders, error.reason)
    }
    let wish = marginWish(of: request.parameters, instrument)
    if let reason = denial(of: request.parameters, instrument, paysFromWorking: request.paysFromWorking)
      ?? marginDenial(of: wish, instrument) ?? obstacle(orders: command.orders.count)
    {
      return deny(command.orders, reason)
    }
    guard let ask = marginQuestion(wish) else { return dispatch(command, request, wish, instrument) }
    ask { [weak self] in
      guard let self else { return }
      do throws(BinanceOrderDenial) {
        // One of its orders may have been canceled meanwhile.
        _ = try listRequest(command, instrument)
      } catch {
        return deny(command.orders, error.reason)
      }
      if let reason = marginDenial(of: wish, instrument) ?? obstacle(orders: command.orders.count) {
        return deny(command.orders, reason)
      }
      dispatch(command, request, wish, instrument)
    }
  }

  private func dispatch(
    _ command: SubmitOrderList, _ request: BinanceOrderListRequest, _ wish: BinanceMarginWish?,
    _ instrument: Instrument
  ) {
    for order in command.orders {
      register(order, instrument)
      tracker.update(order.order.clientOrderId) { $0.listId = command.orderListId }
    }
    let ids = command.orders.map(\.order.clientOrderId)
    if let first = ids.first { claimMargin(first, wish) }
    gateway.place(request) { [weak self] result in
      guard let self else { return }
      switch result {
      case .success(let answer): didPlace(ids, answer, instrument)
      case .failure(let error): for id in ids { didFailToPlace(id, error) }
      }
    }
  }

  private func listRequest(
    _ command: SubmitOrderList, _ instrument: Instrument
  ) throws(BinanceOrderDenial) -> BinanceOrderListRequest {
    guard !session.product.accountType.isFutures else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_LIST: contingency=\(command.contingency.rawValue)")
    }
    for order in command.orders {
      let id = order.order.clientOrderId
      if tracker[id] != nil { throw BinanceOrderDenial(reason: "CLIENT_ORDER_ID_USED: clientOrderId=\(id)") }
      if lookup?.isClosed(id) == true {
        throw BinanceOrderDenial(reason: "ORDER_LIST_INCOMPLETE: \(id) was canceled before the list was sent")
      }
    }
    return try BinanceOrderListMapper(orders: mapper).request(command, symbol: instrument.rawSymbol)
  }

  private func deny(_ orders: [SubmitOrder], _ reason: String) {
    for order in orders where lookup?.isClosed(order.order.clientOrderId) != true { deny(order.order, reason) }
  }

  private func didPlace(_ ids: [ClientOrderId], _ answer: BinanceOrderListAnswer, _ instrument: Instrument) {
    var told: Set<ClientOrderId> = []
    for leg in answer.orders {
      let id = ClientOrderId(leg.clientOrderId)
      guard ids.contains(id) else { continue }
      told.insert(id)
      didPlace(id, leg, instrument)
    }
    for id in ids where !told.contains(id) {
      logger.warning("order \(id): the answer to its list does not mention it; asking")
      doubt(id)
    }
  }

  /// Follows a list's state as the account's stream tells it.
  func process(_ list: BinanceListStatus) {
    for leg in list.legs {
      guard let id = tracker.id(venueOrderId: leg.orderId, symbol: leg.symbol) ?? ownLeg(leg) else { continue }
      tracker.identify(id, venueOrderId: leg.orderId)
      guard let order = tracker[id], !order.isClosed else { continue }
      switch list.orderStatus {
      case "REJECT":
        end(id, .rejected, reason: BinanceOrderWords.reason(list.rejectReason), tsEvent: list.transactionTime)
      // Each leg's end comes in an event of its own; one that is missing is asked for.
      case "ALL_DONE": doubt(id, after: .seconds(1))
      case "EXECUTING": break
      case let word: reportOnce("a list of orders has a status that is not known: \(word)")
      }
    }
  }

  private func ownLeg(_ leg: BinanceListStatus.Leg) -> ClientOrderId? {
    let id = ClientOrderId(leg.clientOrderId)
    guard let order = tracker[id], order.symbol == leg.symbol, order.venueOrderId == nil else { return nil }
    return id
  }

  /// Has the venue asked what became of an order.
  func doubt(_ id: ClientOrderId, after wait: Duration? = nil) {
    tracker.update(id) { $0.isDoubtful = true }
    resolver.start(id, after: wait)
  }
}
