import TradingModel

/// Settings of futures accounts: leverage, margin types and modes, and the brackets that bound them.
enum FuturesSettingOperations {
  private static let success = Array("{\"code\":200,\"msg\":\"success\"}".utf8)

  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    var operations = [
      Operation("POST \(path)/leverage", weight: 1, security: .signed, ["symbol", "leverage"] + signed, run: leverage),
      Operation(
        "POST \(path)/marginType", weight: 1, security: .signed, ["symbol", "marginType"] + signed,
        run: { (front, call) throws(VenueError) in
          try front.exchange.setMarginType(call.all(), for: call.owner())
          return success
        }),
      Operation(
        "GET \(path)/positionSide/dual", weight: 30, security: .signed, signed,
        run: { (_, call) throws(VenueError) in
          let isHedge = try call.owner().isHedgeMode
          return Array("{\"dualSidePosition\":\(isHedge)}".utf8)
        }),
      Operation(
        "POST \(path)/positionSide/dual", weight: 1, security: .signed, ["dualSidePosition"] + signed,
        run: { (front, call) throws(VenueError) in
          try front.exchange.setPositionMode(call.all(), for: call.owner())
          return success
        }),
      Operation(
        "POST \(path)/positionMargin", weight: 1, security: .signed,
        ["symbol", "amount", "type", "positionSide"] + signed, run: positionMargin),
      Operation(
        "GET \(path)/leverageBracket", weight: 1, security: .signed,
        [product == .usdm ? "symbol" : "pair"] + signed,
        run: { (front, call) throws(VenueError) in try brackets(front, call, byPair: product == .coinm) }),
    ]
    if product == .coinm {
      operations.append(
        Operation(
          "GET /dapi/v2/leverageBracket", weightOf: { $0.contains("symbol") ? 1 : 2 }, security: .signed,
          ["symbol"] + signed,
          run: { (front, call) throws(VenueError) in try brackets(front, call, byPair: false) }))
    } else {
      operations += linear
    }
    return operations
  }

  /// What USDⓈ-M alone offers.
  private static var linear: [Operation] {
    let signed = SignedParameters.names
    return [
      Operation(
        "GET /fapi/v1/multiAssetsMargin", weight: 30, security: .signed, signed,
        run: { (_, call) throws(VenueError) in
          let isMulti = try call.owner().isMultiAssets
          return Array("{\"multiAssetsMargin\":\(isMulti)}".utf8)
        }),
      Operation(
        "POST /fapi/v1/multiAssetsMargin", weight: 1, security: .signed, ["multiAssetsMargin"] + signed,
        run: { (front, call) throws(VenueError) in
          try front.exchange.setMultiAssets(call.all(), for: call.owner())
          return success
        }),
      Operation(
        "GET /fapi/v1/feeBurn", weight: 30, security: .signed, signed,
        run: { (_, call) throws(VenueError) in
          let burns = try call.owner().burnsFees
          return Array("{\"feeBurn\":\(burns)}".utf8)
        }),
      Operation(
        "POST /fapi/v1/feeBurn", weight: 1, security: .signed, ["feeBurn"] + signed,
        run: { (_, call) throws(VenueError) in
          guard let burns = try call.all().flag("feeBurn") else { throw .missing("feeBurn") }
          try call.owner().burnsFees = burns
          return success
        }),
      // The agreement that contracts on shares and commodities need; there are none here, so it changes nothing.
      Operation("POST /fapi/v1/stock/contract", weight: 50, security: .signed, signed) { (_, _) throws(VenueError) in
        success
      },
      Operation("GET /fapi/v1/symbolConfig", weight: 5, security: .signed, ["symbol"] + signed, run: symbolConfig),
      Operation("GET /fapi/v1/accountConfig", weight: 5, security: .signed, signed, run: accountConfig),
      Operation(
        "GET /fapi/v1/rateLimit/order", weight: 1, security: .signed, signed,
        run: { (front, call) throws(VenueError) in
          let owner = try call.owner()
          return try json { (writer) throws(VenueError) in
            writer.array { front.writeOrderCounts(of: owner, into: &$0) }
          }
        }),
    ]
  }

  private static func leverage(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let changed = try front.exchange.setLeverage(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("leverage", changed.leverage)
        writer.field(front.product == .usdm ? "maxNotionalValue" : "maxQty", String(changed.maxNotional))
        writer.field("symbol", changed.symbol)
      }
    }
  }

  private static func positionMargin(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let changed = try front.exchange.changeMargin(call.all(), for: call.owner())
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.key("amount")
        writer.json(changed.amount.description.utf8)
        writer.field("code", 200)
        writer.field("msg", "Successfully modify position margin.")
        writer.field("type", changed.type)
      }
    }
  }

  private static func symbolConfig(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let state = front.exchange.futures.state(try call.owner())
    var markets = front.exchange.markets
    if let symbol = try call.parameters.text("symbol") { markets = [try front.market(symbol)] }
    return front.render(markets, isSingle: false) { market, writer in
      let leverage = state.leverage(market.symbol)
      writer.object { writer in
        writer.field("symbol", market.symbol)
        writer.field("marginType", state.isIsolated(market.symbol) ? "ISOLATED" : "CROSSED")
        writer.field("isAutoAddMargin", false)
        writer.field("leverage", leverage)
        writer.field("maxNotionalValue", String(LeverageBracket.cap(.usdm, leverage: leverage)))
      }
    }
  }

  private static func accountConfig(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("feeTier", 0)
        writer.field("canTrade", owner.canTrade)
        writer.field("canDeposit", true)
        writer.field("canWithdraw", true)
        writer.field("dualSidePosition", owner.isHedgeMode)
        writer.field("updateTime", 0)
        writer.field("multiAssetsMargin", owner.isMultiAssets)
        writer.field("tradeGroupId", owner.tradeGroupId)
      }
    }
  }

  // MARK: Brackets

  private static func brackets(_ front: ProductFront, _ call: Call, byPair: Bool) throws(VenueError) -> [UInt8] {
    var markets = front.exchange.markets
    if let symbol = try call.parameters.text("symbol") { markets = [try front.market(symbol)] }
    if byPair {
      let pair = try call.parameters.text("pair")
      markets = markets.filter { $0.rules.contractType == "PERPETUAL" && (pair == nil || $0.rules.pair == pair) }
    }
    return front.render(markets, isSingle: false) { market, writer in
      writer.object { writer in
        if byPair { writer.field("pair", market.rules.pair) } else { writer.field("symbol", market.symbol) }
        if !byPair {
          writer.key("notionalCoef")
          writer.json("1.50".utf8)
        }
        writer.key("brackets")
        writer.array { writer in
          for bracket in LeverageBracket.table(front.product) { self.bracket(bracket, front.product, &writer) }
        }
      }
    }
  }

  private static func bracket(_ bracket: LeverageBracket, _ product: SandboxProduct, _ writer: inout JSONWriter) {
    let isLinear = product == .usdm
    writer.object { writer in
      writer.field("bracket", bracket.number)
      writer.field("initialLeverage", bracket.leverage)
      writer.field(isLinear ? "notionalCap" : "qtyCap", bracket.cap)
      // The misspelling is the venue's.
      writer.field(isLinear ? "notionalFloor" : "qtylFloor", bracket.floor)
      writer.key("maintMarginRatio")
      writer.json(FixedText.format(bracket.maintenanceRate, decimals: 4).utf8)
      writer.key("cum")
      writer.json(FixedText.format(bracket.deduction(product), decimals: 4).utf8)
    }
  }
}

extension LeverageBracket {
  /// What the maintenance margin of a whole position at this rate is less by, in units of 10^-4 (`cum`).
  func deduction(_ product: SandboxProduct) -> Int64 {
    var sum: Int64 = 0
    var rate: Int64 = 0
    for bracket in Self.table(product) where bracket.number <= number {
      sum += (bracket.maintenanceRate - rate) * bracket.floor
      rate = bracket.maintenanceRate
    }
    return sum
  }
}
