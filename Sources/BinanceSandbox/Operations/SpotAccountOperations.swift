import TradingModel

/// Orders and balances of spot accounts.
enum SpotAccountOperations {
  static let orderParameters =
    [
      "symbol", "side", "type", "timeInForce", "quantity", "quoteOrderQty", "price", "newClientOrderId", "strategyId",
      "strategyType", "stopPrice", "trailingDelta", "icebergQty", "newOrderRespType", "selfTradePreventionMode",
      "pegPriceType", "pegOffsetValue", "pegOffsetType",
    ] + SignedParameters.names

  static var operations: [Operation] {
    let signed = SignedParameters.names
    return [
      Operation(
        "POST /api/v3/order", "order.place", weight: 1, security: .signed, orderParameters, newOrders: 1,
        isFreeOnSuccess: true, run: place),
      Operation(
        "POST /api/v3/order/test", "order.test",
        weightOf: { $0["computeCommissionRates"] == "true" ? 20 : 1 }, security: .signed,
        orderParameters + ["computeCommissionRates"], run: test),
      Operation(
        "DELETE /api/v3/order", "order.cancel", weight: 1, security: .signed,
        ["symbol", "orderId", "origClientOrderId", "newClientOrderId", "cancelRestrictions"] + signed,
        isFreeOnSuccess: true, run: cancel),
      Operation(
        "GET /api/v3/order", "order.status", weight: 4, security: .signed,
        ["symbol", "orderId", "origClientOrderId"] + signed,
        run: { (front, call) throws(VenueError) in
          let found = try front.exchange.order(call.all(), for: call.owner())
          guard let order = front.seen(found, call) else { throw .noSuchOrder }
          return try json { (writer) throws(VenueError) in
            OrderPayloads.queried(order, unit: call.unit, into: &writer)
          }
        }),
      Operation(
        "GET /api/v3/openOrders", "openOrders.status", weightOf: { $0.contains("symbol") ? 6 : 80 },
        security: .signed, ["symbol"] + signed,
        run: { (front, call) throws(VenueError) in
          try orders(front.seenOpenOrders(call), call)
        }),
      Operation(
        "DELETE /api/v3/openOrders", "openOrders.cancelAll", weight: 1, security: .signed, ["symbol"] + signed,
        isFreeOnSuccess: true, run: cancelAll),
      Operation(
        "GET /api/v3/allOrders", "allOrders", weight: 20, security: .signed,
        ["symbol", "orderId", "startTime", "endTime", "limit"] + signed,
        run: { (front, call) throws(VenueError) in
          try orders(front.exchange.allOrders(call.all(), for: call.owner()).compactMap { front.seen($0, call) }, call)
        }),
      Operation(
        "GET /api/v3/myTrades", "myTrades", weightOf: { $0.contains("orderId") ? 5 : 20 }, security: .signed,
        ["symbol", "orderId", "startTime", "endTime", "fromId", "limit"] + signed, run: trades),
      Operation(
        "GET /api/v3/account", "account.status", weight: 20, security: .signed, ["omitZeroBalances"] + signed,
        run: account),
      Operation(
        "GET /api/v3/account/commission", "account.commission", weight: 20, security: .signed, ["symbol"] + signed,
        run: commission),
      Operation(
        "GET /api/v3/rateLimit/order", "account.rateLimits.orders", weight: 40, security: .signed, signed,
        run: { (front, call) throws(VenueError) in
          let owner = try call.owner()
          return try json { (writer) throws(VenueError) in
            writer.array { front.writeOrderCounts(of: owner, into: &$0) }
          }
        }),
      Operation(
        "GET /sapi/v1/asset/tradeFee", weight: 1, security: .signed, ["symbol"] + signed, run: tradeFee),
      Operation(
        "GET /sapi/v1/account/apiRestrictions", weight: 1, security: .signed, signed, run: apiRestrictions),
    ]
  }

