import TradingModel

/// Depth, trades and candles, of all products.
enum TradeOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let futures = product.isFutures
    let klineParameters = ["symbol", "interval", "startTime", "endTime", "limit"] + (futures ? [] : ["timeZone"])
    func klineWeight(_ parameters: Parameters) -> Int {
      guard futures else { return 2 }
      let limit = parameters.pairs.first { $0.name == "limit" }.flatMap { Int($0.value) } ?? 500
      return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1_000 ? 5 : 10
    }
    var operations = [
      Operation(
        "GET \(path)/depth", "depth", weightOf: { depthWeight($0, product: product) },
        ["symbol", "limit", "symbolStatus"], run: depth),
      Operation("GET \(path)/trades", "trades.recent", weight: futures ? 5 : 25, ["symbol", "limit"], run: trades),
      Operation(
        "GET \(path)/historicalTrades", "trades.historical", weight: futures ? 200 : 25,
        security: futures ? .key : .none, ["symbol", "limit", "fromId"], run: trades),
      Operation(
        "GET \(path)/aggTrades", "trades.aggregate", weight: futures ? 20 : 4,
        ["symbol", "fromId", "startTime", "endTime", "limit"], run: aggregates),
      Operation(
        "GET \(path)/klines", "klines", weightOf: klineWeight, klineParameters,
        run: { (front, call) throws(VenueError) in try klines(front, call, source: .trades) }),
    ]
    if futures {
      let byPair = ["pair", "interval", "startTime", "endTime", "limit"]
      operations += [
        Operation(
          "GET \(path)/continuousKlines", weightOf: klineWeight, byPair + ["contractType"],
          run: { (front, call) throws(VenueError) in try klines(front, call, source: .continuous) }),
        Operation(
          "GET \(path)/indexPriceKlines", weightOf: klineWeight, byPair,
          run: { (front, call) throws(VenueError) in try klines(front, call, source: .index) }),
        Operation(
          "GET \(path)/markPriceKlines", weightOf: klineWeight, klineParameters,
          run: { (front, call) throws(VenueError) in try klines(front, call, source: .mark) }),
        Operation(
          "GET \(path)/premiumIndexKlines", weightOf: klineWeight, klineParameters,
          run: { (front, call) throws(VenueError) in try klines(front, call, source: .premium) }),
      ]
    } else {
      operations += [
        Operation(
          "GET \(path)/uiKlines", "uiKlines", weight: 2, klineParameters,
          run: { (front, call) throws(VenueError) in try klines(front, call, source: .trades) }),
        Operation("GET \(path)/avgPrice", "avgPrice", weight: 2, ["symbol"], run: averagePrice),
        Operation(
          "GET \(path)/historicalBlockTrades", "blockTrades.historical", weight: 25, ["symbol", "fromId", "limit"],
          run: { (front, call) throws(VenueError) in
            _ = try call.market(in: front)
            return Array("[]".utf8)
          }),
      ]
    }
    return operations
  }

  // MARK: Depth

  private static func depthWeight(_ parameters: Parameters, product: SandboxProduct) -> Int {
    let asked = parameters.pairs.first { $0.name == "limit" }.flatMap { Int($0.value) }
    let limit = asked ?? product.profile.depthDefault
    if product.isFutures { return limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20 }
    return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250
  }

  private static func depth(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let profile = front.product.profile
    let market = try call.market(in: front)
    var limit = profile.depthDefault
    if let asked = try call.parameters.integer("limit") {
      if profile.depthLimits.isEmpty {
        guard asked > 0 else { throw .invalid("limit") }
        limit = Int(min(asked, Int64(profile.depthMaximum)))
      } else {
        guard asked <= Int64(profile.depthMaximum) else { throw .invalid("limit") }
        guard profile.depthLimits.contains(Int(clamping: asked)) else {
          throw VenueError(-4021, "\(asked) is not valid depth limit")
        }
        limit = Int(asked)
      }
    }
    if let status = try call.symbolStatus(), market.rules.status.rawValue != status {
      throw .statusMismatch
    }
    front.depthRequested(market)
    return front.payloads(market).depthSnapshot(market.depth(limit: limit))
  }

  // MARK: Trades

  private static func trades(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let limit = try call.limit(default: 500, maximum: 1_000, in: front)
    let fromId = try call.parameters.integer("fromId")
    let product = front.product
    let rules = market.rules
    var writer = JSONWriter(capacity: 160 * limit)
    writer.array { writer in
      for trade in market.historicalTrades(fromId: fromId, limit: limit) {
        writer.object { writer in
          writer.field("id", trade.id)
          writer.field("price", trade.price, decimals: rules.priceDecimals)
          writer.field("qty", trade.quantity, decimals: rules.quantityDecimals)
          let value = market.value(price: trade.price, quantity: trade.quantity)
          if product == .coinm { writer.field("baseQty", value) } else { writer.field("quoteQty", value) }
          writer.field("time", call.unit == .microseconds ? trade.time.microseconds : trade.time.milliseconds)
          writer.field("isBuyerMaker", trade.buyerIsMaker)
          if product == .usdm { writer.field("isRPITrade", trade.isRetail) }
          if product == .spot { writer.field("isBestMatch", true) }
        }
      }
    }
    return writer.bytes
  }

  private static func aggregates(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let limit = try call.limit(default: 500, maximum: 1_000, in: front)
    let fromId = try call.parameters.integer("fromId")
    let (start, end) = try call.range(in: front)
    let product = front.product
    if product.isFutures, let start, let end {
      let (span, overflow) = end.subtractingReportingOverflow(start)
      guard !overflow, span <= 3_600_000 else {
        throw VenueError(-1127, "More than 1 hours between startTime and endTime.")
      }
    }
    let rules = market.rules
    var writer = JSONWriter(capacity: 128 * limit)
    writer.array { writer in
      for trade in market.aggregateTrades(fromId: fromId, start: start, end: end, limit: limit) {
        writer.object { writer in
          writer.field("a", trade.id)
          writer.field("p", trade.price, decimals: rules.priceDecimals)
          writer.field("q", trade.quantity, decimals: rules.quantityDecimals)
          if product == .usdm {
            writer.field("nq", trade.quantity - trade.retailQuantity, decimals: rules.quantityDecimals)
          }
          writer.field("f", trade.firstTradeId)
          writer.field("l", trade.lastTradeId)
          writer.field("T", call.unit == .microseconds ? trade.time.microseconds : trade.time.milliseconds)
          writer.field("m", trade.buyerIsMaker)
          if product == .spot { writer.field("M", true) }
        }
      }
    }
    return writer.bytes
  }

  private static func averagePrice(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let market = try call.market(in: front)
    let now = front.marketTime(market)
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("mins", market.rules.filters.averagePriceMinutes)
        writer.field(
          "price", market.averagePrice(minutes: market.rules.filters.averagePriceMinutes, at: front.clock.now),
          decimals: market.rules.priceDecimals)
        writer.field("closeTime", call.unit == .microseconds ? now.microseconds : now.milliseconds)
      }
    }
  }

  // MARK: Candles

  private enum CandleSource {
    case trades
    case continuous
    case index
    case mark
    case premium

    /// Which reference price it is of, if any.
    var series: ReferenceHistory.Series? {
      switch self {
      case .trades, .continuous: nil
      case .index: .index
      case .mark: .mark
      case .premium: .premium
      }
    }

    func rows(
      _ market: SymbolMarket, _ interval: KlineInterval, shift: Int64, start: Int64?, end: Int64?, limit: Int
    ) -> [Kline] {
      guard let series else {
        return market.zonedKlines(interval, shift: shift, start: start, end: end, limit: limit)
      }
      return market.references.klines(series, interval, start: start, end: end, limit: limit)
    }
  }

  private static func klines(
    _ front: ProductFront, _ call: Call, source: CandleSource
  ) throws(VenueError) -> [UInt8] {
    // Since the integration of 2026 each futures product tells the other's candles, too.
    let front = front.front(ofCandles: call)
    let market: SymbolMarket
    switch source {
    case .trades, .mark, .premium: market = try call.market(in: front)
    case .index: market = try front.market(ofPair: call.parameters.mandatoryText("pair"), contract: "PERPETUAL")
    case .continuous:
      let pair = try call.parameters.mandatoryText("pair")
      let contract = try call.parameters.mandatoryText("contractType")
      market = try front.market(ofPair: pair, contract: contract)
    }
    let interval = try call.interval()
    if interval == .second1, front.product.isFutures, source != .continuous { throw .invalidInterval }
    let (start, end) = try call.range(in: front)
    let limit = try call.limit(default: 500, maximum: front.product.profile.klineMaximum, in: front)
    var shift: Int64 = 0
    if let zone = try call.parameters.text("timeZone") { shift = try timeZone(zone) }
    let payloads = front.payloads(market, call.unit)
    let rows = source.rows(market, interval, shift: shift, start: start, end: end, limit: limit)
    var writer = JSONWriter(capacity: 180 * max(1, rows.count))
    writer.array { writer in
      for row in rows {
        if source.series == nil {
          payloads.klineRow(row, into: &writer)
        } else {
          payloads.referenceRow(row, decimals: source.series == .premium ? 8 : nil, into: &writer)
        }
      }
    }
    return writer.bytes
  }

  /// An offset in milliseconds: `0`, `-1:00`, `05:45`, between -12:00 and +14:00.
  static func timeZone(_ text: String) throws(VenueError) -> Int64 {
    var digits = Substring(text)
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (1...2).contains(parts.count), let hours = parts[0], (0...14).contains(hours) else {
      throw .invalid("timeZone")
    }
    let minutes: Int64
    if parts.count == 2 {
      guard let read = parts[1], (0..<60).contains(read) else { throw .invalid("timeZone") }
      minutes = read
    } else {
      minutes = 0
    }
    let total = (isNegative ? -1 : 1) * (hours * 60 + minutes)
    guard (-720...840).contains(total) else { throw .invalid("timeZone") }
    return total * 60_000
  }
}

