import TradingModel

/// The algo service: conditional orders of futures accounts.
enum FuturesAlgoOperations {
  private static let orderParameters =
    [
      "algoType", "symbol", "side", "type", "positionSide", "timeInForce", "quantity", "price", "triggerPrice",
      "workingType", "priceMatch", "closePosition", "priceProtect", "reduceOnly", "activatePrice", "callbackRate",
      "clientAlgoId", "newOrderRespType", "selfTradePreventionMode", "goodTillDate",
    ] + SignedParameters.names

  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    let named = ["algoId", "clientAlgoId"] + signed
    return [
      Operation(
        "POST \(path)/algoOrder", "algoOrder.place", weight: 0, security: .signed, orderParameters, newOrders: 1,
        run: place),
      Operation("DELETE \(path)/algoOrder", "algoOrder.cancel", weight: 1, security: .signed, named, run: cancel),
      Operation(
        "GET \(path)/algoOrder", weight: 1, security: .signed, named,
        run: { (front, call) throws(VenueError) in
          let order = try front.exchange.algoOrder(call.all(), for: call.owner())
          guard front.isVisible(order.createdAt, call) else { throw .noSuchOrder }
          return try json { (writer) throws(VenueError) in
            FuturesOrderPayloads.algo(order, isQuery: true, into: &writer)
          }
        }),
      Operation(
        "DELETE \(path)/algoOpenOrders", weight: 1, security: .signed, ["symbol"] + signed,
        run: { (front, call) throws(VenueError) in
          try front.exchange.cancelAllAlgo(call.all(), for: call.owner())
          return FuturesOrderOperations.done
        }),
      Operation(
        "GET \(path)/openAlgoOrders", weightOf: { $0.contains("symbol") ? 1 : 40 }, security: .signed,
        ["algoType", "symbol", "algoId"] + signed,
        run: { (front, call) throws(VenueError) in
          try orders(front.exchange.openAlgoOrders(call.all(), for: call.owner()), front, call)
        }),
      Operation(
        "GET \(path)/allAlgoOrders", weight: 5, security: .signed,
        ["symbol", "algoId", "startTime", "endTime", "limit"] + signed,
        run: { (front, call) throws(VenueError) in
          try orders(front.exchange.allAlgoOrders(call.all(), for: call.owner()), front, call)
        }),
    ]
  }

  private static func place(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let order = try front.exchange.placeAlgo(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      FuturesOrderPayloads.algo(order, isQuery: false, isSocketAPI: call.isSocketAPI, into: &writer)
    }
  }

  private static func cancel(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let order = try front.exchange.cancelAlgo(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("algoId", order.id)
        writer.field("clientAlgoId", order.clientId)
        writer.field("code", "200")
        writer.field("msg", "success")
      }
    }
  }

  private static func orders(
    _ orders: [AlgoOrder], _ front: ProductFront, _ call: Call
  ) throws(VenueError) -> [UInt8] {
    try json { (writer) throws(VenueError) in
      writer.array { writer in
        for order in orders where front.isVisible(order.createdAt, call) {
          FuturesOrderPayloads.algo(order, isQuery: true, into: &writer)
        }
      }
    }
  }
}
