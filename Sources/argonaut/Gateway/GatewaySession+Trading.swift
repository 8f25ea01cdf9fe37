import BinanceAdapter
import TradingEngine
import TradingLive
import TradingModel

// Giving, changing and canceling orders.
extension GatewaySession {
  func submit(_ request: GatewayOrderRequest, _ line: inout JSONLine) throws(GatewayProblem) {
    let order = try make(request, client: request.client, place: "submit.order")
    line.string("clientOrderId", order.clientOrderId.text)
    try pass(desk.submit(order, positionId: request.positionId, client: request.client))
  }

  func submit(
    _ requests: [GatewayOrderRequest], _ contingency: ContingencyType, _ line: inout JSONLine
  ) throws(GatewayProblem) {
    let clients = Set(requests.compactMap(\.client))
    guard clients.count <= 1 else {
      throw GatewayProblem("submitList.orders: name several clients; the orders of a list go to one")
    }
    var orders: [Order] = []
    for (index, request) in requests.enumerated() {
      let order = try make(request, client: clients.first, place: "submitList.orders[\(index)]")
      guard !orders.contains(where: { $0.clientOrderId == order.clientOrderId }) else {
        throw taken(order.clientOrderId)
      }
      orders.append(order)
    }
    let list = desk.orderFactory.list(orders, contingency: contingency)
    line.string("orderListId", list.id.text)
    line.strings("clientOrderIds", orders.map(\.clientOrderId.text))
    try pass(desk.submitList(list, client: clients.first))
  }

  private func make(
    _ request: GatewayOrderRequest, client: ClientId?, place: String
  ) throws(GatewayProblem) -> Order {
    let instrument = try instrument(request.instrument)
    if let id = request.clientOrderId, cache.orders.order(id) != nil { throw taken(id) }
    try check(client, instrument.id, place)
    try check(request.positionId, instrument.id, place)
    return desk.orderFactory.order(
      instrument.id, terms: try request.terms(for: instrument, place: place), clientOrderId: request.clientOrderId,
      positionId: request.positionId)
  }

  private func taken(_ id: ClientOrderId) -> GatewayProblem {
    GatewayProblem("clientOrderId '\(id)' is taken by an earlier order; choose another one, or leave it out")
  }

  /// A client that is named must be there, and one must be named where it is a question whose money is spent: on spot and
  /// on margin an instrument has the same name.
  private func check(_ client: ClientId?, _ instrument: InstrumentId, _ place: String) throws(GatewayProblem) {
    if let client {
      guard kernel.executionEngine.client(client) == nil else { return }
      throw unknown(client, place)
    }
    let serving = kernel.executionEngine.clients.filter { $0.serves(instrument) }.map(\.id.text)
    guard serving.count > 1 else { return }
    throw GatewayProblem(
      "\(place).client: is missing; \(instrument) is traded by \(serving.joined(separator: ", ")): name one of them")
  }

  /// A position of another instrument, or a name that is none, would be taken for the side of the order.
  private func check(_ position: PositionId?, _ instrument: InstrumentId, _ place: String) throws(GatewayProblem) {
    guard let position,
      cache.positions.position(position, strategyId: desk.strategyId)?.instrumentId != instrument,
      !position.text.hasPrefix("\(instrument)-")
    else { return }
    throw GatewayProblem(
      "\(place).positionId: '\(position)' is no position in \(instrument); write \(instrument)-LONG or -SHORT in hedge "
        + "mode, \(instrument)-BOTH in one-way mode, or leave it out")
  }

  func unknown(_ client: ClientId, _ place: String) -> GatewayProblem {
    let names = kernel.executionEngine.clients.map(\.id.text).joined(separator: ", ")
    return GatewayProblem(
      "\(place).client: there is no execution client '\(client)'; there are \(names.isEmpty ? "none" : names)")
  }

