/// What requests cost, as data: weights by endpoint and parameters.
///
/// The venue reports what was really used in its answers' headers, so a row that is out of date corrects itself; an
/// endpoint without a row counts as one.
enum BinanceWeights {
  /// How the weight of an endpoint follows from its parameters.
  enum Rule: Sendable {
    case fixed(Int)
    /// With a `symbol`, or without.
    case symbol(Int, without: Int)
    /// With the named parameter, or without.
    case parameter(String, with: Int, without: Int)
    /// By `limit`; `standard` is the venue's default limit.
    case limit([BinanceProduct.LimitWeight], standard: Int)
    /// One symbol, up to 20, up to 100, or more.
    case symbols
  }

  /// Weight and budget of a request.
  static func cost(
    method: String, path: String, parameters: BinanceParameters
  ) -> (weight: Int, scope: BinanceWeightScope) {
    switch table[path]?[method] {
    case nil: return (1, .address)
    case .address(let rule): return (weight(rule, parameters), .address)
    case .account(let weight):
      let borrows = ["MARGIN_BUY", "AUTO_BORROW_REPAY"].contains(parameters["sideEffectType"] ?? "")
      return (borrows && path.contains("/margin/order") ? 1500 : weight, .account)
    }
  }

  /// A row with the budget on which it weighs.
  private enum Row {
    case address(Rule)
    case account(Int)
  }

  /// All rows by path and method: every order looks into it, and needs no text for that.
  private static let table: [String: [String: Row]] = {
    var table: [String: [String: Row]] = [:]
    func add(_ name: String, _ row: Row) {
      let parts = name.split(separator: " ")
      if parts.count == 2 { table[String(parts[1]), default: [:]][String(parts[0])] = row }
    }
    for (name, rule) in rows { add(name, .address(rule)) }
    for (name, weight) in accountRows { add(name, .account(weight)) }
    return table
  }()

  private static func weight(_ rule: Rule, _ parameters: BinanceParameters) -> Int {
    switch rule {
    case .fixed(let weight): weight
    case .symbol(let with, let without): parameters["symbol"] != nil ? with : without
    case .parameter(let name, let with, let without): parameters[name] != nil ? with : without
    case .limit(let table, let standard):
      BinanceProduct.weight(of: parameters["limit"].flatMap { Int($0) } ?? standard, in: table)
    case .symbols:
      if parameters["symbol"] != nil {
        2
      } else if let list = parameters["symbols"] {
        switch list.split(separator: ",").count {
        case ...20: 2
        case ...100: 40
        default: 80
        }
      } else {
        80
      }
    }
  }

