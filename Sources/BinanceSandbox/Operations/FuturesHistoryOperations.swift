import TradingModel

/// What futures accounts went through: income, forced closes, changed margins and orders.
enum FuturesHistoryOperations {
  static func operations(_ product: SandboxProduct) -> [Operation] {
    let path = product.profile.restPath
    let signed = SignedParameters.names
    let range = ["startTime", "endTime", "limit"] + signed
    var operations = [
      Operation(
        "GET \(path)/income", weight: product == .usdm ? 30 : 20, security: .signed, ["symbol", "incomeType"] + range,
        run: income),
      Operation(
        "GET \(path)/forceOrders", weightOf: { $0.contains("symbol") ? 20 : 50 }, security: .signed,
        ["symbol", "autoCloseType"] + range, run: forceOrders),
      Operation("GET \(path)/adlQuantile", weight: 5, security: .signed, ["symbol"] + signed, run: adlQuantile),
      Operation(
        "GET \(path)/orderAmendment", weight: 1, security: .signed,
        ["symbol", "orderId", "origClientOrderId"] + range, run: amendments),
      Operation(
        "GET \(path)/positionMargin/history", weight: 1, security: .signed, ["symbol", "type"] + range,
        run: marginHistory),
    ]
    for kind in ["income", "order", "trade"] {
      operations += [
        Operation(
          "GET \(path)/\(kind)/asyn", weight: 1_000, security: .signed, ["startTime", "endTime"] + signed,
          run: { (front, call) throws(VenueError) in try download(front, call, kind) }),
        Operation(
          "GET \(path)/\(kind)/asyn/id", weight: product == .usdm ? 10 : 5, security: .signed,
          ["downloadId"] + signed, run: downloadLink),
      ]
    }
    if product == .usdm {
      operations += [
        Operation(
          "GET /fapi/v1/apiTradingStatus", weightOf: { $0.contains("symbol") ? 1 : 10 }, security: .signed,
          ["symbol"] + signed, run: tradingStatus),
        Operation(
          "GET /fapi/v1/pmAccountInfo", weight: 5, security: .signed, ["asset"] + signed,
          run: { (_, call) throws(VenueError) in
            _ = try call.parameters.mandatoryText("asset")
            throw VenueError(-1002, "You are not authorized to execute this request.", status: 401)
          }),
      ]
    }
    return operations
  }

  /// Rows of a history between two times, the newest where no start is given.
  private static func select<Row>(
    _ rows: [Row], _ front: ProductFront, _ call: Call, default standard: Int, maximum: Int, days: Int,
    time: (Row) -> UnixNanos
  ) throws(VenueError) -> [Row] {
    let (start, end) = try call.range(in: front)
    if let start, let end {
      // Beyond the numbers is beyond the days.
      let (span, overflow) = end.subtractingReportingOverflow(start)
      guard !overflow, span <= Int64(days) * 86_400_000 else {
        throw VenueError(-4165, "Maximum time interval is \(days) days")
      }
    }
    let limit = try call.parameters.limit(default: standard, maximum: maximum)
    let inside = rows.filter {
      time($0).milliseconds >= start ?? .min && time($0).milliseconds <= end ?? .max && front.isVisible(time($0), call)
    }
    return start == nil ? Array(inside.suffix(limit)) : Array(inside.prefix(limit))
  }

