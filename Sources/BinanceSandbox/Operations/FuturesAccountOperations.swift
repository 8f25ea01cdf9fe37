import TradingModel

/// What futures clients read about their account, and the listen keys of their user streams.
enum FuturesAccountOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    var operations = listenKeys("\(path)/listenKey")
    operations += [
      Operation("GET \(path)/commissionRate", weight: 20, security: .signed, ["symbol"] + signed, run: commission),
      Operation(
        "GET \(path)/positionSide/dual", weight: 30, security: .signed, signed,
        run: { (_, call) throws(VenueError) in
          let isHedge = try call.owner().isHedgeMode
          return Array("{\"dualSidePosition\":\(isHedge)}".utf8)
        }),
    ]
    if product == .usdm {
      operations.append(
        Operation(
          "GET /fapi/v1/multiAssetsMargin", weight: 30, security: .signed, signed,
          run: { (_, call) throws(VenueError) in
            let isMulti = try call.owner().isMultiAssets
            return Array("{\"multiAssetsMargin\":\(isMulti)}".utf8)
          }))
      for version in 2...3 {
        operations += [
          Operation("GET /fapi/v\(version)/balance", weight: 5, security: .signed, signed, run: balance),
          Operation("GET /fapi/v\(version)/account", weight: 5, security: .signed, signed, run: usdmAccount),
          Operation(
            "GET /fapi/v\(version)/positionRisk", weight: 5, security: .signed, ["symbol"] + signed, run: positionRisk),
        ]
      }
    } else {
      operations += [
        Operation("GET /dapi/v1/balance", weight: 1, security: .signed, signed, run: balance),
        Operation("GET /dapi/v1/account", weight: 5, security: .signed, signed, run: coinmAccount),
        Operation(
          "GET /dapi/v1/positionRisk", weight: 1, security: .signed, ["marginAsset", "pair"] + signed,
          run: positionRisk),
      ]
    }
    return operations
  }

  // MARK: Listen keys

  static func listenKeys(_ path: String, needsKey: Bool = false) -> [Operation] {
    [
      Operation("POST \(path)", "userDataStream.start", weight: 1, security: .key) { (front, call) throws(VenueError) in
        let key = front.users.listenKey(of: try call.owner(), at: front.clock.now)
        return Array("{\"listenKey\":\"\(key)\"}".utf8)
      },
      Operation("PUT \(path)", "userDataStream.ping", weight: 1, security: .key, ["listenKey"]) {
        (front, call) throws(VenueError) in
        let owner = try call.owner()
        let named = needsKey ? try call.parameters.mandatoryText("listenKey") : try call.parameters.text("listenKey")
        guard let key = front.users.extend(named, of: owner, at: front.clock.now) else {
          throw unknownListenKey(front.product)
        }
        return front.product.isFutures ? Array("{\"listenKey\":\"\(key)\"}".utf8) : Array("{}".utf8)
      },
      Operation("DELETE \(path)", "userDataStream.stop", weight: 1, security: .key, ["listenKey"]) {
        (front, call) throws(VenueError) in
        let owner = try call.owner()
        let named = needsKey ? try call.parameters.mandatoryText("listenKey") : try call.parameters.text("listenKey")
        guard front.users.end(named, of: owner) else { throw unknownListenKey(front.product) }
        return Array("{}".utf8)
      },
    ]
  }

  private static func unknownListenKey(_ product: SandboxProduct) -> VenueError {
    guard product.isFutures else { return .unknownListenKey }
    return VenueError(
      -1125,
      "This listenKey does not exist. Please use `POST /fapi/v1/listenKey` to recreate `listenKey`")
  }

  // MARK: Account

  private static func commission(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let owner = try call.owner()
    let product = front.product
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("symbol", market.symbol)
        writer.field("makerCommissionRate", owner.makerRate(product), decimals: 6, from: 8)
        writer.field("takerCommissionRate", owner.takerRate(product), decimals: 6, from: 8)
        if product == .usdm { writer.field("rpiCommissionRate", "0.000050") }
      }
    }
  }

  private static func balance(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let product = front.product
    let wallet = owner.wallet(product)
    let now = front.clock.now.milliseconds
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for asset in wallet.assets {
          let balance = wallet[asset]
          writer.object { writer in
            writer.field("accountAlias", alias(owner))
            writer.field("asset", asset)
            writer.field("balance", balance.total)
            if product == .coinm { writer.field("withdrawAvailable", balance.free) }
            writer.field("crossWalletBalance", balance.total)
            writer.field("crossUnPnl", Amount.zero)
            writer.field("availableBalance", balance.free)
            if product == .usdm {
              writer.field("maxWithdrawAmount", balance.free)
              writer.field("marginAvailable", true)
            }
            writer.field("updateTime", now)
          }
        }
      }
    }
  }

  static func alias(_ owner: SandboxAccount) -> String { "SgsR" + String(owner.id, radix: 36) }

  private static func usdmAccount(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let wallet = owner.wallet(.usdm)
    let total = wallet["USDT"].total
    let free = wallet["USDT"].free
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("feeTier", 0)
        writer.field("feeBurn", true)
        writer.field("canTrade", owner.canTrade)
        writer.field("canDeposit", true)
        writer.field("canWithdraw", true)
        writer.field("updateTime", 0)
        writer.field("multiAssetsMargin", owner.isMultiAssets)
        writer.field("tradeGroupId", owner.tradeGroupId)
        writer.field("totalInitialMargin", Amount.zero)
        writer.field("totalMaintMargin", Amount.zero)
        writer.field("totalWalletBalance", total)
        writer.field("totalUnrealizedProfit", Amount.zero)
        writer.field("totalMarginBalance", total)
        writer.field("totalPositionInitialMargin", Amount.zero)
        writer.field("totalOpenOrderInitialMargin", Amount.zero)
        writer.field("totalCrossWalletBalance", total)
        writer.field("totalCrossUnPnl", Amount.zero)
        writer.field("availableBalance", free)
        writer.field("maxWithdrawAmount", free)
        assets(wallet, front, &writer)
        writer.field("positions", strings: [])
      }
    }
  }

  private static func coinmAccount(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let wallet = owner.wallet(.coinm)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        assets(wallet, front, &writer)
        writer.field("positions", strings: [])
        writer.field("canDeposit", true)
        writer.field("canTrade", owner.canTrade)
        writer.field("canWithdraw", true)
        writer.field("feeTier", 0)
        writer.field("updateTime", 0)
      }
    }
  }

  private static func assets(_ wallet: Wallet, _ front: ProductFront, _ writer: inout JSONWriter) {
    writer.key("assets")
    writer.array { writer in
      for asset in wallet.assets {
        let balance = wallet[asset]
        writer.object { writer in
          writer.field("asset", asset)
          writer.field("walletBalance", balance.total)
          writer.field("unrealizedProfit", Amount.zero)
          writer.field("marginBalance", balance.total)
          for name: StaticString in [
            "maintMargin", "initialMargin", "positionInitialMargin", "openOrderInitialMargin",
          ] {
            writer.field(name, Amount.zero)
          }
          writer.field("crossWalletBalance", balance.total)
          writer.field("crossUnPnl", Amount.zero)
          writer.field("availableBalance", balance.free)
          writer.field("maxWithdrawAmount", balance.free)
          if front.product == .usdm { writer.field("marginAvailable", true) }
          writer.field("updateTime", front.clock.now.milliseconds)
        }
      }
    }
  }

  private static func positionRisk(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    if let symbol = try call.parameters.text("symbol") { _ = try front.market(symbol) }
    return Array("[]".utf8)
  }
}
