// What the venue writes: events and answers.
extension ScriptedFuturesVenue {
  func update(_ order: Order, _ execution: String, trade: Trade? = nil, reason: String = "0") -> String {
    let fee = trade == nil ? "" : commission.map { "\"N\":\"\(isCoin ? "BTC" : "USDT")\",\"n\":\"\($0)\"," } ?? ""
    return """
      {"e":"ORDER_TRADE_UPDATE","E":\(milliseconds),"T":\(milliseconds),"o":{"s":"\(order.symbol)",\
      "c":"\(order.clientOrderId)","S":"\(order.side)","o":"\(order.type)","f":"\(order.timeInForce)",\
      "q":"\(order.quantity)","p":"\(order.price)","ap":"0","sp":"0","x":"\(execution)","X":"\(order.status)",\
      "i":\(order.id),"l":"\(trade?.quantity ?? "0")","z":"\(order.executed)","L":"\(trade?.price ?? "0")",\(fee)\
      "T":\(milliseconds),"t":\(trade?.id ?? 0),"b":"0","a":"0","m":\(trade?.isMaker ?? false),"R":\(order.reduceOnly),\
      "wt":"CONTRACT_PRICE","ot":"\(order.type)","ps":"\(order.positionSide)","cp":false,"pP":false,"si":0,"ss":0,\
      "rp":"0","V":"NONE","pm":"NONE","gtd":0,"er":"\(reason)"}}
      """
  }

  func update(_ algo: Algo, reason: String = "") -> String {
    let parameters = algo.parameters
    let trail = parameters["callbackRate"].map { ",\"cr\":\"\($0)\"" } ?? ""
    return """
      {"e":"ALGO_UPDATE","T":\(milliseconds),"E":\(milliseconds),"o":{"caid":"\(algo.clientAlgoId)","aid":\(algo.id),\
      "at":"CONDITIONAL","o":"\(parameters["type"] ?? "")","s":"\(symbol)","S":"\(parameters["side"] ?? "")",\
      "ps":"\(parameters["positionSide"] ?? "BOTH")","f":"GTC","q":"\(parameters["quantity"] ?? "0")",\
      "X":"\(algo.status)","ai":"\(algo.actualOrderId.map(String.init) ?? "")","ap":"0","aq":"0","act":"0",\
      "tp":"\(parameters["triggerPrice"] ?? "0")","p":"\(parameters["price"] ?? "0")","V":"NONE",\
      "wt":"CONTRACT_PRICE","pm":"NONE","cp":false,"pP":false,"R":false,"tt":\(algo.triggerTime),"gtd":0,\
      "rm":"\(reason)"\(trail)}}
      """
  }

  func text(_ algo: Algo) -> String {
    let parameters = algo.parameters
    return """
      {"algoId":\(algo.id),"clientAlgoId":"\(algo.clientAlgoId)","algoType":"CONDITIONAL",\
      "orderType":"\(parameters["type"] ?? "")","symbol":"\(symbol)","side":"\(parameters["side"] ?? "")",\
      "positionSide":"\(parameters["positionSide"] ?? "BOTH")","timeInForce":"GTC",\
      "quantity":"\(parameters["quantity"] ?? "0")","algoStatus":"\(algo.status)",\
      "actualOrderId":"\(algo.actualOrderId.map(String.init) ?? "")","actualPrice":"0",\
      "triggerPrice":"\(parameters["triggerPrice"] ?? "0")","price":"\(parameters["price"] ?? "0")",\
      "workingType":"CONTRACT_PRICE","closePosition":false,"reduceOnly":false,\
      "callbackRate":"\(parameters["callbackRate"] ?? "")","activatePrice":"\(parameters["activatePrice"] ?? "")",\
      "createTime":\(algo.time),"updateTime":\(milliseconds),"triggerTime":\(algo.triggerTime),"goodTillDate":0}
      """
  }

  func text(_ order: Order) -> String {
    """
    {"clientOrderId":"\(order.clientOrderId)","executedQty":"\(order.executed)","cumQty":"\(order.executed)",\
    "orderId":\(order.id),"origQty":"\(order.quantity)","origType":"\(order.type)","price":"\(order.price)",\
    "reduceOnly":\(order.reduceOnly),"side":"\(order.side)","positionSide":"\(order.positionSide)",\
    "status":"\(order.status)","stopPrice":"0","closePosition":false,"symbol":"\(order.symbol)","time":\(order.time),\
    "timeInForce":"\(order.timeInForce)","type":"\(order.type)","updateTime":\(order.updateTime),\
    "workingType":"CONTRACT_PRICE","priceProtect":false,"priceMatch":"NONE","selfTradePreventionMode":"NONE",\
    "goodTillDate":0}
    """
  }

  func text(_ trade: Trade) -> String {
    """
    {"buyer":\(trade.order.side == "BUY"),"commission":"\(commission ?? "0")",\
    "commissionAsset":"\(isCoin ? "BTC" : "USDT")","id":\(trade.id),"maker":\(trade.isMaker),\
    "orderId":\(trade.order.id),"price":"\(trade.price)","qty":"\(trade.quantity)","realizedPnl":"0",\
    "side":"\(trade.order.side)","positionSide":"\(trade.order.positionSide)","symbol":"\(symbol)","time":\(trade.time)}
    """
  }

  var account: String {
    let asset = isCoin ? "BTC" : "USDT"
    return """
      {"assets":[{"asset":"\(asset)","walletBalance":"100.50000000","unrealizedProfit":"0","marginBalance":"100.5",\
      "maintMargin":"1.5","initialMargin":"10.5","crossWalletBalance":"100.5","availableBalance":"90.00000000",\
      "updateTime":0}],"positions":[\(positionTexts.joined(separator: ","))],"feeTier":0,"canTrade":true}
      """
  }

  var positions: String { ScriptedQuery.list(positionTexts) }

  private var positionTexts: [String] {
    holdings.keys.sorted().compactMap { key in
      guard let holding = holdings[key] else { return nil }
      return """
        {"symbol":"\(symbol)","positionSide":"\(holding.side)","positionAmt":"\(holding.amount)",\
        "entryPrice":"\(holding.entry)","markPrice":"100.00","unRealizedProfit":"1.25","liquidationPrice":"55.5",\
        "initialMargin":"10.5","maintMargin":"1.5","marginAsset":"\(isCoin ? "BTC" : "USDT")",\
        "updateTime":\(milliseconds)}
        """
    }
  }

  var exchangeInfo: String {
    let kind =
      isCoin
      ? """
      "pair":"BTCUSD","contractType":"PERPETUAL","contractStatus":"TRADING","contractSize":100,"marginAsset":"BTC",\
      "baseAsset":"BTC","quoteAsset":"USD"
      """
      : """
      "pair":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","marginAsset":"USDT","baseAsset":"BTC",\
      "quoteAsset":"USDT"
      """
    let step = isCoin ? "1" : "0.001"
    return """
      {"timezone":"UTC","serverTime":1795392000000,"rateLimits":[],"exchangeFilters":[],"symbols":[{\
      "symbol":"\(symbol)",\(kind),"pricePrecision":2,"quantityPrecision":3,"orderTypes":["LIMIT","MARKET"],\
      "onboardDate":1569398400000,"deliveryDate":4133404800000,"filters":[\
      {"filterType":"PRICE_FILTER","minPrice":"0.10","maxPrice":"1000000","tickSize":"0.10"},\
      {"filterType":"LOT_SIZE","minQty":"\(step)","maxQty":"1000","stepSize":"\(step)"}]}]}
      """
  }
}
