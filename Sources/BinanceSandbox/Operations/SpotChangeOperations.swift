import TradingModel

/// Cancel-replace, amendments and what self-trade prevention prevented.
enum SpotChangeOperations {
  static var operations: [Operation] {
    let signed = SignedParameters.names
    return [
      Operation(
        "POST /api/v3/order/cancelReplace", "order.cancelReplace", weight: 1, security: .signed,
        SpotAccountOperations.orderParameters + [
          "cancelReplaceMode", "cancelNewClientOrderId", "cancelOrigClientOrderId", "cancelOrderId",
          "cancelRestrictions", "orderRateLimitExceededMode",
        ], newOrders: 1, isFreeOnSuccess: true, run: cancelReplace),
      Operation(
        "PUT /api/v3/order/amend/keepPriority", "order.amend.keepPriority", weight: 4, security: .signed,
        ["symbol", "orderId", "origClientOrderId", "newClientOrderId", "newQty"] + signed, run: amend),
      Operation(
        "GET /api/v3/order/amendments", "order.amendments", weight: 4, security: .signed,
        ["symbol", "orderId", "fromExecutionId", "limit"] + signed, run: amendments),
      Operation(
        "GET /api/v3/myPreventedMatches", "myPreventedMatches",
        weightOf: { $0.contains("preventedMatchId") ? 2 : 20 }, security: .signed,
        ["symbol", "preventedMatchId", "orderId", "fromPreventedMatchId", "limit"] + signed, run: preventedMatches),
    ]
  }

  private static func cancelReplace(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let type = try call.parameters.choice(
      "newOrderRespType", OrderPayloads.ResponseType.self, or: .illegal("newOrderRespType", "ACK|RESULT|FULL"))
    let result = try front.exchange.cancelReplace(call.all(), for: call.owner(), unless: call.orderLimit?.error)
    var writer = JSONWriter(capacity: 1_024)
    writer.object { writer in
      writer.field("cancelResult", word(result.cancel))
      writer.field("newOrderResult", word(result.new))
      writer.key("cancelResponse")
      half(result.cancel, &writer) { SpotAccountOperations.canceled($0, front, call, &$1) }
      writer.key("newOrderResponse")
      half(result.new, &writer) { placed, writer in
        let isFull = placed.order.type == .market || placed.order.type == .limit
        OrderPayloads.placed(
          placed.order, fills: placed.fills, prevented: placed.prevented, type: type ?? (isFull ? .full : .ack),
          unit: call.unit, into: &writer)
      }
    }
    if var failure = result.failure {
      failure.data = writer.bytes
      // The order limit is what stands between the client and its new order.
      if call.orderLimit != nil { failure.status = 429 }
      throw failure
    }
    return writer.bytes
  }

  private static func word<Success>(_ half: CancelReplaceResult.Half<Success>) -> String {
    switch half {
    case .success: "SUCCESS"
    case .failure: "FAILURE"
    case .notAttempted: "NOT_ATTEMPTED"
    }
  }

  private static func half<Success>(
    _ half: CancelReplaceResult.Half<Success>, _ writer: inout JSONWriter,
    _ write: (Success, inout JSONWriter) -> Void
  ) {
    switch half {
    case .success(let value): write(value, &writer)
    case .failure(let error): error.write(into: &writer)
    case .notAttempted: writer.null()
    }
  }

  private static func amend(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let amendment = try front.exchange.amend(call.all(), for: call.owner())
    let list = front.exchange.list(of: amendment.order)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("transactTime", call.time(amendment.time))
        writer.field("executionId", amendment.executionId)
        writer.key("amendedOrder")
        OrderPayloads.amended(amendment, unit: call.unit, into: &writer)
        if let list {
          writer.key("listStatus")
          writer.object { writer in
            writer.field("orderListId", list.id)
            writer.field("contingencyType", list.contingency)
            writer.field("listOrderStatus", list.orderStatus)
            writer.field("listClientOrderId", list.clientId)
            writer.field("symbol", list.symbol)
            OrderPayloads.members(of: list, &writer)
          }
        }
      }
    }
  }

  private static func amendments(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let amendments = try front.exchange.amendments(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for amendment in amendments {
          let decimals = amendment.order.rules.quantityDecimals
          writer.object { writer in
            writer.field("symbol", amendment.order.rules.symbol)
            writer.field("orderId", amendment.order.id)
            writer.field("executionId", amendment.executionId)
            writer.field("origClientOrderId", amendment.originalClientOrderId)
            writer.field("newClientOrderId", amendment.newClientOrderId)
            writer.field("origQty", amendment.originalQuantity, decimals: decimals)
            writer.field("newQty", amendment.newQuantity, decimals: decimals)
            writer.field("time", call.time(amendment.time))
          }
        }
      }
    }
  }

  private static func preventedMatches(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try preventedMatches(front, call, of: call.owner())
  }

  /// What self-trade prevention kept from trading, of the account that is named.
  static func preventedMatches(
    _ front: ProductFront, _ call: Call, of owner: SandboxAccount
  ) throws(VenueError) -> [UInt8] {
    let matches = try front.exchange.preventedMatches(call.all(), for: owner)
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for match in matches {
          let rules = match.takerOrder.rules
          writer.object { writer in
            writer.field("symbol", match.symbol)
            writer.field("preventedMatchId", match.id)
            writer.field("takerOrderId", match.takerOrder.id)
            writer.field("makerSymbol", match.makerOrder.rules.symbol)
            writer.field("makerOrderId", match.makerOrder.id)
            writer.field("tradeGroupId", owner.tradeGroupId)
            writer.field("selfTradePreventionMode", match.mode.rawValue)
            writer.field("price", match.price, decimals: rules.priceDecimals)
            if match.takerPrevented != 0 {
              writer.field("takerPreventedQuantity", match.takerPrevented, decimals: rules.quantityDecimals)
            }
            if match.makerPrevented != 0 {
              writer.field("makerPreventedQuantity", match.makerPrevented, decimals: rules.quantityDecimals)
            }
            writer.field("transactTime", call.time(match.time))
          }
        }
      }
    }
  }
}

extension Call {
  /// A time in the unit that the caller wants.
  func time(_ moment: UnixNanos) -> Int64 { unit == .microseconds ? moment.microseconds : moment.milliseconds }
}
