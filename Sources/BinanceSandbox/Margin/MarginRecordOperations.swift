import TradingModel

/// What margin accounts did in the past.
enum MarginRecordOperations {
  static var operations: [Operation] {
    [
      Operation("GET /sapi/v1/margin/borrow-repay", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        let type = try call.parameters.mandatoryText("type")
        guard type == "BORROW" || type == "REPAY" else { throw .invalid("type") }
        let number = try call.parameters.integer("txId")
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let rows = account.loans.filter { row in
          row.type.contains("BORROW") == (type == "BORROW") && (number == nil || row.id == number)
        }
        // A number says enough; else what was asked for decides how far back the venue looks.
        let days: Int64 = call.parameters.contains("asset") ? 30 : 7
        let period = try number == nil ? MarginPeriod(call, .loans(days: days), at: front.clock.now) : .always
        return try page(rows, call, in: period) { row, writer in
          writer.field("type", row.type == "BORROW" || row.type == "REPAY" ? "MANUAL" : "AUTO")
          if let symbol = account.symbol { writer.field("isolatedSymbol", symbol) }
          writer.field("amount", row.amount)
          writer.field("asset", row.asset)
          writer.field("interest", row.interest)
          writer.field("principal", row.principal)
          writer.field("status", "CONFIRMED")
          writer.field("timestamp", row.time.milliseconds)
          writer.field("txId", row.id)
        }
      },
      Operation("GET /sapi/v1/margin/interestHistory", weight: 1, security: .signed) {
        (front, call) throws(VenueError) in
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let period = try MarginPeriod(call, .records, at: front.clock.now)
        return try page(account.interests, call, in: period) { row, writer in
          writer.field("txId", row.id)
          writer.field("interestAccuredTime", row.time.milliseconds)
          writer.field("asset", row.asset)
          writer.field("rawAsset", row.asset)
          writer.field("principal", row.principal)
          writer.field("interest", row.interest)
          writer.field("interestRate", row.rate, decimals: 8)
          writer.field("type", row.type)
          if let symbol = account.symbol { writer.field("isolatedSymbol", symbol) }
        }
      },
      Operation("GET /sapi/v1/margin/transfer", weight: 1, security: .signed) { (front, call) throws(VenueError) in
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let type = try call.parameters.text("type")
        let rows = account.transfers.filter { type == nil || $0.type == type }
        return try page(rows, call, in: MarginPeriod(call, .records, at: front.clock.now)) { row, writer in
          writer.field("amount", row.amount)
          writer.field("asset", row.asset)
          writer.field("status", "CONFIRMED")
          writer.field("timestamp", row.time.milliseconds)
          writer.field("txId", row.id)
          writer.field("type", row.type)
          writer.field("transFrom", row.from)
          writer.field("transTo", row.to)
        }
      },
      Operation("GET /sapi/v1/margin/forceLiquidationRec", weight: 1, security: .signed) {
        (front, call) throws(VenueError) in
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let period = try MarginPeriod(call, .unbounded, at: front.clock.now)
        let (rows, total) = try slice(account.liquidations.reversed(), call, in: period) { $0.updatedAt.milliseconds }
        return MarginPayloads.rows(rows, total: total) { order, writer in
          let rules = order.rules
          writer.field("avgPrice", order.averagePrice, decimals: rules.priceDecimals)
          writer.field("executedQty", order.executed, decimals: rules.quantityDecimals)
          writer.field("orderId", order.id)
          writer.field("price", order.averagePrice, decimals: rules.priceDecimals)
          writer.field("qty", order.quantity, decimals: rules.quantityDecimals)
          writer.field("side", order.side.rawValue)
          writer.field("symbol", rules.symbol)
          writer.field("timeInForce", order.timeInForce.rawValue)
          writer.field("isIsolated", account.isIsolated)
          writer.field("updatedTime", order.updatedAt.milliseconds)
        }
      },
      Operation("GET /sapi/v1/margin/capital-flow", weight: 100, security: .signed, run: flows),
      Operation("GET /sapi/v1/margin/exchange-small-liability", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        let desk = front.exchange.margin
        let account = desk.cross(try call.owner())
        return MarginPayloads.debts(desk.smallDebts(account).map { ($0, account.debt($0)) }, desk)
      },
      Operation("GET /sapi/v1/margin/exchange-small-liability-history", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        let rows = front.exchange.margin.cross(try call.owner()).smallDebts
        return try page(rows, call, in: MarginPeriod(call, .unbounded, at: front.clock.now)) { row, writer in
          writer.field("asset", row.asset)
          writer.field("amount", row.amount)
          writer.field("targetAsset", row.counterAsset)
          writer.field("targetAmount", row.counterAmount)
          writer.field("bizType", row.type)
          writer.field("timestamp", row.time.milliseconds)
        }
      }.byAccount,
    ]
  }

