import TradingModel

/// What margin costs, lists and allows.
enum MarginRateOperations {
  static var operations: [Operation] { rates + listings }

  private static func coins(_ front: ProductFront) -> [String] {
    Set(front.exchange.markets.flatMap { [$0.rules.baseAsset, $0.rules.quoteAsset] }).sorted()
      .filter { MarginRules.asset($0) != nil }
  }

  private static var rates: [Operation] {
    [
      Operation(
        "GET /sapi/v1/margin/crossMarginData", weightOf: { $0.contains("coin") ? 1 : 5 }, security: .signed
      ) {
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
      Operation(
        "GET /sapi/v1/margin/isolatedMarginData", weightOf: { $0.contains("symbol") ? 1 : 10 }, security: .signed
      ) {
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
        let day: Int64 = 86_400_000
        let period = try MarginPeriod(call, .records, at: front.clock.now)
        return try json { (writer) throws(VenueError) in
          writer.array { writer in
            // A rate a day, the newest first; a period of the future has none.
            let newest = min(period.end, front.clock.now.milliseconds) / day * day
            for time in stride(from: newest, through: max(period.start, newest - 30 * day), by: -Int(day)) {
              writer.object { writer in
                writer.field("asset", asset)
                writer.field("dailyInterestRate", rules.dailyRate, decimals: 8)
                writer.field("timestamp", time)
                writer.field("vipLevel", 0)
              }
            }
          }
        }
      },
    ]
  }

  // MARK: Listings

  private static var listings: [Operation] {
    [
      Operation("GET /sapi/v1/margin/crossMarginCollateralRatio", weight: 100, security: .key) {
        (front, _) throws(VenueError) in
        try json { (writer) throws(VenueError) in
          writer.array { writer in
            writer.object { writer in
              writer.key("collaterals")
              writer.array { writer in
                writer.object { writer in
                  writer.field("minUsdValue", "0")
                  writer.field("discountRate", "1")
                }
              }
              writer.field("assetNames", strings: coins(front))
            }
          }
        }
      },
      Operation("GET /sapi/v1/margin/available-inventory", weight: 50, security: .signed) {
        (front, call) throws(VenueError) in
        let type = try call.parameters.mandatoryText("type")
        guard type == "MARGIN" || type == "ISOLATED" else { throw .invalid("type") }
        return try json { (writer) throws(VenueError) in
          writer.object { writer in
            writer.key("assets")
            writer.object { writer in
              for coin in coins(front) {
                writer.key(text: coin)
                writer.value(MarginRules.asset(coin)?.borrowLimit ?? .zero)
              }
            }
            writer.field("updateTime", front.clock.now.milliseconds)
          }
        }
      }.byAccount,
      // Nothing comes and nothing goes here.
      constant("list-schedule", weight: 100, "[]"), constant("delist-schedule", weight: 100, "[]"),
      constant("restricted-asset", weight: 1, "{\"openLongRestrictedAsset\":[],\"maxCollateralExceededAsset\":[]}"),
      constant("limit-price-pairs", weight: 1, "{\"crossMarginSymbols\":[]}"),
      constant("risk-based-liquidation-ratio", weight: 1, "[]"),
    ]
  }

  private static func constant(_ name: String, weight: Int, _ answer: String) -> Operation {
    Operation("GET /sapi/v1/margin/\(name)", weight: weight, security: .key) { (_, _) throws(VenueError) in
      Array(answer.utf8)
    }
  }
}
