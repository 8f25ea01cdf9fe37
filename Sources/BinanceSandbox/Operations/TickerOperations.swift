import TradingModel

/// Tickers of all products.
enum TickerOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    product.isFutures ? futures(product) : spot
  }

  // MARK: Spot

  private static let spotNames = ["symbol", "symbols", "symbolStatus"]

  private static var spot: [Operation] {
    [
      Operation(
        "GET /api/v3/ticker/24hr", "ticker.24hr",
        weightOf: { parameters in
          if parameters.contains("symbol") { return 2 }
          guard let count = listed(parameters) else { return 80 }
          return count <= 20 ? 2 : count <= 100 ? 40 : 80
        }, spotNames + ["type"],
        run: { (front, call) throws(VenueError) in try day(front, call) }),
      Operation(
        "GET /api/v3/ticker/tradingDay", "ticker.tradingDay",
        weightOf: { min(200, 4 * (listed($0) ?? 1)) }, spotNames + ["type", "timeZone"],
        run: { (front, call) throws(VenueError) in try tradingDay(front, call) }),
      Operation(
        "GET /api/v3/ticker", "ticker", weightOf: { min(200, 4 * (listed($0) ?? 1)) },
        spotNames + ["type", "windowSize"],
        run: { (front, call) throws(VenueError) in try rolling(front, call) }),
      Operation(
        "GET /api/v3/ticker/price", "ticker.price", weightOf: { $0.contains("symbol") ? 2 : 4 }, spotNames,
        run: price),
      Operation(
        "GET /api/v3/ticker/bookTicker", "ticker.book", weightOf: { $0.contains("symbol") ? 2 : 4 }, spotNames,
        run: book),
    ]
  }

  private static func listed(_ parameters: Parameters) -> Int? {
    guard let text = parameters.pairs.first(where: { $0.name == "symbols" })?.value else { return nil }
    return text.split(separator: ",").count
  }

  private static func day(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let (markets, isSingle) = try call.markets(in: front)
    let isMini = try mini(call)
    let unit = call.unit
    return front.render(markets, isSingle: isSingle) { market, writer in
      statistics(
        market.statistics(at: front.clock.now), market, front: front, style: isMini ? .mini : .day, unit: unit, &writer)
    }
  }

  private static func requireNamed(_ call: Call) throws(VenueError) {
    guard call.parameters.contains("symbol") || call.parameters.contains("symbols") else {
      throw .missing(either: "symbol", or: "symbols")
    }
  }

  private static func tradingDay(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try requireNamed(call)
    let (markets, isSingle) = try call.markets(in: front)
    let isMini = try mini(call)
    var shift: Int64 = 0
    if let zone = try call.parameters.text("timeZone") { shift = try TradeOperations.timeZone(zone) }
    let unit = call.unit
    return front.render(markets, isSingle: isSingle) { market, writer in
      let now = front.marketTime(market)
      let open = KlineInterval.day1.open(at: now.milliseconds &+ shift) &- shift
      var statistics = market.statistics(window: max(1, now.milliseconds - open), at: front.clock.now)
      statistics.openTime = open
      statistics.closeTime = open + 86_399_999
      Self.statistics(statistics, market, front: front, style: isMini ? .mini : .window, unit: unit, &writer)
    }
  }

  private static func rolling(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    try requireNamed(call)
    let (markets, isSingle) = try call.markets(in: front)
    let isMini = try mini(call)
    let text = try call.parameters.text("windowSize") ?? "1d"
    guard let window = window(text) else { throw .invalid("windowSize") }
    let unit = call.unit
    return front.render(markets, isSingle: isSingle) { market, writer in
      var statistics = market.statistics(window: window, at: front.clock.now)
      statistics.openTime -= statistics.openTime % 60_000
      Self.statistics(statistics, market, front: front, style: isMini ? .mini : .window, unit: unit, &writer)
    }
  }

  /// `1m`…`59m`, `1h`…`23h`, `1d`…`7d` in milliseconds.
  static func window(_ text: String) -> Int64? {
    guard let unit = text.last, let number = Int64(text.dropLast()) else { return nil }
    switch unit {
    case "m" where (1...59).contains(number): return number * 60_000
    case "h" where (1...23).contains(number): return number * 3_600_000
    case "d" where (1...7).contains(number): return number * 86_400_000
    default: return nil
    }
  }

  private static func mini(_ call: Call) throws(VenueError) -> Bool {
    guard let type = try call.parameters.text("type") else { return false }
    switch type {
    case "FULL": return false
    case "MINI": return true
    default: throw .invalidTickerType
    }
  }

  private enum Style {
    /// `ticker/24hr`, with the book on spot.
    case day
    case window
    case mini
  }

  private static func statistics(
    _ statistics: MarketStatistics, _ market: SymbolMarket, front: ProductFront, style: Style, unit: TimeUnit,
    _ writer: inout JSONWriter
  ) {
    let rules = market.rules
    let product = front.product
    let payloads = front.payloads(market, unit)
    writer.object { writer in
      writer.field("symbol", rules.symbol)
      if product == .coinm { writer.field("pair", rules.pair) }
      if style != .mini {
        payloads.price("priceChange", statistics.change, &writer)
        writer.field("priceChangePercent", statistics.changePercentMilli, decimals: 3)
        payloads.price("weightedAvgPrice", statistics.weightedAverage, &writer)
        if style == .day {
          if product == .spot { payloads.price("prevClosePrice", statistics.previousClose, &writer) }
          payloads.price("lastPrice", statistics.last, &writer)
          payloads.quantity("lastQty", statistics.lastQuantity, &writer)
          if product == .spot { bookFields(market.top, rules, &writer) }
        }
      }
      payloads.price("openPrice", statistics.open, &writer)
      payloads.price("highPrice", statistics.high, &writer)
      payloads.price("lowPrice", statistics.low, &writer)
      if style != .day { payloads.price("lastPrice", statistics.last, &writer) }
      payloads.volume("volume", statistics.volume, &writer)
      if product == .coinm {
        writer.field("baseVolume", statistics.quoteVolume)
      } else {
        writer.field("quoteVolume", statistics.quoteVolume)
      }
      writer.field("openTime", payloads.time(milliseconds: statistics.openTime))
      writer.field("closeTime", payloads.time(milliseconds: statistics.closeTime))
      writer.field("firstId", statistics.firstTradeId)
      writer.field("lastId", statistics.lastTradeId)
      writer.field("count", statistics.count)
    }
  }

  private static func bookFields(_ top: BookTop, _ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.field("bidPrice", top.bid.price, decimals: rules.priceDecimals)
    writer.field("bidQty", top.bid.quantity, decimals: rules.quantityDecimals)
    writer.field("askPrice", top.ask.price, decimals: rules.priceDecimals)
    writer.field("askQty", top.ask.quantity, decimals: rules.quantityDecimals)
  }

  private static func price(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let (markets, isSingle) = try call.markets(in: front)
    let product = front.product
    // COIN-M answers with an array even for one symbol.
    return front.render(markets, isSingle: isSingle && product != .coinm) { market, writer in
      writer.object { writer in
        writer.field("symbol", market.symbol)
        if product == .coinm { writer.field("ps", market.rules.pair) }
        writer.field("price", market.lastPrice, decimals: market.rules.priceDecimals)
        if product.isFutures { writer.field("time", front.marketTime(market).milliseconds) }
      }
    }
  }

  private static func book(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let (markets, isSingle) = try call.markets(in: front)
    let product = front.product
    return front.render(markets, isSingle: isSingle && product != .coinm) { market, writer in
      let top = market.top
      writer.object { writer in
        if product.isFutures { writer.field("lastUpdateId", top.updateId) }
        writer.field("symbol", market.symbol)
        if product == .coinm { writer.field("pair", market.rules.pair) }
        bookFields(top, market.rules, &writer)
        if product.isFutures { writer.field("time", top.transactionTime.milliseconds) }
      }
    }
  }

  // MARK: Futures

  private static func futures(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let names = ["symbol", "pair"]
    func by(_ single: Int, _ all: Int) -> (Parameters) -> Int { { $0.contains("symbol") ? single : all } }
    var operations = [
      Operation(
        "GET \(path)/ticker/24hr", "ticker.24hr", weightOf: by(1, 40), names,
        run: { (front, call) throws(VenueError) in
          let (markets, isSingle) = try call.markets(in: front)
          return front.render(markets, isSingle: isSingle && product != .coinm) { market, writer in
            statistics(
              market.statistics(at: front.clock.now), market, front: front, style: .day, unit: .milliseconds, &writer)
          }
        }),
      Operation("GET \(path)/ticker/price", "ticker.price", weightOf: by(1, 2), names, run: price),
      Operation("GET \(path)/ticker/bookTicker", "ticker.book", weightOf: by(2, 5), names, run: book),
    ]
    if product == .usdm {
      operations.append(Operation("GET /fapi/v2/ticker/price", weightOf: by(1, 2), names, run: price))
    }
    return operations
  }
}
