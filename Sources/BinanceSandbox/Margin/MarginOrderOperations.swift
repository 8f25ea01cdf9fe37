/// Orders of margin accounts.
enum MarginOrderOperations {
  static var operations: [Operation] {
    placing + changing + queries
  }

  /// What an order weighs on the account: much more where it borrows.
  private static func weight(_ parameters: Parameters) -> Int {
    let effect = parameters["sideEffectType"] ?? ""
    return effect == "MARGIN_BUY" || effect == "AUTO_BORROW_REPAY" ? 1_500 : 6
  }

  private static var placing: [Operation] {
    [
      Operation(
        "POST /sapi/v1/margin/order", weightOf: weight, security: .signed, MarginOrderNames.single, newOrders: 1,
        run: place
      ).byAccount,
      list("oco", .legacyOCO, orders: 2), list("oto", .oto, orders: 2), list("otoco", .otoco, orders: 3),
    ]
  }

  private static func list(_ name: String, _ kind: VenueExchange.ListKind, orders: Int) -> Operation {
    let names = MarginOrderNames.lists[name] ?? []
    return Operation(
      "POST /sapi/v1/margin/order/\(name)", weightOf: weight, security: .signed, names, newOrders: orders,
      run: { (front, call) throws(VenueError) in
        try MarginOrderNames.check(call.parameters, only: names, isList: true)
        let account = try call.marginAccount(front)
        let type = try call.parameters.choice(
          "newOrderRespType", OrderPayloads.ResponseType.self, or: .illegal("newOrderRespType", "ACK|RESULT|FULL"))
        let placed = try front.exchange.placeList(kind, call.all(), for: account.trader)
        return MarginPayloads.marked(account, borrowedFor: placed.list.orders.first { $0.borrowed.isPositive }) {
          OrderPayloads.list(placed.list, reports: placed.orders, type: type ?? .result, unit: call.unit, into: &$0)
        }
      }
    ).byAccount
  }

  private static func place(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try MarginOrderNames.check(call.parameters, only: MarginOrderNames.single)
    let account = try call.marginAccount(front)
    let type = try call.parameters.choice(
      "newOrderRespType", OrderPayloads.ResponseType.self, or: .illegal("newOrderRespType", "ACK|RESULT|FULL"))
    let placed = try front.exchange.place(call.all(), for: account.trader)
    let isFullByDefault = placed.order.type == .market || placed.order.type == .limit
    return MarginPayloads.marked(account, borrowedFor: placed.order) {
      OrderPayloads.placed(
        placed.order, fills: placed.fills, type: type ?? (isFullByDefault ? .full : .ack), unit: call.unit, into: &$0)
    }
  }

  private static var changing: [Operation] {
    [
      Operation(
        "DELETE /sapi/v1/margin/order", weight: 10, security: .signed, MarginOrderNames.cancellation
      ) { (front, call) throws(VenueError) in
        try MarginOrderNames.check(call.parameters, only: MarginOrderNames.cancellation)
        let account = try call.marginAccount(front)
        let canceled = try front.exchange.cancel(call.all(), for: account.trader)
        return MarginPayloads.marked(account) { OrderPayloads.canceled(canceled, unit: call.unit, into: &$0) }
      },
      Operation("DELETE /sapi/v1/margin/openOrders", weight: 1, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        let items = try front.exchange.cancelAll(call.all(), for: account.trader)
        return MarginPayloads.array(
          items.map { item in
            MarginPayloads.marked(account) { writer in
              switch item {
              case .order(let canceled): OrderPayloads.canceled(canceled, unit: call.unit, into: &writer)
              case .list(let list, let legs):
                OrderPayloads.canceledList(list, legs, at: front.clock.now, unit: call.unit, into: &writer)
              }
            }
          })
      },
      Operation("DELETE /sapi/v1/margin/orderList", weight: 1, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        let (list, orders) = try front.exchange.cancelList(call.all(), for: account.trader)
        return MarginPayloads.marked(account) {
          OrderPayloads.canceledList(list, orders, at: front.clock.now, unit: call.unit, into: &$0)
        }
      }.byAccount,
    ]
  }

