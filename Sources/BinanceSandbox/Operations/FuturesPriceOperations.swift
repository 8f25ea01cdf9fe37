import TradingModel

/// Mark prices, funding and open interest of futures.
enum FuturesPriceOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let isLinear = product == .usdm
    return [
      Operation(
        "GET \(path)/premiumIndex", weightOf: { isLinear && $0.contains("symbol") ? 1 : 10 }, ["symbol", "pair"],
        run: premiumIndex),
      Operation(
        "GET \(path)/fundingRate", weight: isLinear ? 0 : 1, ["symbol", "startTime", "endTime", "limit"],
        run: fundingRate
      ).sharing(isLinear ? .funding : nil),
      Operation("GET \(path)/fundingInfo", weight: 0, run: fundingInfo).sharing(isLinear ? .funding : nil),
      Operation("GET \(path)/openInterest", weight: 1, ["symbol"], run: openInterest),
    ]
  }

  private static func premiumIndex(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let (markets, isSingle) = try call.markets(in: front)
    let product = front.product
    return front.render(markets, isSingle: isSingle && product != .coinm) { market, writer in
      let mark = market.mark
      let rules = market.rules
      let isPerpetual = rules.contractType == "PERPETUAL"
      writer.object { writer in
        writer.field("symbol", rules.symbol)
        if product == .coinm { writer.field("pair", rules.pair) }
        writer.field("markPrice", rules.eightDecimals(mark.mark))
        writer.field("indexPrice", rules.eightDecimals(mark.index))
        writer.field("estimatedSettlePrice", rules.eightDecimals(mark.estimatedSettle))
        if isPerpetual || product == .usdm {
          writer.field("lastFundingRate", mark.fundingRate, decimals: 8)
          writer.field("interestRate", "0.00010000")
        } else {
          writer.field("lastFundingRate", "")
          writer.field("interestRate", "")
        }
        writer.field("nextFundingTime", isPerpetual ? mark.nextFundingTime : 0)
        writer.field("time", front.marketTime(market).milliseconds)
      }
    }
  }

  private static func fundingRate(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    // COIN-M tells of one symbol, USDⓈ-M of all, if need be.
    let symbol =
      front.product == .coinm ? try call.parameters.mandatoryText("symbol") : try call.parameters.text("symbol")
    var markets = front.exchange.markets
    if let symbol { markets = [try front.market(symbol)] }
    let (start, end) = try call.range(in: front)
    // Without times USDⓈ-M tells the newest two hundred.
    let isNewest = front.product == .usdm && start == nil && end == nil
    let limit = try call.limit(default: isNewest ? 200 : 100, maximum: 1_000, in: front)
    var records: [(FundingRecord, SymbolRules)] = []
    for market in markets {
      for record in market.fundings where record.time >= start ?? .min && record.time <= end ?? .max {
        records.append((record, market.rules))
      }
    }
    records.sort { ($0.0.time, $0.0.symbol) < ($1.0.time, $1.0.symbol) }
    let chosen = start == nil ? Array(records.suffix(limit)) : Array(records.prefix(limit))
    let product = front.product
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for (record, rules) in chosen {
          writer.object { writer in
            writer.field("symbol", record.symbol)
            if product == .coinm { writer.field("fundingTime", record.time) }
            writer.field("fundingRate", record.rate, decimals: 8)
            if product == .usdm {
              writer.field("fundingTime", record.time)
              writer.field("markPrice", rules.eightDecimals(record.markPrice))
              writer.field("rateType", "Regular")
            }
          }
        }
      }
    }
  }

  private static func fundingInfo(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try json { (writer) throws(VenueError) in
      writer.array { writer in
        for market in front.exchange.markets where market.rules.contractType == "PERPETUAL" {
          writer.object { writer in
            writer.field("symbol", market.symbol)
            writer.field("adjustedFundingRateCap", FundingRecord.cap, decimals: 8)
            writer.field("adjustedFundingRateFloor", -FundingRecord.cap, decimals: 8)
            writer.field("fundingIntervalHours", 8)
            writer.field("disclaimer", false)
            writer.field("updateTime", market.rules.onboardDate.milliseconds)
          }
        }
      }
    }
  }

  private static func openInterest(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let rules = market.rules
    let product = front.product
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        if product == .coinm {
          writer.field("symbol", rules.symbol)
          writer.field("pair", rules.pair)
        }
        writer.key("openInterest")
        writer.decimal(front.exchange.openInterest(market), rules.quantityDecimals)
        if product == .usdm { writer.field("symbol", rules.symbol) }
        if product == .coinm { writer.field("contractType", rules.contractType) }
        writer.field("time", front.marketTime(market).milliseconds)
      }
    }
  }
}