extension ProductFront {
  /// The front of the futures product that has the symbol or pair of a request; the own one where neither does.
  fileprivate func front(ofCandles call: Call) -> ProductFront {
    guard product.isFutures, let other = siblingFront, let name = call.parameters["symbol"] ?? call.parameters["pair"]
    else { return self }
    func knows(_ front: ProductFront) -> Bool {
      front.exchange.markets.contains { $0.symbol == name || $0.rules.pair == name }
    }
    return !knows(self) && knows(other) ? other : self
  }
}

extension SymbolMarket {
  /// Candles whose days begin at midnight of a time zone; intervals of less than a day do not depend on it.
  func zonedKlines(_ interval: KlineInterval, shift: Int64, start: Int64?, end: Int64?, limit: Int) -> [Kline] {
    guard shift != 0, (interval.milliseconds ?? .max) > 3_600_000 else {
      return klines(interval, start: start, end: end, limit: limit)
    }
    return mergedKlines(interval, shift: shift).part(from: start, to: end, limit: limit, time: \.openTime)
  }

  /// Candles of an offset grid, made of the finest kept candles that fit it.
  func mergedKlines(_ interval: KlineInterval, shift: Int64) -> [Kline] {
    let source: KlineInterval = shift % 3_600_000 == 0 ? .hour1 : shift % 900_000 == 0 ? .minute15 : .minute1
    var merged: [Kline] = []
    for part in history.klines(source) {
      let open = interval.open(at: part.openTime &+ shift) &- shift
      if var last = merged.last, last.openTime == open {
        last.high = max(last.high, part.high)
        last.low = min(last.low, part.low)
        last.close = part.close
        last.volume &+= part.volume
        last.quoteVolume += part.quoteVolume
        last.takerBuyVolume &+= part.takerBuyVolume
        last.takerBuyQuote += part.takerBuyQuote
        last.count += part.count
        if last.firstTradeId < 0 { last.firstTradeId = part.firstTradeId }
        if part.lastTradeId >= 0 { last.lastTradeId = part.lastTradeId }
        merged[merged.count - 1] = last
      } else {
        var first = part
        first.openTime = open
        first.closeTime = interval.close(openingAt: open &+ shift) &- shift
        merged.append(first)
      }
    }
    return merged
  }
}
