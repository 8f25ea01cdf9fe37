import TradingModel

/// `ping`, `time`, `exchangeInfo`: what every client asks first.
enum GeneralOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    return [
      Operation("GET \(path)/ping", "ping", weight: 1) { (_, _) throws(VenueError) in Array("{}".utf8) },
      Operation("GET \(path)/time", "time", weight: 1) { (front, call) throws(VenueError) in
        let now = front.clock.now
        return try json { (writer) throws(VenueError) in
          writer.object { writer in
            writer.field("serverTime", call.unit == .microseconds ? now.microseconds : now.milliseconds)
          }
        }
      },
      Operation(
        "GET \(path)/exchangeInfo", "exchangeInfo", weight: product.isFutures ? 1 : 20,
        ["symbol", "symbols", "permissions", "showPermissionSets", "symbolStatus"], run: exchangeInfo),
    ]
  }

  private static func exchangeInfo(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    var markets = front.exchange.markets
    var showPermissionSets = true
    if !front.product.isFutures {
      let permissions = try call.parameters.text("permissions")
      showPermissionSets = try call.parameters.flag("showPermissionSets") ?? true
      let names = call.parameters.contains("symbol") || call.parameters.contains("symbols")
      if permissions != nil, names {
        throw VenueError(-1128, "Combination of optional parameters invalid.")
      }
      markets = try call.markets(in: front).markets
      if let permissions { markets = markets.filter { holds($0.rules.permissions, any: permissions) } }
    }
    var writer = JSONWriter(capacity: 2_048 * max(1, markets.count))
    let product = front.product
    writer.object { writer in
      writer.field("timezone", "UTC")
      writer.field("serverTime", front.clock.now.milliseconds)
      if product == .usdm { writer.field("futuresType", "U_MARGINED") }
      writer.key("rateLimits")
      writer.array { rateLimits(front, &$0) }
      writer.key("exchangeFilters")
      writer.array { SymbolPayloads.exchangeFilters(front.exchange.limits, &$0) }
      if product == .usdm {
        writer.key("assets")
        writer.array { assets(markets, &$0) }
      }
      writer.key("symbols")
      writer.array { writer in
        for market in markets {
          guard !front.faults.isEmpty else {
            SymbolPayloads.symbol(
              market.rules, product: product, showPermissionSets: showPermissionSets, into: &writer)
            continue
          }
          var single = JSONWriter(capacity: 2_048)
          SymbolPayloads.symbol(market.rules, product: product, showPermissionSets: showPermissionSets, into: &single)
          writer.json(front.faults.patched(single.bytes, of: market.symbol, product: product))
        }
        for extra in front.faults.extraSymbols(product: product) { writer.json(extra) }
      }
      if product == .spot { routes(front.exchange.routes, markets, &writer) }
    }
    return writer.bytes
  }

  private static func routes(_ routes: [SmartOrderRoute], _ markets: [SymbolMarket], _ writer: inout JSONWriter) {
    let told = routes.filter { route in markets.contains { route.symbols.contains($0.symbol) } }
    guard !told.isEmpty else { return }
    writer.key("sors")
    writer.array { writer in
      for route in told {
        writer.object { writer in
          writer.field("baseAsset", route.baseAsset)
          writer.field("symbols", strings: route.symbols)
        }
      }
    }
  }

  private static func holds(_ permissions: [String], any wanted: String) -> Bool {
    if case .array(let values)? = JSONValue(Array(wanted.utf8)) {
      return values.contains { value in value.string.map(permissions.contains) ?? false }
    }
    return permissions.contains(wanted)
  }

  private static func rateLimits(_ front: ProductFront, _ writer: inout JSONWriter) {
    let limits = front.limits.limits
    func limit(_ type: String, _ interval: String, _ number: Int, _ limit: Int, _ writer: inout JSONWriter) {
      writer.object { writer in
        writer.field("rateLimitType", type)
        writer.field("interval", interval)
        writer.field("intervalNum", number)
        writer.field("limit", limit)
      }
    }
    limit("REQUEST_WEIGHT", "MINUTE", 1, limits.requestWeight, &writer)
    for window in limits.orders { limit("ORDERS", window.interval, window.intervalNum, window.limit, &writer) }
    if let raw = limits.rawRequests { limit("RAW_REQUESTS", "MINUTE", 5, raw, &writer) }
  }

  private static func assets(_ markets: [SymbolMarket], _ writer: inout JSONWriter) {
    for asset in Set(markets.map(\.rules.marginAsset)).sorted() {
      writer.object { writer in
        writer.field("asset", asset)
        writer.field("marginAvailable", true)
        writer.field("autoAssetExchange", "-10000")
      }
    }
  }
}
