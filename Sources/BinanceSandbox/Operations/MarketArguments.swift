import TradingModel

extension Call {
  /// The market that `symbol` names.
  func market(in front: ProductFront) throws(VenueError) -> SymbolMarket {
    try front.market(parameters.mandatoryText("symbol"))
  }

  /// The markets of a request that names one, several or none: `symbol`, `symbols`, else all.
  ///
  /// - Returns: the markets, and whether the answer is a single object.
  func markets(in front: ProductFront) throws(VenueError) -> (markets: [SymbolMarket], isSingle: Bool) {
    if front.product.isFutures {
      if let symbol = try parameters.text("symbol") { return ([try front.market(symbol)], true) }
      if let pair = try parameters.text("pair") {
        return (front.exchange.markets.filter { $0.rules.pair == pair }, false)
      }
      return (front.exchange.markets, false)
    }
    let symbol = try parameters.text("symbol")
    let list = try parameters.text("symbols")
    let status = try symbolStatus()
    if symbol != nil, list != nil {
      throw VenueError(
        -1128, "Combination of optional parameters invalid. Recommendation: 'symbol' or 'symbols' must be sent.")
    }
    if let symbol {
      let market = try front.market(symbol)
      if let status, market.rules.status.rawValue != status { throw .statusMismatch }
      return ([market], true)
    }
    var markets = front.exchange.markets
    if let list { markets = try front.markets(listed: list) }
    if let status { markets = markets.filter { $0.rules.status.rawValue == status } }
    return (markets, false)
  }

  /// `symbolStatus`, which must be one that the venue knows.
  func symbolStatus() throws(VenueError) -> String? {
    guard let status = try parameters.text("symbolStatus") else { return nil }
    guard ["TRADING", "HALT", "BREAK", "END_OF_DAY", "CANCEL_ONLY"].contains(status) else {
      throw VenueError(-1122, "Invalid symbolStatus.")
    }
    return status
  }

  func interval() throws(VenueError) -> KlineInterval {
    let text = try parameters.mandatoryText("interval")
    guard let interval = KlineInterval(rawValue: text) else { throw .invalidInterval }
    return interval
  }

  /// `startTime` and `endTime` in milliseconds; spot takes microseconds, too.
  func range(in front: ProductFront) throws(VenueError) -> (start: Int64?, end: Int64?) {
    func milliseconds(_ time: Int64?) -> Int64? {
      time.map { !front.product.isFutures && $0 >= 100_000_000_000_000 ? $0 / 1_000 : $0 }
    }
    let start = milliseconds(try parameters.integer("startTime"))
    let end = milliseconds(try parameters.integer("endTime"))
    if let start, let end, start > end {
      throw front.product.isFutures
        ? VenueError(-4023, "Parameter 'startTime' should be before 'endTime'.") : .invalid("startTime")
    }
    return (start, end)
  }

  /// How many rows are wanted; futures refuse too many, spot cuts them.
  func limit(default standard: Int, maximum: Int, in front: ProductFront) throws(VenueError) -> Int {
    if front.product.isFutures, let asked = try parameters.integer("limit"), asked < 1 || asked > Int64(maximum) {
      throw .invalid("limit")
    }
    return try parameters.limit(default: standard, maximum: maximum)
  }
}

extension ProductFront {
  /// The market of a symbol as a client wrote it.
  func market(_ symbol: String) throws(VenueError) -> SymbolMarket {
    try exchange.requireMarket(symbol)
  }

  /// The markets of a JSON list of symbols.
  func markets(listed text: String) throws(VenueError) -> [SymbolMarket] {
    guard case .array(let values)? = JSONValue(Array(text.utf8)), !values.isEmpty else {
      throw VenueError(
        -1100,
        #"Illegal characters found in parameter 'symbols'; legal range is '^\[("[\w\-._&&[^a-z]]{1,50}"(,"[\w\-._&&[^a-z]]{1,50}"){0,}){0,1}\]$'."#
      )
    }
    var markets: [SymbolMarket] = []
    for value in values {
      guard let symbol = value.string else { throw .invalid("symbols") }
      let market = try market(symbol)
      if markets.contains(where: { $0 === market }) { throw .duplicateSymbols }
      markets.append(market)
    }
    return markets
  }

  /// Payloads of a market in a unit of time.
  func payloads(_ market: SymbolMarket, _ unit: TimeUnit = .milliseconds) -> MarketPayloads {
    MarketPayloads(rules: market.rules, product: product, unit: unit)
  }

  /// JSON of one object, or of an array of them.
  func render(
    _ markets: [SymbolMarket], isSingle: Bool, _ body: (SymbolMarket, inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter(capacity: 400 * max(1, markets.count))
    if isSingle, let market = markets.first {
      body(market, &writer)
    } else {
      writer.array { writer in
        for market in markets { body(market, &writer) }
      }
    }
    return writer.bytes
  }
}

/// JSON made in one go.
func json(_ body: (inout JSONWriter) throws(VenueError) -> Void) throws(VenueError) -> [UInt8] {
  var writer = JSONWriter(capacity: 512)
  try body(&writer)
  return writer.bytes
}
