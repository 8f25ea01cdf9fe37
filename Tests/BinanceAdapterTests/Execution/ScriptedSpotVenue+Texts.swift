// What the venue writes: events and answers.
extension ScriptedSpotVenue {
  func execution(_ order: Order, _ type: String, trade: Trade? = nil, requestId: String? = nil) -> String {
    let fee = "\"n\":\"\(trade == nil ? "0" : "0.00010000")\",\"N\":\(trade == nil ? "null" : "\"BNB\""),"
    return """
      {"e":"executionReport","E":\(milliseconds),"s":"BTCUSDT","c":"\(requestId ?? order.clientOrderId)",\
      "S":"\(order.side)","o":"\(order.type)","f":"\(order.timeInForce)","q":"\(order.quantity)","p":"\(order.price)",\
      "P":"0.00000000","F":"0.00000000","g":-1,"C":"\(requestId == nil ? "" : order.clientOrderId)","x":"\(type)",\
      "X":"\(order.status)","r":"NONE","i":\(order.id),"l":"\(trade?.quantity ?? "0.00000000")",\
      "z":"\(order.executed)","L":"\(trade?.price ?? "0.00")",\(trade != nil && leavesOutCommissions ? "" : fee)\
      "T":\(milliseconds),"t":\(trade?.id ?? -1),"I":1,"w":true,\
      "m":\(trade?.isMaker ?? false),"M":false,"O":\(order.time),"Z":"\(order.paid)","Y":"0.0","Q":"0.0","V":"NONE"}
      """
  }

  func answer(_ order: Order, _ fills: ArraySlice<Trade>) -> String {
    let fills = fills.map {
      "{\"price\":\"\($0.price)\",\"qty\":\"\($0.quantity)\",\"commission\":\"0.00010000\","
        + "\"commissionAsset\":\"BNB\",\"tradeId\":\($0.id)}"
    }
    return """
      {"symbol":"BTCUSDT","orderId":\(order.id),"orderListId":-1,"clientOrderId":"\(order.clientOrderId)",\
      "transactTime":\(milliseconds),"price":"\(order.price)","origQty":"\(order.quantity)",\
      "executedQty":"\(order.executed)","cummulativeQuoteQty":"\(order.paid)","status":"\(order.status)",\
      "timeInForce":"GTC","type":"\(order.type)","side":"\(order.side)","fills":[\(fills.joined(separator: ","))]}
      """
  }

  func text(_ order: Order) -> String {
    """
    {"symbol":"BTCUSDT","orderId":\(order.id),"orderListId":-1,"clientOrderId":"\(order.clientOrderId)",\
    "price":"\(order.price)","origQty":"\(order.quantity)","executedQty":"\(order.executed)",\
    "cummulativeQuoteQty":"\(order.paid)","status":"\(order.status)","timeInForce":"\(order.timeInForce)",\
    "type":"\(order.type)","side":"\(order.side)","stopPrice":"0.00","icebergQty":"0.0","time":\(order.time),\
    "updateTime":\(order.updateTime),"isWorking":true}
    """
  }

  func text(_ trade: Trade) -> String {
    """
    {"symbol":"BTCUSDT","id":\(trade.id),"orderId":\(trade.orderId),"price":"\(trade.price)",\
    "qty":"\(trade.quantity)","commission":"0.00010000","commissionAsset":"BNB","time":\(trade.time),\
    "isBuyer":\(trade.isBuyer),"isMaker":\(trade.isMaker)}
    """
  }

  var account: String {
    """
    {"canTrade":true,"canWithdraw":false,"permissions":["SPOT"],"updateTime":\(milliseconds),\
    "balances":[{"asset":"BTC","free":"1.00000000","locked":"0.50000000"},{"asset":"USDT","free":"\(freeQuote)","locked":"0"}]}
    """
  }

  var exchangeInfo: String {
    """
    {"timezone":"UTC","serverTime":1795392000000,"rateLimits":[],"exchangeFilters":[],"symbols":[{"symbol":"BTCUSDT",\
    "status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,"quoteAsset":"USDT","quotePrecision":8,\
    "quoteAssetPrecision":8,"orderTypes":[\(orderTypes)],"amendAllowed":true,"cancelReplaceAllowed":true,"filters":[\
    {"filterType":"PRICE_FILTER","minPrice":"0.01","maxPrice":"1000000.00","tickSize":"0.01"},\
    {"filterType":"LOT_SIZE","minQty":"0.00001","maxQty":"9000.0","stepSize":"0.00001"}\(moreFilters)],"permissionSets":[["SPOT"]]}\(moreSymbols)]}
    """
  }
}
