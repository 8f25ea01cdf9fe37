import TradingModel

/// Order lists: OCO, OTO, OTOCO, OPO, OPOCO.
enum SpotListOperations {
  private static func leg(_ prefix: String, _ names: [String]) -> [String] {
    names.map { prefix + $0 }
  }

  private static let legNames = [
    "Type", "ClientOrderId", "IcebergQty", "Price", "StopPrice", "TrailingDelta", "TimeInForce", "StrategyId",
    "StrategyType", "PegPriceType", "PegOffsetType", "PegOffsetValue",
  ]

  private static let common =
    ["symbol", "listClientOrderId", "newOrderRespType", "selfTradePreventionMode"] + SignedParameters.names

  private static let working = leg("working", legNames + ["Side", "Quantity"])

  static func operations(_ calendar: VenueCalendar) -> [Operation] {
    let signed = SignedParameters.names
    let alternatives = leg("pendingAbove", legNames) + leg("pendingBelow", legNames)
    var operations = [
      place(
        .oco, "oco", orders: 2,
        common + ["side", "quantity"] + leg("above", legNames) + leg("below", legNames)),
      place(.oto, "oto", orders: 2, common + working + leg("pending", legNames + ["Side", "Quantity"])),
      place(.otoco, "otoco", orders: 3, common + working + ["pendingSide", "pendingQuantity"] + alternatives),
      Operation(
        "POST /api/v3/order/oco", "orderList.place", weight: 1, security: .signed,
        common + [
          "side", "quantity", "price", "stopPrice", "limitClientOrderId", "limitStrategyId", "limitStrategyType",
          "limitIcebergQty", "trailingDelta", "stopClientOrderId", "stopStrategyId", "stopStrategyType",
          "stopLimitPrice", "stopIcebergQty", "stopLimitTimeInForce",
        ], newOrders: 2, isFreeOnSuccess: true,
        run: { (front, call) throws(VenueError) in try placed(.legacyOCO, front, call) }),
      Operation(
        "DELETE /api/v3/orderList", "orderList.cancel", weight: 1, security: .signed,
        ["symbol", "orderListId", "listClientOrderId", "newClientOrderId"] + signed, isFreeOnSuccess: true,
        run: { (front, call) throws(VenueError) in
          let (list, orders) = try front.exchange.cancelList(call.all(), for: call.owner())
          return try json { (writer) throws(VenueError) in
            OrderPayloads.canceledList(list, orders, at: front.clock.now, unit: call.unit, into: &writer)
          }
        }),
      Operation(
        "GET /api/v3/orderList", "orderList.status", weight: 4, security: .signed,
        ["orderListId", "origClientOrderId"] + signed,
        run: { (front, call) throws(VenueError) in
          let list = try front.exchange.orderList(call.all(), for: call.owner())
          return try json { (writer) throws(VenueError) in OrderPayloads.list(list, unit: call.unit, into: &writer) }
        }),
      Operation(
        "GET /api/v3/openOrderList", "openOrderLists.status", weight: 6, security: .signed, signed,
        run: { (front, call) throws(VenueError) in
          try lists(front.exchange.openOrderLists(for: call.owner()), call)
        }),
      Operation(
        "GET /api/v3/allOrderList", "allOrderLists", weight: 20, security: .signed,
        ["fromId", "startTime", "endTime", "limit"] + signed,
        run: { (front, call) throws(VenueError) in
          try lists(front.exchange.allOrderLists(call.all(), for: call.owner()), call)
        }),
    ]
    guard calendar.has(.opoLists) else { return operations }
    operations += [
      place(.opo, "opo", orders: 2, common + working + leg("pending", legNames + ["Side", "Quantity"])),
      place(.opoco, "opoco", orders: 3, common + working + ["pendingSide", "pendingQuantity"] + alternatives),
    ]
    return operations
  }

  private static func place(
    _ kind: VenueExchange.ListKind, _ name: String, orders: Int, _ parameters: [String]
  ) -> Operation {
    Operation(
      "POST /api/v3/orderList/\(name)", "orderList.place.\(name)", weight: 1, security: .signed, parameters,
      newOrders: orders, isFreeOnSuccess: true,
      run: { (front, call) throws(VenueError) in try placed(kind, front, call) })
  }

  private static func placed(
    _ kind: VenueExchange.ListKind, _ front: ProductFront, _ call: Call
  ) throws(VenueError) -> [UInt8] {
    let type = try call.parameters.choice(
      "newOrderRespType", OrderPayloads.ResponseType.self, or: .illegal("newOrderRespType", "ACK|RESULT|FULL"))
    let placed = try front.exchange.placeList(kind, call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      OrderPayloads.list(placed.list, reports: placed.orders, type: type ?? .result, unit: call.unit, into: &writer)
    }
  }

  private static func lists(_ lists: [VenueOrderList], _ call: Call) throws(VenueError) -> [UInt8] {
    try json { (writer) throws(VenueError) in
      writer.array { writer in
        for list in lists { OrderPayloads.list(list, unit: call.unit, into: &writer) }
      }
    }
  }
}
