import TradingModel

/// Orders and trades of futures accounts, over REST and the WebSocket API.
enum FuturesOrderOperations {
  static let orderParameters =
    [
      "symbol", "side", "type", "positionSide", "timeInForce", "reduceOnly", "quantity", "price", "newClientOrderId",
      "newOrderRespType", "priceMatch", "selfTradePreventionMode", "goodTillDate",
    ] + SignedParameters.names
  static let namedOrder = ["symbol", "orderId", "origClientOrderId"] + SignedParameters.names

  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    let isLinear = product == .usdm
    return [
      Operation(
        "POST \(path)/order", "order.place", weight: 0, security: .signed, orderParameters, newOrders: 1, run: place),
      Operation(
        "PUT \(path)/order", "order.modify", weight: isLinear ? 0 : 1, security: .signed,
        namedOrder + ["side", "quantity", "price", "priceMatch", "modifyId", "reduceOnly"], newOrders: 1, run: modify),
      Operation("DELETE \(path)/order", "order.cancel", weight: 1, security: .signed, namedOrder, run: cancel),
      Operation(
        "GET \(path)/order", "order.status", weight: 1, security: .signed, namedOrder,
        run: { (front, call) throws(VenueError) in try query(front, call, isOpen: false) }),
      Operation(
        "GET \(path)/openOrder", weight: 1, security: .signed, namedOrder,
        run: { (front, call) throws(VenueError) in try query(front, call, isOpen: true) }),
      Operation(
        "GET \(path)/openOrders", weightOf: { $0.contains("symbol") ? 1 : 40 }, security: .signed,
        ["symbol", "pair"] + signed,
        run: { (front, call) throws(VenueError) in
          try orders(front.exchange.openOrders(call.all(), for: call.owner()), front, call)
        }),
      Operation(
        "GET \(path)/allOrders", weight: 5, security: .signed,
        ["symbol", "pair", "orderId", "startTime", "endTime", "limit"] + signed,
        run: { (front, call) throws(VenueError) in
          try orders(front.exchange.allOrders(call.all(), for: call.owner()), front, call)
        }),
      Operation(
        "GET \(path)/userTrades", weight: 5, security: .signed,
        ["symbol", "pair", "orderId", "startTime", "endTime", "fromId", "limit"] + signed, run: trades),
      Operation(
        "DELETE \(path)/allOpenOrders", weight: 1, security: .signed, ["symbol"] + signed,
        run: { (front, call) throws(VenueError) in
          _ = try front.exchange.cancelAll(call.all(), for: call.owner())
          return done
        }),
      Operation(
        "POST \(path)/countdownCancelAll", weight: 10, security: .signed, ["symbol", "countdownTime"] + signed,
        run: countdown),
      Operation("POST \(path)/order/test", weight: 1, security: .signed, orderParameters, run: test),
    ]
  }

  /// What the venue answers when everything was canceled.
  static let done = Array("{\"code\":200,\"msg\":\"The operation of cancel all open order is done.\"}".utf8)

  /// Whether an answer tells what became of the order (`RESULT`) or only that it came (`ACK`, the default).
  static func wantsResult(_ parameters: RequestParameters) throws(VenueError) -> Bool {
    switch try parameters.text("newOrderRespType") {
    case nil, "ACK": return false
    case "RESULT": return true
    default: throw .invalidValue("newOrderRespType")
    }
  }

  // MARK: Trading

  private static func place(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let parameters = call.all()
    let owner = try call.owner()
    return try json { (writer) throws(VenueError) in
      try place(parameters, for: owner, on: front.exchange, into: &writer)
    }
  }

  /// Places one order and tells it.
  static func place(
    _ parameters: RequestParameters, for owner: SandboxAccount, on exchange: VenueExchange,
    into writer: inout JSONWriter
  ) throws(VenueError) {
    let wantsResult = try wantsResult(parameters)
    let placed = try exchange.place(parameters, for: owner)
    FuturesOrderPayloads.order(placed.order, as: .placed, isAcknowledged: !wantsResult, into: &writer)
  }

  private static func test(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    _ = try front.exchange.test(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in FuturesOrderPayloads.nothing(into: &writer) }
  }

  private static func modify(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let placed = try front.exchange.modify(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      FuturesOrderPayloads.order(placed.order, as: .modified, into: &writer)
    }
  }

  private static func cancel(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let canceled = try front.exchange.cancel(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      FuturesOrderPayloads.order(canceled.order, as: .canceled, into: &writer)
    }
  }

  private static func countdown(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let parameters = call.all()
    let time = try front.exchange.countdownCancelAll(parameters, for: call.owner())
    let symbol = try parameters.required("symbol")
    return Array("{\"symbol\":\"\(symbol)\",\"countdownTime\":\"\(time)\"}".utf8)
  }

  // MARK: Queries

  private static func query(_ front: ProductFront, _ call: Call, isOpen: Bool) throws(VenueError) -> [UInt8] {
    let order = try front.exchange.order(call.all(), for: call.owner())
    guard front.isVisible(order.createdAt, call), front.exchange.isRemembered(order), order.isOpen || !isOpen else {
      throw .noSuchOrder
    }
    return try json { (writer) throws(VenueError) in
      FuturesOrderPayloads.order(order, as: .queried, into: &writer)
    }
  }

  private static func orders(
    _ orders: [VenueOrder], _ front: ProductFront, _ call: Call
  ) throws(VenueError) -> [UInt8] {
    try json { (writer) throws(VenueError) in
      writer.array { writer in
        for order in orders where front.isVisible(order.createdAt, call) && front.exchange.isRemembered(order) {
          FuturesOrderPayloads.order(order, as: .queried, into: &writer)
        }
      }
    }
  }

  private static func trades(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let trades = try front.exchange.accountTrades(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for trade in trades where front.isVisible(trade.time, call) {
          guard let rules = front.exchange.market(trade.symbol)?.rules else { continue }
          FuturesOrderPayloads.trade(trade, rules: rules, into: &writer)
        }
      }
    }
  }
}
