import TradingModel

/// What margin accounts did in the past, and what margin costs.
enum MarginRecordOperations {
  static var operations: [Operation] { records + rates }

  private static var records: [Operation] {
    [
      Operation("GET /sapi/v1/margin/borrow-repay", weight: 10, security: .signed) { (front, call) throws(VenueError) in
        let type = try call.parameters.mandatoryText("type")
        let account = try call.marginAccount(front, symbolName: "isolatedSymbol")
        let rows = account.loans.filter { $0.type.contains("BORROW") == (type == "BORROW") }
        return try page(rows, call) { row, writer in
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
        return try page(account.interests, call) { row, writer in
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
        return try page(account.transfers.filter { type == nil || $0.type == type }, call) { row, writer in
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
        let (rows, total) = try slice(account.liquidations.reversed(), call) { $0.updatedAt.milliseconds }
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
      Operation("GET /sapi/v1/margin/exchange-small-liability", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        let desk = front.exchange.margin
        let account = desk.cross(try call.owner())
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            for asset in desk.smallDebts(account) {
              let debt = account.debt(asset)
              writer.object { writer in
                writer.field("asset", asset)
                writer.field("interest", debt.interest)
                writer.field("principal", debt.principal)
                writer.field("liabilityAsset", "USDT")
                writer.field("liabilityQty", desk.value(debt.total, of: asset) ?? .zero)
              }
            }
          }
        }
      },
      Operation("GET /sapi/v1/margin/exchange-small-liability-history", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        try page(front.exchange.margin.cross(try call.owner()).smallDebts, call) { row, writer in
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

  /// The rows of an asset in a time, newest first, page by page: `asset`, `startTime`, `endTime`, `current`, `size`.
  private static func page(
    _ rows: [MarginRecord], _ call: Call, _ write: (MarginRecord, inout JSONWriter) -> Void
  ) throws(VenueError) -> [UInt8] {
    let asset = try call.parameters.text("asset")
    let found = rows.filter { asset == nil || $0.asset == asset }
    let (part, total) = try slice(found.reversed(), call) { $0.time.milliseconds }
    return MarginPayloads.rows(part, total: total, write)
  }

  private static func slice<Row>(
    _ rows: [Row], _ call: Call, time: (Row) -> Int64
  ) throws(VenueError) -> (rows: [Row], total: Int) {
    let start = try call.parameters.integer("startTime") ?? .min
    let end = try call.parameters.integer("endTime") ?? .max
    let size = Int(clamping: try call.parameters.integer("size") ?? 10)
    let current = Int(clamping: try call.parameters.integer("current") ?? 1)
    guard (1...100).contains(size), current >= 1, start <= end else {
      throw VenueError(-3026, "Your input param is invalid.")
    }
    let found = rows.filter { (start...end).contains(time($0)) }
    return (Array(found.dropFirst((current - 1) * size).prefix(size)), found.count)
  }

  // MARK: Rates

  private static func coins(_ front: ProductFront) -> [String] {
    Set(front.exchange.markets.flatMap { [$0.rules.baseAsset, $0.rules.quoteAsset] }).sorted()
      .filter { MarginRules.asset($0) != nil }
  }

  private static var rates: [Operation] {
    [
      Operation("GET /sapi/v1/margin/crossMarginData", weight: 5, security: .signed) {
        (front, call) throws(VenueError) in
        let wanted = try call.parameters.text("coin")
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            for coin in coins(front) where wanted == nil || wanted == coin {
              guard let rules = MarginRules.asset(coin) else { continue }
              writer.object { writer in
                writer.field("vipLevel", 0)
                writer.field("coin", coin)
                writer.field("transferIn", true)
                writer.field("borrowable", true)
                writer.field("dailyInterest", rules.dailyRate, decimals: 8)
                writer.field("yearlyInterest", rules.dailyRate * 365, decimals: 8)
                writer.field("borrowLimit", rules.borrowLimit)
                writer.field(
                  "marginablePairs",
                  strings: front.exchange.markets.map(\.symbol).filter { $0.hasPrefix(coin) || $0.hasSuffix(coin) })
              }
            }
          }
        }
      },
      Operation("GET /sapi/v1/margin/isolatedMarginData", weight: 10, security: .signed) {
        (front, call) throws(VenueError) in
        let wanted = try call.parameters.text("symbol")
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            for market in front.exchange.markets where wanted == nil || wanted == market.symbol {
              writer.object { writer in
                writer.field("vipLevel", 0)
                writer.field("symbol", market.symbol)
                writer.field("leverage", "10")
                writer.key("data")
                writer.array { writer in
                  for coin in [market.rules.baseAsset, market.rules.quoteAsset] {
                    guard let rules = MarginRules.asset(coin) else { continue }
                    writer.object { writer in
                      writer.field("coin", coin)
                      writer.field("dailyInterest", rules.dailyRate, decimals: 8)
                      writer.field("borrowLimit", rules.borrowLimit)
                    }
                  }
                }
              }
            }
          }
        }
      },
      Operation("GET /sapi/v1/margin/isolatedMarginTier", weight: 1, security: .signed) {
        (front, call) throws(VenueError) in
        let market = try call.market(in: front)
        return Array(
          """
          [{"symbol":"\(market.symbol)","tier":1,"effectiveMultiple":"10","initialRiskRatio":"1.111",\
          "liquidationRiskRatio":"1.05","baseAssetMaxBorrowable":"9","quoteAssetMaxBorrowable":"70000"}]
          """.utf8)
      },
      Operation("GET /sapi/v1/margin/next-hourly-interest-rate", weight: 100, security: .signed) {
        (_, call) throws(VenueError) in
        let assets = try call.parameters.mandatoryText("assets").split(separator: ",").map(String.init)
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            for asset in assets {
              guard let rules = MarginRules.asset(asset) else { continue }
              writer.object { writer in
                writer.field("asset", asset)
                writer.field("nextHourlyInterestRate", rules.dailyRate / 24, decimals: 8)
              }
            }
          }
        }
      },
      Operation("GET /sapi/v1/margin/interestRateHistory", weight: 1, security: .signed) {
        (front, call) throws(VenueError) in
        let asset = try call.parameters.mandatoryText("asset")
        guard let rules = MarginRules.asset(asset) else { throw .notMarginAsset }
        let now = front.clock.now.milliseconds
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            writer.object { writer in
              writer.field("asset", asset)
              writer.field("dailyInterestRate", rules.dailyRate, decimals: 8)
              writer.field("timestamp", now - now % 86_400_000)
              writer.field("vipLevel", 0)
            }
          }
        }
      },
    ]
  }
}