  /// Everything that moved money in at most a week: the newest rows, newest first, or those after an id.
  private static func flows(_ front: ProductFront, _ call: Call) throws(VenueError) -> [UInt8] {
    let account = try call.marginAccount(front, symbolName: "symbol", isBySymbol: true)
    let (asset, type) = (try call.parameters.text("asset"), try call.parameters.text("type"))
    let period = try MarginPeriod(call, .flows, at: front.clock.now)
    let limit = Int(clamping: try call.parameters.integer("limit") ?? 500)
    guard (1...1_000).contains(limit) else { throw VenueError(-3026, "Your input param is invalid.") }
    let last = try call.parameters.integer("fromId")
    let found = zip((account.forgottenFlows + 1)..., account.flows).filter { id, row in
      (asset == nil || row.asset == asset) && (type == nil || row.type == type)
        && period.contains(row.time.milliseconds) && (last.map { id > $0 } ?? true)
    }
    let chosen = last == nil ? Array(found.suffix(limit).reversed()) : Array(found.prefix(limit))
    return try json { (writer) throws(VenueError) in
      writer.array { writer in
        for (id, row) in chosen {
          writer.object { writer in
            writer.field("id", id)
            writer.field("tranId", row.id)
            writer.field("timestamp", row.time.milliseconds)
            writer.field("asset", row.asset)
            if let symbol = account.symbol { writer.field("symbol", symbol) }
            writer.field("type", row.type)
            writer.field("amount", row.amount)
          }
        }
      }
    }
  }

  /// The rows of an asset in a time, newest first, page by page: `asset`, `current`, `size`.
  static func page(
    _ rows: [MarginRecord], _ call: Call, in period: MarginPeriod, _ write: (MarginRecord, inout JSONWriter) -> Void
  ) throws(VenueError) -> [UInt8] {
    let asset = try call.parameters.text("asset")
    let found = rows.filter { asset == nil || $0.asset == asset }
    let (part, total) = try slice(found.reversed(), call, in: period) { $0.time.milliseconds }
    return MarginPayloads.rows(part, total: total, write)
  }

  /// The rows of a time, page by page, in the order in which they are given: `current`, `size`.
  static func slice<Row>(
    _ rows: [Row], _ call: Call, in period: MarginPeriod, standardSize: Int64 = 10, time: (Row) -> Int64
  ) throws(VenueError) -> (rows: [Row], total: Int) {
    let size = Int(clamping: try call.parameters.integer("size") ?? standardSize)
    let current = Int(clamping: try call.parameters.integer("current") ?? 1)
    guard (1...100).contains(size), current >= 1 else {
      throw VenueError(-3026, "Your input param is invalid.")
    }
    let found = rows.filter { period.contains(time($0)) }
    // A page beyond the numbers is empty, as every page beyond the rows.
    let (skipped, overflow) = (current - 1).multipliedReportingOverflow(by: size)
    return (overflow ? [] : Array(found.dropFirst(skipped).prefix(size)), found.count)
  }
}
