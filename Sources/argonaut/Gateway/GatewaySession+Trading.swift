import TradingEngine
import TradingModel

// Giving, changing and canceling orders.
extension GatewaySession {
  func submit(_ request: GatewayOrderRequest, _ line: inout JSONLine) throws(GatewayProblem) {
    let order = try make(request, place: "submit.order")
    line.string("clientOrderId", order.clientOrderId.text)
    try pass(strategy.submit(order, positionId: request.positionId, client: request.client))
  }

  func submit(
    _ requests: [GatewayOrderRequest], _ contingency: ContingencyType, _ line: inout JSONLine
  ) throws(GatewayProblem) {
    var orders: [Order] = []
    for (index, request) in requests.enumerated() {
      let order = try make(request, place: "submitList.orders[\(index)]")
      guard !orders.contains(where: { $0.clientOrderId == order.clientOrderId }) else {
        throw taken(order.clientOrderId)
      }
      orders.append(order)
    }
    let clients = Set(requests.compactMap(\.client))
    guard clients.count <= 1 else {
      throw GatewayProblem("submitList.orders: name several clients; the orders of a list go to one")
    }
    let list = strategy.orderFactory.list(orders, contingency: contingency)
    line.string("orderListId", list.id.text)
    line.strings("clientOrderIds", orders.map(\.clientOrderId.text))
    try pass(strategy.submitList(list, client: clients.first))
  }

  private func make(_ request: GatewayOrderRequest, place: String) throws(GatewayProblem) -> Order {
    let instrument = try instrument(request.instrument)
    if let id = request.clientOrderId, cache.orders.order(id) != nil { throw taken(id) }
    try check(request.client, place)
    return strategy.orderFactory.order(
      instrument.id, terms: try request.terms(for: instrument, place: place), clientOrderId: request.clientOrderId,
      positionId: request.positionId)
  }

  private func taken(_ id: ClientOrderId) -> GatewayProblem {
    GatewayProblem("clientOrderId '\(id)' is taken by an earlier order; choose another one, or leave it out")
  }

  /// A client that is named must be there.
  private func check(_ client: ClientId?, _ place: String) throws(GatewayProblem) {
    guard let client, kernel.executionEngine.client(client) == nil else { return }
    throw unknown(client, place)
  }

  func unknown(_ client: ClientId, _ place: String) -> GatewayProblem {
    let names = kernel.executionEngine.clients.map(\.id.text).joined(separator: ", ")
    return GatewayProblem(
      "\(place).client: there is no execution client '\(client)'; there are \(names.isEmpty ? "none" : names)")
  }

  func modify(
    _ id: ClientOrderId, _ quantity: String?, _ price: String?, _ trigger: String?
  ) throws(GatewayProblem) {
    let order = try known(id)
    let reading = DecimalReading(instrument: try instrument(order.instrumentId), place: "modify")
    try pass(
      strategy.modify(
        order, quantity: reading.quantity("quantity", quantity), price: reading.price("price", price),
        triggerPrice: reading.price("triggerPrice", trigger)))
  }

  func cancel(_ id: ClientOrderId) throws(GatewayProblem) { try pass(strategy.cancel(try known(id))) }

  func cancelAll(_ instrument: InstrumentId?, _ side: OrderSide?) throws(GatewayProblem) {
    if let instrument, cache.instrument(instrument) == nil { _ = try self.instrument(instrument) }
    let own = cache.orders.unclosed(instrumentId: instrument, strategyId: strategy.strategyId, side: side)
    for id in Set(own.map(\.instrumentId)).sorted() { try pass(strategy.cancelAll(id, side: side)) }
  }

  func flatten(_ instrument: InstrumentId?) throws(GatewayProblem) {
    if let instrument {
      _ = try self.instrument(instrument)
      return strategy.flatten(instrument)
    }
    let orders = cache.orders.unclosed(strategyId: strategy.strategyId).map(\.instrumentId)
    let positions = cache.positions.open(strategyId: strategy.strategyId).map(\.instrumentId)
    for id in Set(orders + positions).sorted() { strategy.flatten(id) }
  }

  /// Cancels everything and refuses new orders until ``resume()``.
  func kill() {
    kernel.riskEngine.setTradingState(.halted)
    for strategy in kernel.strategies { strategy.cancelAll() }
  }

  func resume() { kernel.riskEngine.setTradingState(.active) }

  func subscribe(_ id: InstrumentId, _ selections: [DataSelection], _ depth: Int?) throws(GatewayProblem) {
    _ = try instrument(id)
    guard kernel.dataEngine.client(for: id) != nil else {
      throw GatewayProblem("subscribe.instrument: no data client serves \(id); add one to dataClients")
    }
    feed.subscribe(id, selections, depth: depth)
  }

  /// A refusal that no event tells is the command's error.
  private func pass(_ refusal: CommandRefusal?) throws(GatewayProblem) {
    if let refusal { throw GatewayProblem(refusal.reason) }
  }
}