  func modify(_ change: GatewayChange) throws(GatewayProblem) {
    let order = try known(change.clientOrderId)
    let reading = DecimalReading(instrument: try instrument(order.instrumentId), place: "modify")
    try pass(
      desk.modify(
        order.clientOrderId, quantity: reading.quantity("quantity", change.quantity),
        price: reading.price("price", change.price), triggerPrice: reading.price("triggerPrice", change.triggerPrice),
        params: change.params))
  }

  /// Changes several orders, those of one instrument together.
  func modify(_ changes: [GatewayChange]) throws(GatewayProblem) {
    var batches: [InstrumentId: [ModifyOrder]] = [:]
    for (index, change) in changes.enumerated() {
      let order = try known(change.clientOrderId)
      let reading = DecimalReading(
        instrument: try instrument(order.instrumentId), place: "modifyList.changes[\(index)]")
      batches[order.instrumentId, default: []].append(
        ModifyOrder(
          order: order.identity, venueOrderId: order.venueOrderId,
          quantity: try reading.quantity("quantity", change.quantity), price: try reading.price("price", change.price),
          triggerPrice: try reading.price("triggerPrice", change.triggerPrice), params: change.params,
          clientId: order.clientId, tsInit: kernel.clock.now))
    }
    var refusal: CommandRefusal?
    for id in batches.keys.sorted() {
      // One that is refused stops no other.
      refusal = desk.modifyAll(id, batches[id] ?? []) ?? refusal
    }
    try pass(refusal)
  }

  func cancelAll(_ instrument: InstrumentId?, _ side: OrderSide?) throws(GatewayProblem) {
    if let instrument { _ = try self.instrument(instrument) }
    let own = cache.orders.unclosed(instrumentId: instrument, strategyId: desk.strategyId, side: side)
    for id in Set(own.map(\.instrumentId)).sorted() { try pass(desk.cancelAll(id, side: side)) }
  }

  /// Leaves one instrument, or all; an exit that has to be given up is told by an event.
  func flatten(_ instrument: InstrumentId?) throws(GatewayProblem) {
    guard let instrument else { return flattenAll() }
    leave(try self.instrument(instrument).id)
  }

  private func flattenAll() {
    let orders = cache.orders.unclosed(strategyId: desk.strategyId).map(\.instrumentId)
    let positions = cache.positions.open(strategyId: desk.strategyId).map(\.instrumentId)
    for id in Set(orders + positions).sorted() { leave(id) }
  }

  private func leave(_ id: InstrumentId) {
    desk.flatten(id) { [weak self] outcome in
      guard let self, case .givenUp(let open) = outcome else { return }
      events.tell(JSONLine(givenUp: open, of: id, at: kernel.clock.now))
    }
  }

  /// Deals with what is open when the gateway ends.
  func settle(_ policy: OpenOrdersPolicy) {
    switch policy {
    case .leave: break
    case .cancel: desk.cancelAll()
    case .flatten: flattenAll()
    }
  }

  func subscribe(_ id: InstrumentId, _ selections: [DataSelection], _ depth: Int?) throws(GatewayProblem) {
    _ = try instrument(id)
    guard let client = kernel.dataEngine.client(for: id) else {
      throw GatewayProblem("subscribe.instrument: no data client serves \(id); add one to dataClients")
    }
    for selection in selections {
      if let problem = (client as? BinanceDataClient)?.problem(with: selection.subscription(id)) {
        throw GatewayProblem("subscribe.data: \(problem)")
      }
    }
    feed.subscribe(id, selections, depth: depth)
  }

  /// A refusal that no event tells is the command's error.
  func pass(_ refusal: CommandRefusal?) throws(GatewayProblem) {
    if let refusal { throw GatewayProblem(refusal.reason) }
  }
}

extension JSONLine {
  /// An exit that was given up because orders could not be canceled.
  fileprivate init(givenUp open: [ClientOrderId], of id: InstrumentId, at time: UnixNanos) {
    self.init("event", "FlattenGivenUp")
    string("instrument", id.text)
    strings("openOrders", open.map(\.text))
    string("reason", "these orders could not be canceled in time; cancel them and flatten again")
    times(time, time)
  }
}
