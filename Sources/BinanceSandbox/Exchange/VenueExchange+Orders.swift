import TradingModel

// Cancels and queries.
extension VenueExchange {
  /// Cancels an order by `orderId` or `origClientOrderId`.
  ///
  /// An order of a list takes the list with it.
  func cancelItem(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> CanceledItem {
    let market = try requireMarket(parameters.required("symbol"))
    let requestId = try newClientId(parameters, "newClientOrderId")
    try Self.checkRestriction(parameters)
    let order = try find(
      parameters, id: "orderId", clientId: "origClientOrderId", market: market, account: account,
      unknown: .unknownOrder)
    guard order.isOpen else { throw .unknownOrder }
    if let restriction = try parameters.text("cancelRestrictions") { try check(restriction, on: order) }
    let canceled: CanceledItem
    if let list = list(of: order) {
      let members = list.orders.filter(\.isOpen).map {
        CanceledOrder(order: $0, originalClientOrderId: $0.clientOrderId, clientOrderId: requestId)
      }
      cancel(list, requestId: requestId)
      canceled = .list(list, members)
    } else {
      canceled = .order(
        CanceledOrder(order: order, originalClientOrderId: order.clientOrderId, clientOrderId: requestId))
      cancel(order, requestId: requestId)
    }
    settleMarket(market)
    return canceled
  }

  /// Cancels an order, and tells of that order alone.
  func cancel(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> CanceledOrder {
    switch try cancelItem(parameters, for: account) {
    case .order(let canceled): return canceled
    case .list(_, let members):
      let meant = members.first {
        String($0.order.id) == parameters["orderId"] || $0.originalClientOrderId == parameters["origClientOrderId"]
      }
      guard let meant = meant ?? members.first else { throw .unknownOrder }
      return meant
    }
  }

  /// Refuses a restriction that there is not.
  static func checkRestriction(_ parameters: RequestParameters) throws(VenueError) {
    guard let restriction = try parameters.text("cancelRestrictions") else { return }
    guard restriction == "ONLY_NEW" || restriction == "ONLY_PARTIALLY_FILLED" else {
      throw VenueError(
        -1145, "`cancelRestrictions` has to be either `ONLY_NEW` or `ONLY_PARTIALLY_FILLED`.")
    }
  }

  private func check(_ restriction: String, on order: VenueOrder) throws(VenueError) {
    let status: OrderStatus = restriction == "ONLY_NEW" ? .new : .partiallyFilled
    if order.status != status { throw .cancelRejected("Order was not canceled due to cancel restrictions.") }
  }

  /// Takes an open order off the book and tells it.
  func cancel(_ order: VenueOrder, requestId: String) {
    guard order.isOpen, let market = market(order.rules.symbol) else { return }
    if order.isWorking { market.book.remove(order) }
    order.status = .canceled
    order.cancelClientId = requestId
    order.updatedAt = clock.now
    settlement.adjust(order)
    record(order, "canceled")
    var report = executionReport(order, .canceled)
    report.clientOrderId = requestId
    report.originalClientOrderId = order.clientOrderId
    listener?.venue(self, executed: report)
    tellBalances()
    finish(order)
  }

  /// Cancels every open order on `symbol`.
  func cancelAll(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [CanceledItem] {
    let market = try requireMarket(parameters.required("symbol"))
    let open = orders.openOrders(account: account, symbol: market.symbol)
    guard !open.isEmpty || product.isFutures else { throw .unknownOrder }
    var items: [CanceledItem] = []
    for order in open where order.isOpen {
      let requestId = ClientIds.random(random)
      if let list = list(of: order) {
        let members = list.orders.filter(\.isOpen).map {
          CanceledOrder(order: $0, originalClientOrderId: $0.clientOrderId, clientOrderId: requestId)
        }
        cancel(list, requestId: requestId)
        items.append(.list(list, members))
      } else {
        cancel(order, requestId: requestId)
        items.append(
          .order(
            CanceledOrder(order: order, originalClientOrderId: order.clientOrderId, clientOrderId: requestId)))
      }
    }
    settleMarket(market)
    return items
  }

  func newClientId(_ parameters: RequestParameters, _ name: String) throws(VenueError) -> String {
    guard let text = try parameters.text(name) else { return ClientIds.random(random) }
    guard ClientIds.isValid(text, alsoAllowing: product.isFutures ? ".:/" : "") else {
      throw .illegal(name, SpotOrderReader.clientIdRange)
    }
    return text
  }

  /// The order that a request means: by id first, then checked against the client id.
  func find(
    _ parameters: RequestParameters, id idName: String, clientId clientName: String, market: SymbolMarket,
    account: SandboxAccount, unknown: VenueError
  ) throws(VenueError) -> VenueOrder {
    let id = try parameters.integer(idName)
    let clientId = try parameters.text(clientName)
    if let id {
      guard let order = orders.order(id: id, account: account, symbol: market.symbol) else { throw unknown }
      if let clientId, order.clientOrderId != clientId {
        throw VenueError(-2039, "Client order ID is not correct for this order ID.")
      }
      return order
    }
    guard let clientId else { throw .missing(either: clientName, or: idName) }
    guard let order = orders.order(clientId: clientId, account: account, symbol: market.symbol) else { throw unknown }
    return order
  }

  /// One order by `orderId` or `origClientOrderId`.
  func order(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> VenueOrder {
    let market = try requireMarket(parameters.required("symbol"))
    let order = try find(
      parameters, id: "orderId", clientId: "origClientOrderId", market: market, account: account,
      unknown: .noSuchOrder)
    if product == .spot, order.executed == 0, order.status == .canceled || order.status == .expired,
      clock.now - order.updatedAt > .seconds(90 * 86_400)
    {
      throw VenueError(
        -2026, "Order was canceled or expired with no executed qty over 90 days ago and has been archived.")
    }
    return order
  }

  /// Open orders, of one symbol (on COIN-M also of a pair) or all, oldest first.
  func openOrders(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [VenueOrder] {
    if let symbol = try parameters.text("symbol") {
      return orders.openOrders(account: account, symbol: try requireMarket(symbol).symbol)
    }
    let all = orders.openOrders(account: account)
    guard product == .coinm, let pair = try parameters.text("pair") else { return all }
    return all.filter { $0.rules.pair == pair }
  }

  /// All orders of a symbol: `orderId`, `startTime`, `endTime`, `limit`.
  func allOrders(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [VenueOrder] {
    let all = try symbols(parameters, mayOmit: product == .usdm).flatMap { orders.orders(account: account, symbol: $0) }
    let range = try HistoryRange(
      parameters, idName: "orderId", defaultLimit: product == .coinm ? 50 : 500,
      maximum: product == .coinm ? 100 : margin.account(of: account) == nil ? 1000 : 500,
      span: product.isFutures ? .days(7) : .hours(24), newestOf: recentSpan(of: account, parameters))
    return range.select(all.sorted { $0.id < $1.id }, id: \.id, time: \.createdAt.milliseconds)
  }

  /// Trades of a symbol: `orderId`, `fromId`, `startTime`, `endTime`, `limit`.
  func accountTrades(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> [AccountTrade] {
    var all = try symbols(parameters, mayOmit: false).flatMap { orders.trades(account: account, symbol: $0) }
    all = all.filter { $0.allocationId == nil }
    if let orderId = try parameters.integer("orderId") { all = all.filter { $0.orderId == orderId } }
    if product.isFutures {
      // Trades are told for three months.
      let oldest = clock.now.milliseconds - 90 * 86_400_000
      all = all.filter { $0.time.milliseconds >= oldest }
    }
    let range = try HistoryRange(
      parameters, idName: "fromId", defaultLimit: product == .coinm ? 50 : 500, maximum: 1000,
      span: product.isFutures ? .days(7) : .hours(24), newestOf: recentSpan(of: account, parameters))
    return range.select(all, id: \.id, time: \.time.milliseconds)
  }

  /// The time of which a history tells that is asked for without times and numbers: a week of futures, a day of margin,
  /// everything of spot and of one order.
  private func recentSpan(of account: SandboxAccount, _ parameters: RequestParameters) -> ClosedRange<Int64>? {
    let now = clock.now.milliseconds
    guard parameters["orderId"] == nil else { return nil }
    if product.isFutures { return now - 7 * 86_400_000...now }
    return margin.account(of: account) == nil ? nil : now - 86_400_000...now
  }

  /// The symbols that a history request means: one, those of a pair (COIN-M), or all where the symbol may be left out.
  private func symbols(_ parameters: RequestParameters, mayOmit: Bool) throws(VenueError) -> [String] {
    if let symbol = try parameters.text("symbol") { return [try requireMarket(symbol).symbol] }
    if product == .coinm {
      guard let pair = try parameters.text("pair") else { throw .missing(either: "symbol", or: "pair") }
      return markets.filter { $0.rules.pair == pair }.map(\.symbol)
    }
    guard mayOmit else { throw .missing("symbol") }
    return markets.map(\.symbol)
  }
}

extension RequestParameters {
  /// A time in milliseconds; microseconds are recognised by their size and brought to milliseconds.
  func time(_ name: String) throws(VenueError) -> Int64? {
    guard let value = try integer(name) else { return nil }
    return value > 100_000_000_000_000 ? value / 1000 : value
  }
}