  private static func income(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let state = front.exchange.futures.state(try call.owner())
    let symbol = try call.parameters.text("symbol")
    let type = try call.parameters.text("incomeType")
    let rows = state.incomes.filter { (symbol == nil || $0.symbol == symbol) && (type == nil || $0.type == type) }
    let chosen = try select(rows, front, call, default: 100, maximum: 1_000, days: 200) { $0.time }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for row in chosen {
          writer.object { writer in
            writer.field("symbol", row.symbol)
            writer.field("incomeType", row.type)
            writer.field("income", row.amount)
            writer.field("asset", row.asset)
            writer.field("info", row.tradeId.map { String($0) } ?? row.type)
            writer.field("time", row.time.milliseconds)
            if front.product == .coinm {
              writer.field("tranId", String(row.id))
            } else {
              writer.field("tranId", row.id)
            }
            writer.field("tradeId", row.tradeId.map { String($0) } ?? "")
          }
        }
      }
    }
  }

  private static func forceOrders(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let state = front.exchange.futures.state(try call.owner())
    let symbol = try call.parameters.text("symbol")
    let type = try call.parameters.text("autoCloseType")
    if let type, type != "LIQUIDATION", type != "ADL" { throw .invalid("autoCloseType") }
    let rows = state.forcedOrders.filter { order in
      (symbol == nil || order.rules.symbol == symbol) && (type == nil || order.forcedBy?.rawValue == type)
        && (order.forcedBy == .liquidation || order.forcedBy == .deleveraging)
    }
    let chosen = try select(rows, front, call, default: 50, maximum: 100, days: 7) { $0.createdAt }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for order in chosen { FuturesOrderPayloads.order(order, as: .queried, into: &writer) }
      }
    }
  }

  private static func adlQuantile(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let exchange = front.exchange
    var markets = exchange.markets
    if let symbol = try call.parameters.text("symbol") { markets = [try front.market(symbol)] }
    let held = markets.filter { exchange.futures.state(owner).positions(of: $0.symbol).contains(where: \.isOpen) }
    return front.render(held, isSingle: false) { market, writer in
      let cross = !exchange.futures.state(owner).isIsolated(market.symbol)
      func quantile(_ side: PositionSide) -> Int { exchange.adlQuantile(of: owner, symbol: market.symbol, side: side) }
      writer.object { writer in
        writer.field("symbol", market.symbol)
        writer.key("adlQuantile")
        writer.object { writer in
          if owner.isHedgeMode {
            writer.field("LONG", quantile(.long))
            writer.field("SHORT", quantile(.short))
            if cross { writer.field("HEDGE", 0) }
          } else {
            writer.field("LONG", 0)
            writer.field("SHORT", 0)
            writer.field("BOTH", quantile(.both))
          }
        }
      }
    }
  }

  private static func amendments(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let owner = try call.owner()
    let market = try call.market(in: front)
    let id = try call.parameters.integer("orderId")
    let clientId = try call.parameters.text("origClientOrderId")
    let rows = front.exchange.futuresAmendments.filter { row in
      row.order.account === owner && row.order.rules.symbol == market.symbol && (id == nil || row.order.id == id)
        && (clientId == nil || row.order.clientOrderId == clientId)
    }
    let chosen = try select(rows.reversed(), front, call, default: 50, maximum: 100, days: 90) { $0.time }
    let rules = market.rules
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for row in chosen { amendment(row, rules, &writer) }
      }
    }
  }

  private static func amendment(_ row: FuturesAmendment, _ rules: SymbolRules, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("amendmentId", row.id)
      writer.field("symbol", rules.symbol)
      writer.field("pair", rules.pair)
      writer.field("orderId", row.order.id)
      writer.field("clientOrderId", row.order.clientOrderId)
      writer.field("time", row.time.milliseconds)
      writer.key("amendment")
      writer.object { writer in
        writer.key("price")
        writer.object { writer in
          writer.field("before", row.price.before, decimals: rules.priceDecimals)
          writer.field("after", row.price.after, decimals: rules.priceDecimals)
        }
        writer.key("origQty")
        writer.object { writer in
          writer.field("before", row.quantity.before, decimals: rules.quantityDecimals)
          writer.field("after", row.quantity.after, decimals: rules.quantityDecimals)
        }
        writer.field("count", row.count)
        if let modifyId = row.modifyId { writer.field("modifyId", modifyId) }
      }
    }
  }

  private static func marginHistory(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let state = front.exchange.futures.state(try call.owner())
    let market = try call.market(in: front)
    let type = try call.parameters.integer("type")
    let rows = state.marginChanges.filter { $0.symbol == market.symbol && (type == nil || $0.type == type) }
    let chosen = try select(rows, front, call, default: 500, maximum: 1_000, days: 30) { $0.time }
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for row in chosen {
          writer.object { writer in
            writer.field("symbol", row.symbol)
            writer.field("type", row.type)
            if front.product == .usdm { writer.field("deltaType", row.delta) }
            writer.field("amount", row.amount)
            writer.field("asset", row.asset)
            writer.field("time", row.time.milliseconds)
            writer.field("positionSide", row.side.rawValue)
          }
        }
      }
    }
  }

  // MARK: Downloads

  /// Histories as files are prepared for ever: the sandbox serves no files.
  private static func download(_ front: ProductFront, _ call: Call, _ kind: String) throws(VenueError) -> [UInt8] {
    _ = try call.parameters.mandatoryInteger("startTime")
    let end = try call.parameters.mandatoryInteger("endTime")
    return Array("{\"avgCostTimestampOfLast30d\":0,\"downloadId\":\"\(end)\(kind.utf8.count)\"}".utf8)
  }

  private static func downloadLink(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let id = try call.parameters.mandatoryText("downloadId")
    return try json { (writer) throws(VenueError) in
      writer.object { writer in
        writer.field("downloadId", id)
        writer.field("status", "processing")
        writer.field("url", "")
        writer.field("notified", false)
        writer.field("expirationTimestamp", -1)
        writer.key("isExpired")
        writer.null()
      }
    }
  }

  private static func tradingStatus(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    _ = try call.owner()
    return Array("{\"indicators\":{},\"updateTime\":\(front.clock.now.milliseconds)}".utf8)
  }
}
