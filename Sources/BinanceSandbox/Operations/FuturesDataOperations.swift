import TradingModel

/// Statistics of the futures markets: open interest, ratios, basis, indices and funds.
enum FuturesDataOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let names = [product == .usdm ? "symbol" : "pair", "contractType", "period", "limit", "startTime", "endTime"]
    // USDⓈ-M counts requests in a pool of their own, COIN-M weighs them.
    let (weight, pool): (Int, RequestPool?) = product == .usdm ? (0, .statistics) : (1, nil)
    let isLinear = product == .usdm
    var operations = [
      ratio("globalLongShortAccountRatio", .accounts, weight, names).sharing(pool),
      ratio("topLongShortAccountRatio", .topAccounts, weight, names).sharing(pool),
      ratio("topLongShortPositionRatio", .topPositions, weight, names).sharing(pool),
      Operation("GET /futures/data/openInterestHist", weight: weight, names, run: openInterestHistory).sharing(pool),
      Operation(
        "GET /futures/data/\(isLinear ? "takerlongshortRatio" : "takerBuySellVol")", weight: weight, names,
        run: takerVolume
      ).sharing(pool),
      Operation("GET /futures/data/basis", weight: weight, names + ["pair"], run: basis),
      Operation("GET /futures/data/delivery-price", weight: 0, ["pair"], run: deliveryPrices),
      Operation("GET \(path)/constituents", weight: product == .usdm ? 2 : 1, ["symbol"], run: constituents),
    ]
    if product == .usdm {
      operations += [
        Operation("GET /fapi/v1/rpiDepth", weight: 20, ["symbol", "limit"], run: retailDepth),
        Operation("GET /fapi/v1/assetIndex", weightOf: { $0.contains("symbol") ? 1 : 10 }, ["symbol"], run: assetIndex),
        Operation("GET /fapi/v1/indexInfo", weight: 1, ["symbol"], run: indexInfo),
        Operation("GET /fapi/v1/insuranceBalance", weight: 1, ["symbol"], run: insurance),
        Operation("GET /fapi/v1/symbolAdlRisk", weight: 1, ["symbol"], run: adlRisk),
        Operation(
          "GET /fapi/v1/tradingSchedule", weight: 5,
          run: { (front, _) throws(VenueError) in TradingSessionPayload.schedule(at: front.clock.now) }),
      ]
    }
    return operations
  }

  // MARK: Rows in time

  /// The market that a request names, and the ends of the periods that it wants, oldest first.
  private static func periods(
    _ front: ProductFront, _ call: Call
  ) throws(VenueError) -> (market: SymbolMarket, interval: KlineInterval, klines: [Kline]) {
    let market: SymbolMarket
    if front.product == .usdm, call.parameters.contains("symbol") {
      market = try call.market(in: front)
    } else {
      let contract = try call.parameters.text("contractType") ?? "PERPETUAL"
      market = try front.market(
        ofPair: call.parameters.mandatoryText("pair"), contract: contract == "ALL" ? "PERPETUAL" : contract)
    }
    let text = try call.parameters.mandatoryText("period")
    guard let interval = KlineInterval(rawValue: text),
      [.minute5, .minute15, .minute30, .hour1, .hour2, .hour4, .hour6, .hour12, .day1].contains(interval)
    else { throw .invalid("period") }
    let (start, end) = try call.range(in: front)
    // Statistics are kept for thirty days.
    if let start, start < front.clock.now.milliseconds - 30 * 86_400_000 {
      throw VenueError(-1130, "parameter 'startTime' is invalid.")
    }
    let limit = try call.parameters.limit(default: 30, maximum: 500)
    return (market, interval, market.klines(interval, start: start, end: end, limit: limit))
  }

  private static func rows(
    _ front: ProductFront, _ call: Call, _ body: (SymbolMarket, Kline, inout JSONWriter) -> Void
  ) throws(VenueError) -> [UInt8] {
    let (market, _, klines) = try periods(front, call)
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for kline in klines { writer.object { body(market, kline, &$0) } }
      }
    }
  }

  private enum Crowd {
    case accounts
    case topAccounts
    case topPositions
  }

  private static func ratio(_ name: String, _ crowd: Crowd, _ weight: Int, _ parameters: [String]) -> Operation {
    Operation("GET /futures/data/\(name)", weight: weight, parameters) { (front, call) throws(VenueError) in
      try rows(front, call) { market, kline, writer in
        let long = longShare(kline, crowd)
        let short = 10_000 - long
        if front.product == .usdm {
          writer.field("symbol", market.symbol)
        } else {
          writer.field("pair", market.rules.pair)
        }
        writer.field("longShortRatio", long * 10_000 / short, decimals: 4)
        let isPositions = front.product == .coinm && crowd == .topPositions
        writer.field(isPositions ? "longPosition" : "longAccount", long, decimals: 4)
        writer.field(isPositions ? "shortPosition" : "shortAccount", short, decimals: 4)
        writer.field("timestamp", kline.openTime)
      }
    }
  }

  /// How many of ten thousand are long: who bought in the period, leaning with the price, the big ones less.
  private static func longShare(_ kline: Kline, _ crowd: Crowd) -> Int64 {
    let bought = kline.volume > 0 ? Int64(clamping: kline.takerBuyVolume &* 10_000 / kline.volume) : 5_000
    let lean: Int64 = crowd == .accounts ? 2 : crowd == .topAccounts ? 3 : 4
    return min(9_000, max(1_000, 5_000 + (bought - 5_000) / lean))
  }

  private static func openInterestHistory(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try rows(front, call) { market, kline, writer in
      let rules = market.rules
      let interest = front.exchange.openInterest(market, at: kline.openTime)
      if front.product == .usdm {
        writer.field("symbol", market.symbol)
        writer.field("sumOpenInterest", rules.amount(quantity: interest))
        writer.field("sumOpenInterestValue", rules.notional(price: kline.open, quantity: interest))
        writer.field("CMCCirculatingSupply", "0")
      } else {
        writer.field("pair", rules.pair)
        writer.field("contractType", rules.contractType)
        writer.field("sumOpenInterest", interest, decimals: rules.quantityDecimals)
        writer.field("sumOpenInterestValue", market.value(price: kline.open, quantity: interest))
      }
      writer.field("timestamp", kline.openTime)
    }
  }

  private static func takerVolume(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try rows(front, call) { market, kline, writer in
      let sold = kline.volume - kline.takerBuyVolume
      let payloads = front.payloads(market)
      if front.product == .usdm {
        let ratio = sold > 0 ? Int64(clamping: kline.takerBuyVolume &* 10_000 / sold) : 10_000
        writer.field("buySellRatio", ratio, decimals: 4)
        payloads.volume("buyVol", kline.takerBuyVolume, &writer)
        payloads.volume("sellVol", sold, &writer)
      } else {
        writer.field("pair", market.rules.pair)
        writer.field("contractType", market.rules.contractType)
        payloads.volume("takerBuyVol", kline.takerBuyVolume, &writer)
        payloads.volume("takerSellVol", sold, &writer)
        writer.field("takerBuyVolValue", kline.takerBuyQuote)
        writer.field("takerSellVolValue", kline.quoteVolume - kline.takerBuyQuote)
      }
      writer.field("timestamp", kline.openTime)
    }
  }

  private static func basis(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try rows(front, call) { market, kline, writer in
      let index = market.references.kline(.index, interval: .minute5, at: kline.openTime)?.close ?? market.mark.index
      let basis = kline.close - index
      let rate = index > 0 ? Int64(clamping: Int128(basis) &* 10_000 / Int128(index)) : 0
      writer.field("indexPrice", market.rules.eightDecimals(index))
      writer.field("contractType", market.rules.contractType)
      writer.field("basisRate", rate, decimals: 4)
      writer.field("futuresPrice", kline.close, decimals: market.rules.priceDecimals)
      writer.field("annualizedBasisRate", "")
      writer.field("basis", market.rules.eightDecimals(basis))
      writer.field("pair", market.rules.pair)
      writer.field("timestamp", kline.openTime)
    }
  }

  private static func deliveryPrices(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let pair = try call.parameters.mandatoryText("pair")
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for record in front.exchange.deliveries.reversed() where record.pair == pair {
          writer.object { writer in
            writer.field("deliveryTime", record.time)
            writer.key("deliveryPrice")
            writer.json(FixedText.format(record.price, decimals: record.decimals).utf8)
          }
        }
      }
    }
  }

  // MARK: Indices, funds, risks

  private static func constituents(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let symbol = try call.parameters.mandatoryText("symbol")
    let market = front.exchange.markets.first { $0.rules.pair == symbol || $0.symbol == symbol }
    guard let market else { throw .invalidSymbol }
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("symbol", symbol)
        writer.field("time", front.clock.now.milliseconds)
        writer.key("constituents")
        writer.array { writer in
          for exchange in ["binance", "okex", "coinbase", "gateio"] {
            writer.object { writer in
              writer.field("exchange", exchange)
              writer.field("symbol", symbol)
              writer.field("price", market.rules.eightDecimals(market.mark.index))
              writer.field("weight", "0.25000000")
            }
          }
        }
      }
    }
  }

  private static func retailDepth(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    if let limit = try call.parameters.integer("limit"), limit != 1_000 {
      throw VenueError(-4021, "\(limit) is not valid depth limit")
    }
    return front.payloads(market).depthSnapshot(market.retailDepth(limit: 1_000))
  }

  private static func assetIndex(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let symbol = try call.parameters.text("symbol")
    let assets = AssetIndex.buffers.filter { symbol == nil || $0.asset + "USD" == symbol }
    guard !assets.isEmpty else { throw .invalidSymbol }
    return try json { (writer) throws(VenueError) in
      if symbol != nil, let entry = assets.first {
        AssetIndexPayload.answer(entry.asset, entry.buffer, front, &writer)
      } else {
        writer.array { writer in
          for entry in assets { AssetIndexPayload.answer(entry.asset, entry.buffer, front, &writer) }
        }
      }
    }
  }

  private static func indexInfo(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let symbol = try call.parameters.text("symbol")
    let indices = CompositeIndex.all.filter { symbol == nil || $0.symbol == symbol }
    guard !indices.isEmpty else { throw .invalidSymbol }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for index in indices { CompositeIndexPayload.answer(index, front, &writer) }
      }
    }
  }

  private static func insurance(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let fund = front.exchange.futures.insurance
    var symbols = front.exchange.markets.map(\.symbol)
    if let symbol = try call.parameters.text("symbol") { symbols = [try front.market(symbol).symbol] }
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("symbols", strings: symbols)
        writer.key("assets")
        writer.array { writer in
          for asset in fund.assets {
            writer.object { writer in
              writer.field("asset", asset)
              writer.field("marginBalance", fund[asset].total)
              writer.field("updateTime", front.clock.now.milliseconds)
            }
          }
        }
      }
    }
  }

  private static func adlRisk(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let symbol = try call.parameters.text("symbol")
    var markets = front.exchange.markets
    if let symbol { markets = [try front.market(symbol)] }
    return front.render(markets, isSingle: symbol != nil) { market, writer in
      let fund = front.exchange.futures.insurance[market.rules.marginAsset].total
      writer.object { writer in
        writer.field("symbol", market.symbol)
        writer.field("adlRisk", fund.isPositive ? "low" : "high")
        writer.field("updateTime", front.clock.now.milliseconds)
      }
    }
  }
}