  private static let rows: [String: Rule] = {
    let spot = BinanceAccountType.spot.product
    let futures = BinanceAccountType.usdtFutures.product
    var rows: [String: Rule] = [
      "GET /api/v3/account": .fixed(20),
      "GET /api/v3/account/commission": .fixed(20),
      "GET /api/v3/aggTrades": .fixed(4),
      "GET /api/v3/allOrderList": .fixed(20),
      "GET /api/v3/allOrders": .fixed(20),
      "GET /api/v3/avgPrice": .fixed(2),
      "GET /api/v3/depth": .limit(spot.depthWeights, standard: 100),
      "GET /api/v3/exchangeInfo": .fixed(20),
      "GET /api/v3/historicalTrades": .fixed(25),
      "GET /api/v3/klines": .fixed(2),
      "GET /api/v3/uiKlines": .fixed(2),
      "GET /api/v3/myFilters": .fixed(40),
      "GET /api/v3/myAllocations": .fixed(20),
      "GET /api/v3/myPreventedMatches": .parameter("preventedMatchId", with: 2, without: 20),
      "GET /api/v3/myTrades": .parameter("orderId", with: 5, without: 20),
      "GET /api/v3/openOrderList": .fixed(6),
      "GET /api/v3/openOrders": .symbol(6, without: 80),
      "GET /api/v3/order": .fixed(4),
      "PUT /api/v3/order/amend/keepPriority": .fixed(4),
      "GET /api/v3/order/amendments": .fixed(4),
      "POST /api/v3/order/test": .parameter("computeCommissionRates", with: 20, without: 1),
      "GET /api/v3/orderList": .fixed(4),
      "GET /api/v3/rateLimit/order": .fixed(40),
      "GET /api/v3/referencePrice": .fixed(2),
      "GET /api/v3/executionRules": .symbol(2, without: 40),
      "GET /api/v3/ticker/24hr": .symbols,
      "GET /api/v3/ticker/bookTicker": .symbol(2, without: 4),
      "GET /api/v3/ticker/price": .symbol(2, without: 4),
      "GET /api/v3/trades": .fixed(25),
      "GET /sapi/v1/margin/account": .fixed(10),
      "GET /sapi/v1/margin/isolated/account": .fixed(10),
      "GET /sapi/v1/margin/isolated/allPairs": .fixed(10),
      "GET /sapi/v1/margin/openOrders": .fixed(10),
      "GET /sapi/v1/margin/openOrderList": .fixed(10),
      "GET /sapi/v1/margin/order": .fixed(10),
      "DELETE /sapi/v1/margin/order": .fixed(10),
      "GET /sapi/v1/margin/orderList": .fixed(10),
      "GET /sapi/v1/margin/allOrders": .fixed(200),
      "GET /sapi/v1/margin/myTrades": .fixed(10),
      "GET /sapi/v1/margin/rateLimit/order": .fixed(20),
      "GET /sapi/v1/margin/maxTransferable": .fixed(50),
      "GET /sapi/v1/margin/borrow-repay": .fixed(10),
      "GET /sapi/v1/margin/tradeCoeff": .fixed(10),
      "GET /sapi/v1/margin/priceIndex": .fixed(10),
      "GET /sapi/v1/margin/allOrderList": .fixed(200),
      "GET /sapi/v1/margin/capital-flow": .fixed(100),
      "GET /sapi/v1/margin/exchange-small-liability": .fixed(100),
      "GET /sapi/v1/margin/next-hourly-interest-rate": .fixed(100),
      "GET /sapi/v1/margin/crossMarginData": .parameter("coin", with: 1, without: 5),
      "GET /sapi/v1/margin/isolatedMarginData": .symbol(1, without: 10),
      "GET /sapi/v1/margin/myPreventedMatches": .fixed(10),
      "GET /sapi/v1/margin/delist-schedule": .fixed(100),
      "GET /sapi/v1/margin/list-schedule": .fixed(100),
      "GET /sapi/v1/margin/crossMarginCollateralRatio": .fixed(100),
    ]
    for path in ["/fapi/v1", "/dapi/v1"] {
      rows.merge(futuresRows(path, futures)) { $1 }
    }
    rows.merge(productRows) { $1 }
    return rows
  }()

  /// Rows that USDⓈ-M and COIN-M have in common.
  private static func futuresRows(_ path: String, _ product: BinanceProduct) -> [String: Rule] {
    [
      "GET \(path)/aggTrades": .fixed(20),
      "GET \(path)/allAlgoOrders": .fixed(5),
      "GET \(path)/commissionRate": .fixed(20),
      "GET \(path)/continuousKlines": .limit(product.klineWeights, standard: 500),
      "GET \(path)/depth": .limit(product.depthWeights, standard: 500),
      "GET \(path)/forceOrders": .symbol(20, without: 50),
      "GET \(path)/fundingInfo": .fixed(0),
      "GET \(path)/fundingRate": .fixed(1),
      "GET \(path)/historicalTrades": .fixed(200),
      "GET \(path)/indexPriceKlines": .limit(product.klineWeights, standard: 500),
      "GET \(path)/klines": .limit(product.klineWeights, standard: 500),
      "GET \(path)/markPriceKlines": .limit(product.klineWeights, standard: 500),
      "GET \(path)/premiumIndexKlines": .limit(product.klineWeights, standard: 500),
      "GET \(path)/openAlgoOrders": .symbol(1, without: 40),
      "GET \(path)/openOrders": .symbol(1, without: 40),
      "POST \(path)/order": .fixed(0),
      "POST \(path)/algoOrder": .fixed(0),
      "POST \(path)/batchOrders": .fixed(5),
      "PUT \(path)/batchOrders": .fixed(5),
      "GET \(path)/positionSide/dual": .fixed(30),
      "GET \(path)/ticker/24hr": .symbol(1, without: 40),
      "GET \(path)/ticker/bookTicker": .symbol(2, without: 5),
      "GET \(path)/ticker/price": .symbol(1, without: 2),
      "GET \(path)/trades": .fixed(5),
      "GET \(path)/allOrders": .fixed(5),
      "GET \(path)/userTrades": .fixed(5),
      "POST \(path)/countdownCancelAll": .fixed(10),
    ]
  }

