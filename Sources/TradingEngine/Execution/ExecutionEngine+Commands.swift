import Logging
public import TradingModel

extension ExecutionEngine {
  /// Carries out a command. What becomes of it is told by events.
  ///
  /// - Returns: why nothing was done, when no event can tell; else `nil`.
  @discardableResult
  public func execute(_ command: TradingCommand) -> CommandRefusal? {
    perform {
      switch command {
      case .submitOrder(let command): submit(command)
      case .submitOrderList(let command): submit(command)
      case .modifyOrder(let command): modify(command)
      case .batchModifyOrders(let command): modify(command)
      case .cancelOrder(let command): cancel(command)
      case .cancelAllOrders(let command): cancelAll(command)
      case .batchCancelOrders(let command): cancel(command)
      case .queryOrder(let command): query(command)
      case .queryAccount(let command): query(command)
      }
    }
  }

  // MARK: Orders before they are sent

  /// Takes a new order into the caches and tells that it was made. An identifier that is in use is refused.
  public func initialize(_ command: SubmitOrder) -> CommandRefusal? {
    perform {
      guard !orders.contains(command.order.clientOrderId) else {
        return CommandRefusal(
          "INVALID_CLIENT_ORDER_ID: client_order_id=\(command.order.clientOrderId) is in use; choose another one")
      }
      let header = OrderEventHeader(order: command.order, tsEvent: command.tsInit, tsInit: command.tsInit)
      let event = OrderInitialized(header, terms: command.terms, positionId: command.positionId)
      store(event, client: command.clientId)
      return nil
    }
  }

  /// Refuses an order on this side.
  public func deny(_ id: ClientOrderId, reason: String) {
    perform {
      guard let order = orders.order(id) else { return }
      apply(.denied(OrderDenied(header(order), reason: reason)))
    }
  }

  /// Tells that a change was refused on this side.
  public func denyModify(_ id: ClientOrderId, reason: String) {
    perform {
      guard let order = orders.order(id) else { return }
      apply(.modifyRejected(OrderModifyRejected(header(order), reason: reason)))
    }
  }

  // MARK: Submitting

  private func submit(_ command: SubmitOrder) -> CommandRefusal? {
    let id = command.order.clientOrderId
    if !orders.contains(id), let refusal = initialize(command) { return refusal }
    guard let entry = orders.entry(id), entry.order.status == .initialized else {
      return CommandRefusal("ORDER_NOT_NEW: client_order_id=\(id) was submitted before")
    }
    let instrumentId = entry.order.instrumentId
    guard let client = carrier(for: instrumentId, named: command.clientId) else {
      deny(id, reason: noClient(instrumentId, command.clientId))
      return nil
    }
    if let problem = noteSending([id], to: client) {
      deny(id, reason: "JOURNAL_UNAVAILABLE: \(problem)")
      return nil
    }
    client.execute(.submitOrder(prepared(command, for: client)))
    return nil
  }

  /// Notes that orders are about to be sent, so that a restart knows that the venue may have them.
  ///
  /// - Returns: why that cannot be written down; nothing may be sent then.
  private func noteSending(_ ids: [ClientOrderId], to client: any ExecutionClient) -> JournalProblem? {
    for id in ids {
      orders.update(id) { $0.clientId = client.id }
      note(.sent(id, client: client.id))
    }
    return journal?.commit()
  }

  func noClient(_ instrumentId: InstrumentId, _ clientId: ClientId?) -> String {
    let names = clients.map(\.id.text).joined(separator: ",")
    guard let clientId else {
      let serving = clients.filter { $0.serves(instrumentId) }.map(\.id.text).joined(separator: ",")
      return serving.isEmpty
        ? "NO_EXECUTION_CLIENT: instrument=\(instrumentId) clients=\(names)"
        : "AMBIGUOUS_CLIENT: instrument=\(instrumentId) clients=\(serving); name one of them as the order's client"
    }
    return "NO_EXECUTION_CLIENT: client=\(clientId) instrument=\(instrumentId) clients=\(names)"
  }