  /// What Binance US calls its own way.
  static var americanOperations: [Operation] {
    [
      Operation(
        "GET /sapi/v1/asset/query/trading-fee", weight: 1, security: .signed, ["symbol"] + SignedParameters.names,
        run: tradeFee)
    ]
  }

  // MARK: Orders

  private static func place(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    _ = try responseType(call)
    return try placed(front.exchange.place(call.all(), for: call.owner()), call)
  }

  static func responseType(_ call: Call) throws(VenueError) -> OrderPayloads.ResponseType? {
    try call.parameters.choice(
      "newOrderRespType", OrderPayloads.ResponseType.self, or: .illegal("newOrderRespType", "ACK|RESULT|FULL"))
  }

  /// The answer to a new order, as full as it was asked for.
  static func placed(_ placed: PlacedOrder, _ call: Call) throws(VenueError) -> [UInt8] {
    let type = try responseType(call)
    let isFullByDefault = placed.order.type == .market || placed.order.type == .limit
    return try json { (writer) throws(VenueError) in
      OrderPayloads.placed(
        placed.order, fills: placed.fills, prevented: placed.prevented, type: type ?? (isFullByDefault ? .full : .ack),
        unit: call.unit, into: &writer)
    }
  }

  private static func test(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    _ = try responseType(call)
    try front.exchange.test(call.all(), for: call.owner())
    return try tested(call, isRouted: false)
  }