  /// Rows in which USDⓈ-M and COIN-M differ.
  private static let productRows: [String: Rule] = [
    "PUT /fapi/v1/order": .fixed(0),
    "GET /fapi/v1/premiumIndex": .symbol(1, without: 10),
    "GET /dapi/v1/premiumIndex": .fixed(10),
    "GET /fapi/v1/income": .fixed(30),
    "GET /dapi/v1/income": .fixed(20),
    "GET /fapi/v1/accountConfig": .fixed(5),
    "GET /fapi/v1/symbolConfig": .fixed(5),
    "GET /fapi/v1/multiAssetsMargin": .fixed(30),
    "GET /fapi/v2/account": .fixed(5),
    "GET /fapi/v3/account": .fixed(5),
    "GET /fapi/v3/balance": .fixed(5),
    "GET /fapi/v2/positionRisk": .fixed(5),
    "GET /fapi/v3/positionRisk": .fixed(5),
    "GET /fapi/v2/ticker/price": .symbol(1, without: 2),
    "GET /dapi/v1/account": .fixed(5),
    "GET /dapi/v2/leverageBracket": .symbol(1, without: 2),
  ]

  /// Rows that weigh on the account, not on the address.
  private static let accountRows: [String: Int] = [
    "POST /sapi/v1/margin/order": 6,
    "POST /sapi/v1/margin/order/oco": 6,
    "POST /sapi/v1/margin/order/oto": 6,
    "POST /sapi/v1/margin/order/otoco": 6,
    "DELETE /sapi/v1/margin/orderList": 1,
    "POST /sapi/v1/margin/borrow-repay": 1500,
    "GET /sapi/v1/margin/maxBorrowable": 750,
    "POST /sapi/v1/margin/exchange-small-liability": 3_000,
    "GET /sapi/v1/margin/exchange-small-liability-history": 100,
    "POST /sapi/v1/margin/manual-liquidation": 3_000,
    "GET /sapi/v1/margin/liquidation-loan": 100,
    "POST /sapi/v1/margin/liquidation-loan/repay": 100,
    "GET /sapi/v1/margin/liquidation-loan/repay-history": 100,
    "POST /sapi/v1/margin/apiKey": 1,
    "GET /sapi/v1/margin/apiKey": 1,
    "DELETE /sapi/v1/margin/apiKey": 1,
    "PUT /sapi/v1/margin/apiKey/ip": 1,
    "GET /sapi/v1/margin/api-key-list": 1,
    "POST /sapi/v1/margin/exit-special-key-mode": 10,
    "POST /sapi/v1/margin/max-leverage": 3_000,
    "GET /sapi/v1/margin/available-inventory": 50,
    "GET /sapi/v1/margin/oto/openOrderList": 10,
    "POST /sapi/v1/margin/listen-key": 1,
    "PUT /sapi/v1/margin/listen-key": 1,
    "DELETE /sapi/v1/margin/listen-key": 3_000,
    "POST /sapi/v1/asset/transfer": 300,
    "POST /sapi/v1/userListenToken": 1,
    "POST /sapi/v1/margin/isolated/account": 300,
    "DELETE /sapi/v1/margin/isolated/account": 300,
  ]
}
