import TradingModel

/// Execution rules, reference prices, an account's own filters, smart order routing and its allocations.
enum SpotReferenceOperations {
  static var operations: [Operation] {
    let signed = SignedParameters.names
    let routed =
      [
        "symbol", "side", "type", "timeInForce", "quantity", "price", "newClientOrderId", "strategyId", "strategyType",
        "icebergQty", "newOrderRespType", "selfTradePreventionMode",
      ] + signed
    return [
      Operation(
        "GET /api/v3/executionRules", "executionRules", weightOf: ruleWeight, ["symbol", "symbols", "symbolStatus"],
        run: executionRules),
      Operation("GET /api/v3/referencePrice", "referencePrice", weight: 2, ["symbol"], run: referencePrice),
      Operation(
        "GET /api/v3/referencePrice/calculation", "referencePrice.calculation", weight: 2, ["symbol", "symbolStatus"],
        run: referenceCalculation),
      Operation(
        "GET /api/v3/myFilters", "myFilters", weight: 40, security: .signed, ["symbol"] + signed, run: myFilters),
      Operation(
        "GET /api/v3/myAllocations", "myAllocations", weight: 20, security: .signed,
        ["symbol", "startTime", "endTime", "fromAllocationId", "limit", "orderId"] + signed, run: allocations),
      Operation(
        "POST /api/v3/sor/order", "sor.order.place", weight: 1, security: .signed, routed, newOrders: 1,
        isFreeOnSuccess: true,
        run: { (front, call) throws(VenueError) in
          let answer = try SpotAccountOperations.placed(
            front.exchange.placeRouted(call.all(), for: call.owner()), call)
          // The WebSocket API answers with a list of one.
          return call.isSocketAPI ? [UInt8(ascii: "[")] + answer + [UInt8(ascii: "]")] : answer
        }),
      Operation(
        "POST /api/v3/sor/order/test", "sor.order.test",
        weightOf: { $0["computeCommissionRates"] == "true" ? 20 : 1 }, security: .signed,
        routed + ["computeCommissionRates"],
        run: { (front, call) throws(VenueError) in
          try front.exchange.testRouted(call.all(), for: call.owner())
          return try SpotAccountOperations.tested(call, isRouted: true)
        }),
    ]
  }

  private static func ruleWeight(_ parameters: Parameters) -> Int {
    if parameters.contains("symbol") { return 2 }
    guard let list = parameters["symbols"] else { return 40 }
    return min(40, 2 * list.split(separator: ",").count)
  }

  private static func executionRules(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let markets = try call.markets(in: front).markets
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.key("symbolRules")
        writer.array { writer in
          for market in markets {
            guard let range = market.rules.filters.priceRange else { continue }
            writer.object { writer in
              writer.field("symbol", market.symbol)
              writer.key("rules")
              writer.array { writer in
                writer.object { writer in
                  writer.field("ruleType", "PRICE_RANGE")
                  for (name, path) in PriceRange.fields {
                    guard let value = range[keyPath: path] else { continue }
                    writer.key(text: name)
                    writer.decimal(value, 4)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static func referencePrice(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    guard market.hasReferencePrice else { throw .noReferencePrice }
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("symbol", market.symbol)
        if let price = market.referencePrice {
          writer.field("referencePrice", price, decimals: market.rules.priceDecimals)
        } else {
          writer.key("referencePrice")
          writer.null()
        }
        writer.field("timestamp", call.time(market.referenceAt))
      }
    }
  }

  private static func referenceCalculation(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    if let status = try call.symbolStatus(), market.rules.status.rawValue != status {
      throw .statusMismatch
    }
    guard market.hasReferencePrice else { throw .noReferencePrice }
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("symbol", market.symbol)
        if let calculation = market.referenceCalculation {
          writer.field("calculationType", "ARITHMETIC_MEAN")
          writer.field("bucketCount", calculation.bucketCount)
          writer.field("bucketWidthMs", calculation.bucketWidth)
        } else {
          writer.field("calculationType", "EXTERNAL")
          writer.field("externalCalculationId", 1)
        }
      }
    }
  }

  private static func myFilters(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let owner = try call.owner()
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.key("exchangeFilters")
        writer.array { SymbolPayloads.exchangeFilters(front.exchange.limits, &$0) }
        writer.key("symbolFilters")
        writer.array { SymbolPayloads.spotFilters(market.rules, &$0) }
        writer.key("assetFilters")
        writer.array { writer in
          for asset in [market.rules.baseAsset, market.rules.quoteAsset] {
            guard let limit = owner.assetLimits[asset] else { continue }
            writer.object { writer in
              writer.field("filterType", "MAX_ASSET")
              writer.field("asset", asset)
              writer.field("limit", limit)
            }
          }
        }
      }
    }
  }

  private static func allocations(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let allocations = try front.exchange.allocations(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for allocation in allocations where front.isVisible(allocation.time, call) {
          guard let rules = front.exchange.market(allocation.symbol)?.rules else { continue }
          OrderPayloads.allocation(allocation, rules: rules, unit: call.unit, into: &writer)
        }
      }
    }
  }
}