  /// The answer to a test order: nothing, or the commission rates that it would have.
  static func tested(_ call: Call, isRouted: Bool) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    guard try call.parameters.flag("computeCommissionRates") ?? false else { return Array("{}".utf8) }
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        for name in ["standard", "special", "tax"] where !(isRouted && name == "special") {
          let isStandard = name == "standard"
          writer.key(text: name + "CommissionForOrder")
          writer.object { writer in
            writer.field("maker", isStandard ? owner.makerRate(.spot) : 0, decimals: 8)
            writer.field("taker", isStandard ? owner.takerRate(.spot) : 0, decimals: 8)
          }
        }
        discount(owner, &writer)
      }
    }
  }

  private static func cancel(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let canceled = try front.exchange.cancelItem(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in Self.canceled(canceled, front, call, &writer) }
  }

  private static func cancelAll(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let items = try front.exchange.cancelAll(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for item in items { canceled(item, front, call, &writer) }
      }
    }
  }

  static func canceled(_ item: CanceledItem, _ front: ProductFront, _ call: Call, _ writer: inout JSONWriter) {
    switch item {
    case .order(let canceled): OrderPayloads.canceled(canceled, unit: call.unit, into: &writer)
    case .list(let list, let legs):
      OrderPayloads.canceledList(list, legs, at: front.clock.now, unit: call.unit, into: &writer)
    }
  }

  private static func orders(_ orders: [VenueOrder], _ call: Call) throws(VenueError) -> [UInt8] {
    try json { (writer) throws(VenueError) in
      writer.array { writer in
        for order in orders { OrderPayloads.queried(order, unit: call.unit, into: &writer) }
      }
    }
  }

  private static func trades(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let trades = try front.exchange.accountTrades(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for trade in trades {
          guard let rules = front.exchange.market(trade.symbol)?.rules, front.isVisible(trade.time, call) else {
            continue
          }
          OrderPayloads.trade(trade, rules: rules, unit: call.unit, into: &writer)
        }
      }
    }
  }

  // MARK: Account

  private static func account(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let omitsZero = try call.parameters.flag("omitZeroBalances") ?? false
    let owner = try call.owner()
    let wallet = owner.wallet(.spot)
    let isSocketAPI = call.isSocketAPI
    let (maker, taker) = (owner.makerRate(.spot), owner.takerRate(.spot))
    func rates(_ writer: inout JSONWriter) {
      writer.key("commissionRates")
      writer.object { writer in
        writer.field("maker", maker, decimals: 8)
        writer.field("taker", taker, decimals: 8)
        writer.field("buyer", 0, decimals: 8)
        writer.field("seller", 0, decimals: 8)
      }
    }
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("makerCommission", maker / 10_000)
        writer.field("takerCommission", taker / 10_000)
        writer.field("buyerCommission", 0)
        writer.field("sellerCommission", 0)
        if !isSocketAPI { rates(&writer) }
        writer.field("canTrade", owner.mayTrade)
        writer.field("canWithdraw", true)
        writer.field("canDeposit", true)
        if isSocketAPI { rates(&writer) }
        writer.field("brokered", false)
        writer.field("requireSelfTradePrevention", false)
        writer.field("preventSor", false)
        writer.field("updateTime", front.clock.now.milliseconds)
        writer.field("accountType", "SPOT")
        writer.key("balances")
        writer.array { writer in
          for asset in wallet.assets {
            let balance = front.seenBalance(of: asset, owner, call)
            if omitsZero, balance.total.isZero { continue }
            writer.object { writer in
              writer.field("asset", asset)
              writer.field("free", balance.free)
              writer.field("locked", balance.locked)
            }
          }
        }
        writer.field("permissions", strings: owner.permissions.sorted())
        writer.field("uid", 354_000_000 + owner.id)
      }
    }
  }

  private static func commission(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let owner = try call.owner()
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("symbol", market.symbol)
        for name: StaticString in ["standardCommission", "specialCommission", "taxCommission"] {
          let isStandard = name.utf8CodeUnitCount == 18
          writer.key(name)
          writer.object { writer in
            writer.field("maker", isStandard ? owner.makerRate(.spot) : 0, decimals: 8)
            writer.field("taker", isStandard ? owner.takerRate(.spot) : 0, decimals: 8)
            writer.field("buyer", 0, decimals: 8)
            writer.field("seller", 0, decimals: 8)
          }
        }
        discount(owner, &writer)
      }
    }
  }

  private static func discount(_ owner: SandboxAccount, _ writer: inout JSONWriter) {
    writer.key("discount")
    writer.object { writer in
      writer.field("enabledForAccount", owner.paysCommissionInBNB)
      writer.field("enabledForSymbol", true)
      writer.field("discountAsset", "BNB")
      writer.field("discount", "0.75000000")
    }
  }

  private static func tradeFee(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    var markets = front.exchange.markets
    if let symbol = try call.parameters.text("symbol") { markets = [try front.market(symbol)] }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for market in markets {
          writer.object { writer in
            writer.field("symbol", market.symbol)
            writer.field("makerCommission", rate(owner.makerRate(.spot)))
            writer.field("takerCommission", rate(owner.takerRate(.spot)))
          }
        }
      }
    }
  }

  /// A rate in units of 10^-8 as short as it can be written.
  static func rate(_ rate: Int64) -> String { WideDecimal(mantissa: Int128(rate), scale: 8).plain() }

  private static func apiRestrictions(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let permissions = call.credential?.permissions ?? []
    let isRestricted = !(call.credential?.allowedAddresses.isEmpty ?? true)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("ipRestrict", isRestricted)
        writer.field("createTime", 1_700_000_000_000 as Int64)
        writer.field("enableReading", permissions.contains(.read))
        writer.field("enableWithdrawals", false)
        writer.field("enableInternalTransfer", false)
        writer.field("enableMargin", permissions.contains(.marginTrading))
        writer.field("enableFutures", permissions.contains(.futuresTrading))
        writer.field("permitsUniversalTransfer", permissions.contains(.transfers))
        writer.field("enableVanillaOptions", false)
        writer.field("enableFixApiTrade", false)
        writer.field("enableFixReadOnly", false)
        writer.field("enableSpotAndMarginTrading", permissions.contains(.spotTrading))
        writer.field("enablePortfolioMarginTrading", false)
      }
    }
  }
}

extension Call {
  /// All parameters for the exchange, which reads and checks them itself.
  func all() -> RequestParameters {
    var values: [String: String] = [:]
    for pair in parameters.pairs { values[pair.name] = pair.value }
    return RequestParameters(values)
  }
}
