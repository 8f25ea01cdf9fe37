/// What a ``CrowdedVenue`` says; entries are as long as those of Binance.
enum CrowdedListing {
  static func spot(_ count: Int) -> [UInt8] {
    let symbols = (0..<count).map { number in
      """
      {"symbol":"\(NodeJob.symbol(number))","status":"TRADING","baseAsset":"A\(number)","baseAssetPrecision":8,\
      "quoteAsset":"USDT","quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,\
      "quoteCommissionPrecision":8,"orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT",\
      "TAKE_PROFIT","TAKE_PROFIT_LIMIT"],"icebergAllowed":true,"ocoAllowed":true,"otoAllowed":true,"opoAllowed":true,\
      "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,"amendAllowed":true,\
      "pegInstructionsAllowed":true,"isSpotTradingAllowed":true,"isMarginTradingAllowed":false,"filters":[\
      {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},\
      {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},\
      {"filterType":"ICEBERG_PARTS","limit":100},{"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000",\
      "maxQty":"121.19325045","stepSize":"0.00000000"},{"filterType":"TRAILING_DELTA","minTrailingAboveDelta":10,\
      "maxTrailingAboveDelta":2000,"minTrailingBelowDelta":10,"maxTrailingBelowDelta":2000},\
      {"filterType":"PERCENT_PRICE_BY_SIDE","bidMultiplierUp":"5","bidMultiplierDown":"0.2","askMultiplierUp":"5",\
      "askMultiplierDown":"0.2","avgPriceMins":5},{"filterType":"NOTIONAL","minNotional":"5.00000000",\
      "applyMinToMarket":true,"maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5},\
      {"filterType":"MAX_NUM_ORDERS","maxNumOrders":200},{"filterType":"MAX_NUM_ORDER_LISTS","maxNumOrderLists":20},\
      {"filterType":"MAX_NUM_ALGO_ORDERS","maxNumAlgoOrders":5},{"filterType":"MAX_NUM_ORDER_AMENDS",\
      "maxNumOrderAmends":10}],"permissions":[],"permissionSets":[["SPOT","MARGIN","TRD_GRP_004","TRD_GRP_005",\
      "TRD_GRP_006","TRD_GRP_008","TRD_GRP_009","TRD_GRP_010","TRD_GRP_011","TRD_GRP_012","TRD_GRP_013",\
      "TRD_GRP_014","TRD_GRP_015","TRD_GRP_016","TRD_GRP_017","TRD_GRP_018","TRD_GRP_019","TRD_GRP_020"]],\
      "defaultSelfTradePreventionMode":"EXPIRE_MAKER","allowedSelfTradePreventionModes":["EXPIRE_TAKER",\
      "EXPIRE_MAKER","EXPIRE_BOTH","DECREMENT"]}
      """
    }
    return Array(
      """
      {"timezone":"UTC","serverTime":1700000000000,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE",\
      "intervalNum":1,"limit":6000}],"exchangeFilters":[],"symbols":[\(symbols.joined(separator: ","))]}
      """.utf8)
  }

  static func futures(_ count: Int) -> [UInt8] {
    let symbols = (0..<count).map { number in
      """
      {"symbol":"\(NodeJob.symbol(number))","pair":"\(NodeJob.symbol(number))","contractType":"PERPETUAL",\
      "deliveryDate":4133404800000,"onboardDate":1569398400000,"status":"TRADING","maintMarginPercent":"2.5000",\
      "requiredMarginPercent":"5.0000","baseAsset":"A\(number)","quoteAsset":"USDT","marginAsset":"USDT",\
      "pricePrecision":2,"quantityPrecision":3,"baseAssetPrecision":8,"quotePrecision":8,"underlyingType":"COIN",\
      "underlyingSubType":["PoW"],"triggerProtect":"0.0500","liquidationFee":"0.012500","marketTakeBound":"0.05",\
      "maxMoveOrderLimit":10000,"filters":[{"filterType":"PRICE_FILTER","maxPrice":"4529764","minPrice":"556.80",\
      "tickSize":"0.10"},{"filterType":"LOT_SIZE","stepSize":"0.001","maxQty":"1000","minQty":"0.001"},\
      {"filterType":"MARKET_LOT_SIZE","stepSize":"0.001","maxQty":"120","minQty":"0.001"},\
      {"filterType":"MAX_NUM_ORDERS","limit":200},{"filterType":"MAX_NUM_ALGO_ORDERS","limit":10},\
      {"filterType":"MIN_NOTIONAL","notional":"100"},{"filterType":"PERCENT_PRICE","multiplierUp":"1.0500",\
      "multiplierDown":"0.9500","multiplierDecimal":"4"}],"orderTypes":["LIMIT","MARKET","STOP","STOP_MARKET",\
      "TAKE_PROFIT","TAKE_PROFIT_MARKET","TRAILING_STOP_MARKET"],"timeInForce":["GTC","IOC","FOK","GTX","GTD"]}
      """
    }
    return Array(
      """
      {"timezone":"UTC","serverTime":1700000000000,"futuresType":"U_MARGINED","rateLimits":[{"rateLimitType":\
      "REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":2400}],"exchangeFilters":[],"assets":[],\
      "symbols":[\(symbols.joined(separator: ","))]}
      """.utf8)
  }

  /// A thousand levels on each side.
  static let snapshot: [UInt8] = {
    let bids = (0..<1_000).map { "[\"\(price(50_000_00 - $0))\",\"1.50000000\"]" }.joined(separator: ",")
    let asks = (1...1_000).map { "[\"\(price(50_000_00 + $0))\",\"1.50000000\"]" }.joined(separator: ",")
    return Array("{\"lastUpdateId\":1000,\"bids\":[\(bids)],\"asks\":[\(asks)]}".utf8)
  }()

  /// The change of a book that follows an update id: ten levels on each side.
  static func change(of number: Int, after last: UInt64) -> String {
    let symbol = NodeJob.symbol(number)
    let shift = Int(last / 3 % 97)
    let bids = (0..<10).map { "[\"\(price(50_000_00 - $0 * 7 - shift))\",\"\(1 + ($0 + shift) % 9).25000000\"]" }
    let asks = (1...10).map { "[\"\(price(50_000_00 + $0 * 7 + shift))\",\"\(1 + ($0 + shift) % 9).25000000\"]" }
    return """
      {"stream":"\(symbol.lowercased())@depth@100ms","data":{"e":"depthUpdate","E":1700000000000,"s":"\(symbol)",\
      "U":\(last + 1),"u":\(last + 3),"b":[\(bids.joined(separator: ","))],"a":[\(asks.joined(separator: ","))]}}
      """
  }

  private static func price(_ cents: Int) -> String {
    let rest = cents % 100
    return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)000000"
  }

  static let account = Array(
    """
    {"makerCommission":10,"takerCommission":10,"buyerCommission":0,"sellerCommission":0,"canTrade":true,\
    "canWithdraw":true,"canDeposit":true,"updateTime":1700000000000,"accountType":"SPOT","balances":[{"asset":"USDT",\
    "free":"100000000.00000000","locked":"0.00000000"}],"permissions":["SPOT"],"uid":1}
    """.utf8)
}