  private static var queries: [Operation] {
    [
      Operation("GET /sapi/v1/margin/order", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        let order = try front.exchange.order(call.all(), for: account.trader)
        guard front.isVisible(order.createdAt, call) else { throw .noSuchOrder }
        return MarginPayloads.marked(account) { OrderPayloads.queried(order, unit: call.unit, into: &$0) }
      },
      Operation("GET /sapi/v1/margin/openOrders", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        return orders(try front.exchange.openOrders(call.all(), for: account.trader), account, front, call)
      },
      Operation("GET /sapi/v1/margin/allOrders", weight: 200, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        return orders(try front.exchange.allOrders(call.all(), for: account.trader), account, front, call)
      },
      Operation("GET /sapi/v1/margin/myTrades", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        let trades = try front.exchange.accountTrades(call.all(), for: account.trader)
        return MarginPayloads.array(
          trades.compactMap { trade in
            guard let rules = front.exchange.market(trade.symbol)?.rules, front.isVisible(trade.time, call) else {
              return nil
            }
            return MarginPayloads.marked(account) {
              OrderPayloads.trade(trade, rules: rules, unit: call.unit, into: &$0)
            }
          })
      },
      Operation("GET /sapi/v1/margin/orderList", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        let list = try front.exchange.orderList(call.all(), for: account.trader)
        return MarginPayloads.marked(account) { OrderPayloads.list(list, unit: call.unit, into: &$0) }
      },
      Operation("GET /sapi/v1/margin/openOrderList", weight: 10, security: .signed) {
        (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        return lists(front.exchange.openOrderLists(for: account.trader), account, call)
      },
      Operation("GET /sapi/v1/margin/allOrderList", weight: 200, security: .signed) {
        (front, call) throws(VenueError) in
        let account = try call.marginAccount(front)
        return lists(try front.exchange.allOrderLists(call.all(), for: account.trader), account, call)
      },
      Operation("GET /sapi/v1/margin/oto/openOrderList", weight: 10, security: .signed) {
        (front, call) throws(VenueError) in
        let account = front.exchange.margin.cross(try call.owner())
        let open = front.exchange.openOrderLists(for: account.trader)
        return lists(open.filter { $0.contingency == "OTO" }, account, call)
      }.byAccount,
      Operation("GET /sapi/v1/margin/myPreventedMatches", weight: 10, security: .signed) {
        (front, call) throws(VenueError) in
        try SpotChangeOperations.preventedMatches(front, call, of: try call.marginAccount(front).trader)
      },
      Operation("GET /sapi/v1/margin/rateLimit/order", weight: 20, security: .signed) {
        (front, call) throws(VenueError) in
        let owner = try call.owner()
        return try json { (writer) throws(VenueError) in
          writer.array { front.writeOrderCounts(of: owner, into: &$0) }
        }
      },
    ]
  }

  private static func orders(
    _ orders: [VenueOrder], _ account: MarginAccount, _ front: ProductFront, _ call: Call
  ) -> [UInt8] {
    MarginPayloads.array(
      orders.filter { front.isVisible($0.createdAt, call) }.map { order in
        MarginPayloads.marked(account) { OrderPayloads.queried(order, unit: call.unit, into: &$0) }
      })
  }

  private static func lists(_ lists: [VenueOrderList], _ account: MarginAccount, _ call: Call) -> [UInt8] {
    MarginPayloads.array(
      lists.map { list in
        MarginPayloads.marked(account) { OrderPayloads.list(list, unit: call.unit, into: &$0) }
      })
  }
}

extension Operation {
  /// The same operation, weighing on the account instead of the address.
  var byAccount: Operation {
    var copy = self
    copy.isByAccount = true
    return copy
  }
}

extension Call {
  /// The margin account that a request means: of the pair where it says that it is isolated, else the cross one.
  ///
  /// - Parameter isBySymbol: whether a symbol alone says that the pair's account is meant.
  func marginAccount(
    _ front: ProductFront, symbolName: String = "symbol", isBySymbol: Bool = false
  ) throws(VenueError) -> MarginAccount {
    let owner = try owner()
    let isIsolated = try parameters.flag("isIsolated") ?? false
    guard isIsolated || isBySymbol || symbolName != "symbol" else { return front.exchange.margin.cross(owner) }
    let symbol = isIsolated ? try parameters.mandatoryText(symbolName) : try parameters.text(symbolName)
    guard let symbol else { return front.exchange.margin.cross(owner) }
    _ = try front.market(symbol)
    guard let account = front.exchange.margin.isolated(owner, symbol), account.isEnabled else {
      throw .noMarginAccount
    }
    return account
  }
}