  /// The command as the client is to carry it out: expire times that the venue does not keep are kept here.
  private func prepared(_ command: SubmitOrder, for client: any ExecutionClient) -> SubmitOrder {
    var result = command
    result.clientId = client.id
    if command.terms.parentOrderId != nil, market.instrument(command.order.instrumentId)?.kind == .currencyPair {
      // Spot knows no reduce-only; what a list's child may trade is bounded by its parent there.
      result.terms.isReduceOnly = false
    }
    guard command.terms.timeInForce == .gtd, !client.keepsExpireTime(command.order.instrumentId) else { return result }
    result.terms.timeInForce = .gtc
    result.terms.expireTime = nil
    log.warning(
      "order \(command.order.clientOrderId): \(client.id) does not end GTD orders; it is sent as GTC and canceled in time"
    )
    scheduleExpiry(of: command.order.clientOrderId, at: command.terms.expireTime)
    return result
  }

  private func submit(_ command: SubmitOrderList) -> CommandRefusal? {
    guard let first = command.orders.first else {
      return CommandRefusal("ORDER_LIST_EMPTY: list=\(command.orderListId)")
    }
    for submit in command.orders where orders.order(submit.order.clientOrderId) == nil {
      if let refusal = initialize(submit) { return refusal }
    }
    let clientId = command.clientId ?? first.clientId
    guard let client = carrier(for: first.order.instrumentId, named: clientId) else {
      let reason = noClient(first.order.instrumentId, clientId)
      for submit in command.orders { deny(submit.order.clientOrderId, reason: reason) }
      return nil
    }
    if let problem = noteSending(command.orders.map(\.order.clientOrderId), to: client) {
      for submit in command.orders { deny(submit.order.clientOrderId, reason: "JOURNAL_UNAVAILABLE: \(problem)") }
      return nil
    }
    var sent = command
    sent.clientId = client.id
    sent.orders = command.orders.map { prepared($0, for: client) }
    client.execute(.submitOrderList(sent))
    return nil
  }

  // MARK: Changing

  private func modify(_ command: ModifyOrder) -> CommandRefusal? {
    guard let order = orders.order(command.order.clientOrderId) else { return unknown(command.order) }
    if let refusal = refusal(ofChanging: order) { return refusal }
    guard order.status != .initialized, let client = client(for: order.instrumentId, named: order.clientId) else {
      return CommandRefusal("ORDER_NOT_SENT: client_order_id=\(order.clientOrderId) status=\(order.status.rawValue)")
    }
    let sent = marked(command, order, client: client)
    if let problem = journal?.commit() {
      denyModify(order.clientOrderId, reason: "JOURNAL_UNAVAILABLE: \(problem)")
      return nil
    }
    client.execute(.modifyOrder(sent))
    return nil
  }

  /// Marks an order as being changed and gives the command for it.
  private func marked(_ command: ModifyOrder, _ order: Order, client: any ExecutionClient) -> ModifyOrder {
    apply(.pendingUpdate(OrderPendingUpdate(header(order))))
    var sent = command
    sent.clientId = client.id
    sent.order = order.identity
    sent.venueOrderId = order.venueOrderId
    note(.modify(sent))
    return sent
  }

  private func modify(_ command: BatchModifyOrders) -> CommandRefusal? {
    var isKnown = false
    for client in clients {
      let changes = command.changes.compactMap { change -> ModifyOrder? in
        guard let order = orders.order(change.order.clientOrderId), !order.isClosed, order.status != .initialized,
          self.client(for: order.instrumentId, named: order.clientId) === client
        else { return nil }
        return marked(change, order, client: client)
      }
      guard !changes.isEmpty else { continue }
      isKnown = true
      if let problem = journal?.commit() {
        for change in changes { denyModify(change.order.clientOrderId, reason: "JOURNAL_UNAVAILABLE: \(problem)") }
        continue
      }
      client.execute(
        .batchModifyOrders(
          BatchModifyOrders(
            instrumentId: command.instrumentId, changes: changes, clientId: client.id, tsInit: command.tsInit)))
    }
    return isKnown ? nil : CommandRefusal("ORDER_NOT_FOUND: none of \(command.changes.count) orders to change is open")
  }

  private func unknown(_ order: OrderIdentity) -> CommandRefusal {
    CommandRefusal("ORDER_NOT_FOUND: client_order_id=\(order.clientOrderId)")
  }

  private func refusal(ofChanging order: Order) -> CommandRefusal? {
    guard order.isClosed else { return nil }
    return CommandRefusal("ORDER_CLOSED: client_order_id=\(order.clientOrderId) status=\(order.status.rawValue)")
  }

  // MARK: Canceling

  /// Hands a cancellation to a client; it is sent also when it cannot be written down.
  private func send(_ cancellation: TradingCommand, to client: any ExecutionClient) {
    journal?.commit()
    client.execute(cancellation)
  }

