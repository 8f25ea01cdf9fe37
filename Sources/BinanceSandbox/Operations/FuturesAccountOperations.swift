import TradingModel

/// What futures clients read about their account: balances, positions, margins and rates.
enum FuturesAccountOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    var operations = [
      Operation("GET \(path)/commissionRate", weight: 20, security: .signed, ["symbol"] + signed, run: commission)
    ]
    if product == .usdm {
      operations += [
        Operation("GET /fapi/v2/balance", "account.balance", weight: 5, security: .signed, signed, run: balance),
        Operation("GET /fapi/v3/balance", "v2/account.balance", weight: 5, security: .signed, signed, run: balance),
        Operation("GET /fapi/v2/account", "account.status", weight: 5, security: .signed, signed, run: account),
        Operation("GET /fapi/v3/account", "v2/account.status", weight: 5, security: .signed, signed, run: plainAccount),
        Operation(
          "GET /fapi/v2/positionRisk", "account.position", weight: 5, security: .signed, ["symbol"] + signed,
          run: positionRisk),
        Operation(
          "GET /fapi/v3/positionRisk", "v2/account.position", weight: 5, security: .signed, ["symbol"] + signed,
          run: plainPositionRisk),
      ]
    } else {
      operations += [
        Operation("GET /dapi/v1/balance", "account.balance", weight: 1, security: .signed, signed, run: balance)
          .weighing(overSocketAPI: 5),
        Operation("GET /dapi/v1/account", "account.status", weight: 5, security: .signed, signed, run: coinmAccount),
        Operation(
          "GET /dapi/v1/positionRisk", "account.position", weight: 1, security: .signed,
          ["marginAsset", "pair"] + signed, run: positionRisk
        ).weighing(overSocketAPI: 5),
      ]
    }
    return operations
  }

  static func alias(_ owner: SandboxAccount) -> String { "SgsR" + String(owner.id, radix: 36) }

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

  // MARK: Balances

  /// The assets that are told: all that the account has or that margin something here.
  private static func summaries(
    _ front: ProductFront, _ owner: SandboxAccount
  ) -> [(summary: FuturesAssetSummary, available: Amount)] {
    let futures = front.exchange.futures
    let joint = owner.hasJointMargin(on: front.product)
    return futures.marginAssets(owner).map { asset in
      let summary = futures.summary(owner, asset: asset)
      return (summary, joint ? max(.zero, futures.available(owner, asset: asset)) : summary.available)
    }
  }

  private static func balance(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for (summary, available) in summaries(front, owner) {
          FuturesAccountPayloads.balance(
            summary, available: available, alias: alias(owner), product: front.product, at: front.clock.now,
            into: &writer)
        }
      }
    }
  }

  // MARK: Accounts

  private static func totals(_ front: ProductFront, _ owner: SandboxAccount) -> FuturesJointTotals {
    let futures = front.exchange.futures
    if owner.hasJointMargin(on: front.product) { return futures.jointTotals(owner) }
    let summary = futures.summary(owner, asset: "USDT")
    var totals = FuturesJointTotals()
    totals.wallet = summary.wallet
    totals.crossWallet = summary.crossWallet
    totals.unrealized = summary.unrealized
    totals.crossUnrealized = summary.crossUnrealized
    totals.marginBalance = summary.crossWallet + summary.crossUnrealized
    totals.positionInitialMargin = summary.positionInitialMargin
    totals.openOrderInitialMargin = summary.openOrderInitialMargin
    totals.crossInitialMargin = summary.initialMargin
    totals.maintenanceMargin = summary.maintenanceMargin
    return totals
  }

  private static func account(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let totals = totals(front, owner)
    let table = front.exchange.positionTable(of: owner, in: front.exchange.markets, includesIdle: true)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("feeTier", 0)
        writer.field("feeBurn", owner.burnsFees)
        writer.field("canTrade", owner.canTrade)
        writer.field("canDeposit", true)
        writer.field("canWithdraw", true)
        writer.field("updateTime", 0)
        writer.field("multiAssetsMargin", owner.isMultiAssets)
        writer.field("tradeGroupId", owner.tradeGroupId)
        FuturesAccountPayloads.totals(
          totals, withdrawable: front.exchange.futures.summary(owner, asset: "USDT").withdrawable, into: &writer)
        assets(front, owner, hasMarginFlag: true, &writer)
        writer.key("positions")
        writer.array { writer in
          for position in table {
            FuturesAccountPayloads.accountPosition(
              position, product: .usdm, isSocketAPI: call.isSocketAPI, into: &writer)
          }
        }
      }
    }
  }

  private static func plainAccount(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let totals = totals(front, owner)
    let table = front.exchange.positionTable(of: owner, in: front.exchange.markets, includesIdle: false)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        FuturesAccountPayloads.totals(
          totals, withdrawable: front.exchange.futures.summary(owner, asset: "USDT").withdrawable, into: &writer)
        assets(front, owner, hasMarginFlag: call.isSocketAPI, &writer)
        writer.key("positions")
        writer.array { writer in
          for position in table { FuturesAccountPayloads.plainPosition(position, into: &writer) }
        }
      }
    }
  }

  private static func coinmAccount(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let table = front.exchange.positionTable(of: owner, in: front.exchange.markets, includesIdle: true)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        assets(front, owner, hasMarginFlag: false, &writer)
        writer.key("positions")
        writer.array { writer in
          for position in table {
            FuturesAccountPayloads.accountPosition(
              position, product: .coinm, isSocketAPI: call.isSocketAPI, into: &writer)
          }
        }
        writer.field("canDeposit", true)
        writer.field("canTrade", owner.canTrade)
        writer.field("canWithdraw", true)
        writer.field("feeTier", 0)
        writer.field("updateTime", 0)
      }
    }
  }

  private static func assets(
    _ front: ProductFront, _ owner: SandboxAccount, hasMarginFlag: Bool, _ writer: inout JSONWriter
  ) {
    writer.key("assets")
    writer.array { writer in
      for (summary, available) in summaries(front, owner) {
        FuturesAccountPayloads.asset(
          summary, available: available, hasMarginFlag: hasMarginFlag, at: front.clock.now, into: &writer)
      }
    }
  }

  // MARK: Positions

  private static func markets(_ front: ProductFront, _ call: Call) throws(VenueError) -> [SymbolMarket] {
    if front.product == .usdm {
      guard let symbol = try call.parameters.text("symbol") else { return front.exchange.markets }
      return [try front.market(symbol)]
    }
    let pair = try call.parameters.text("pair")
    let asset = try call.parameters.text("marginAsset")
    if pair != nil, asset != nil { throw .optionalCombination }
    return front.exchange.markets.filter {
      (pair == nil || $0.rules.pair == pair) && (asset == nil || $0.rules.marginAsset == asset)
    }
  }

  private static func positionRisk(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let table = front.exchange.positionTable(of: owner, in: try markets(front, call), includesIdle: true)
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for position in table {
          FuturesAccountPayloads.risk(
            position, product: front.product, adl: front.exchange.adlQuantile(of: owner, at: position), into: &writer)
        }
      }
    }
  }

  private static func plainPositionRisk(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let table = front.exchange.positionTable(of: owner, in: try markets(front, call), includesIdle: false)
    let exchange = front.exchange
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for position in table {
          FuturesAccountPayloads.plainRisk(
            position, adl: exchange.adlQuantile(of: owner, at: position), into: &writer)
        }
      }
    }
  }
}