  private func cancel(_ command: CancelOrder) -> CommandRefusal? {
    guard let order = orders.order(command.order.clientOrderId) else { return unknown(command.order) }
    if let refusal = refusal(ofChanging: order) { return refusal }
    if cancelLocally(order) { return nil }
    guard let client = client(for: order.instrumentId, named: order.clientId) else {
      return CommandRefusal(noClient(order.instrumentId, order.clientId))
    }
    send(.cancelOrder(marked(order, params: command.params, client: client)), to: client)
    return nil
  }

  /// An order that was never sent needs no venue to be canceled.
  private func cancelLocally(_ order: Order) -> Bool {
    guard order.status == .initialized else { return false }
    apply(.canceled(OrderCanceled(header(order), reason: "canceled before it was sent")))
    return true
  }

  /// Marks an order as being canceled and gives the command for it.
  private func marked(_ order: Order, params: [String: String] = [:], client: any ExecutionClient) -> CancelOrder {
    if order.status != .pendingCancel { apply(.pendingCancel(OrderPendingCancel(header(order)))) }
    return CancelOrder(
      order: order.identity, venueOrderId: order.venueOrderId, params: params, clientId: client.id, tsInit: now)
  }

  private func cancelAll(_ command: CancelAllOrders) -> CommandRefusal? {
    let all = orders.unclosed(instrumentId: command.instrumentId)
    let chosen = all.filter {
      $0.strategyId == command.strategyId && (command.side == nil || $0.side == command.side)
        && (command.clientId == nil || $0.clientId == command.clientId)
    }
    // The venue's own cancel-all is used only when it cancels nothing else, and misses nothing.
    let isExact =
      chosen.count == all.count && chosen.count > 1 && command.side == nil
      && chosen.allSatisfy { $0.venueOrderId != nil && $0.clientId == chosen[0].clientId }
    let sent = chosen.filter { !cancelLocally($0) }
    for (client, orders) in byClient(sent) {
      let cancels = orders.map { marked($0, client: client) }
      if cancels.count == 1 {
        send(.cancelOrder(cancels[0]), to: client)
      } else if isExact {
        var exact = command
        exact.clientId = client.id
        send(.cancelAllOrders(exact), to: client)
      } else {
        send(
          .batchCancelOrders(
            BatchCancelOrders(
              instrumentId: command.instrumentId, cancels: cancels, clientId: client.id, tsInit: command.tsInit)),
          to: client)
      }
    }
    return nil
  }

  private func cancel(_ command: BatchCancelOrders) -> CommandRefusal? {
    let known = command.cancels.compactMap { orders.order($0.order.clientOrderId) }.filter { !$0.isClosed }
    guard !known.isEmpty else {
      return CommandRefusal("ORDER_NOT_FOUND: none of \(command.cancels.count) orders to cancel is open")
    }
    for (client, orders) in byClient(known.filter { !cancelLocally($0) }) {
      let cancels = orders.map { marked($0, client: client) }
      send(
        .batchCancelOrders(
          BatchCancelOrders(
            instrumentId: command.instrumentId, cancels: cancels, clientId: client.id, tsInit: command.tsInit)),
        to: client)
    }
    return nil
  }

  private func byClient(_ chosen: [Order]) -> [(any ExecutionClient, [Order])] {
    clients.compactMap { client in
      let own = chosen.filter { self.client(for: $0.instrumentId, named: $0.clientId) === client }
      return own.isEmpty ? nil : (client, own)
    }
  }

  // MARK: Asking

  private func query(_ command: QueryOrder) -> CommandRefusal? {
    guard let order = orders.order(command.order.clientOrderId) else { return unknown(command.order) }
    guard let client = client(for: order.instrumentId, named: order.clientId) else {
      return CommandRefusal(noClient(order.instrumentId, order.clientId))
    }
    ask(client, about: order)
    return nil
  }

  private func query(_ command: QueryAccount) -> CommandRefusal? {
    let chosen = clients.filter {
      (command.clientId == nil || $0.id == command.clientId)
        && (command.accountId == nil || $0.accountId == command.accountId)
    }
    guard !chosen.isEmpty else {
      return CommandRefusal("NO_EXECUTION_CLIENT: no client for account=\(command.accountId?.text ?? "any")")
    }
    for client in chosen {
      var sent = command
      sent.clientId = client.id
      client.execute(.queryAccount(sent))
    }
    return nil
  }
}
