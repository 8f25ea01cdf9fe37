import Foundation
import TradingModel
import TradingNetwork

/// A spot exchange without a network that fills every order at once: enough of Binance for a node to trade on.
final class InstantVenue: HTTPTransport, WebSocketTransport {
  private let clock: any TradingClock
  fileprivate var orders: Int64 = 1_000
  fileprivate var subscribers: [InstantChannel] = []

  init(clock: any TradingClock) { self.clock = clock }

  fileprivate var milliseconds: Int64 { clock.now.milliseconds }

  fileprivate func later(_ work: @escaping () -> Void) { clock.schedule(after: .zero, work) }

  // MARK: REST

  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    let body = answer(to: request.url)
    later { completion(.success(HTTPResponse(status: 200, body: Array(body.utf8)))) }
  }

  private func answer(to url: String) -> String {
    if url.contains("/time") { return "{\"serverTime\":\(milliseconds)}" }
    if url.contains("/exchangeInfo") { return Self.exchangeInfo }
    if url.contains("/account") { return Self.account }
    if url.contains("/ping") { return "{}" }
    return "[]"
  }

  // MARK: WebSocket API

  func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel {
    let channel = InstantChannel(venue: self, handler: handler)
    later { handler.webSocketDidOpen(channel) }
    return channel
  }

  fileprivate func answer(_ text: String, on channel: InstantChannel) {
    let id = Self.value("id", in: text)
    switch Self.value("method", in: text) {
    case "order.place": fill(text, id: id, on: channel)
    case let method where method.hasPrefix("userDataStream.subscribe"):
      subscribers.append(channel)
      channel.deliver("{\"id\":\(id),\"status\":200,\"result\":{\"subscriptionId\":0}}")
    default: channel.deliver("{\"id\":\(id),\"status\":200,\"result\":{}}")
    }
  }

  private func fill(_ text: String, id: String, on channel: InstantChannel) {
    orders += 1
    let time = milliseconds
    let order = orders
    let client = Self.value("newClientOrderId", in: text)
    let side = Self.value("side", in: text)
    let quantity = Self.value("quantity", in: text)
    let price = Self.value("price", in: text)
    let value = "50.00000000"
    channel.deliver(
      """
      {"id":\(id),"status":200,"result":{"symbol":"BTCUSDT","orderId":\(order),"orderListId":-1,"clientOrderId":"\(client)",\
      "transactTime":\(time),"price":"\(price)","origQty":"\(quantity)","executedQty":"\(quantity)",\
      "origQuoteOrderQty":"0.00000000","cummulativeQuoteQty":"\(value)","status":"FILLED","timeInForce":"GTC",\
      "type":"LIMIT","side":"\(side)","workingTime":\(time),"fills":[{"price":"\(price)","qty":"\(quantity)",\
      "commission":"0.05000000","commissionAsset":"USDT","tradeId":\(order)}],"selfTradePreventionMode":"EXPIRE_MAKER"}}
      """)
    for (execution, status, last, trade) in [
      ("NEW", "NEW", "0.00000000", "-1"), ("TRADE", "FILLED", quantity, "\(order)"),
    ] {
      let filled = execution == "NEW" ? "0.00000000" : quantity
      let event = """
        {"subscriptionId":0,"event":{"e":"executionReport","E":\(time),"s":"BTCUSDT","c":"\(client)","S":"\(side)",\
        "o":"LIMIT","f":"GTC","q":"\(quantity)","p":"\(price)","P":"0.00000000","F":"0.00000000","g":-1,"C":"",\
        "x":"\(execution)","X":"\(status)","r":"NONE","i":\(order),"l":"\(last)","z":"\(filled)","L":"\(price)",\
        "n":"0.05000000","N":"USDT","T":\(time),"t":\(trade),"v":3,"I":\(order * 2),"w":true,"m":false,"M":false,\
        "O":\(time),"Z":"\(value)","Y":"\(value)","Q":"0.00000000","W":\(time),"V":"EXPIRE_MAKER"}}
        """
      for subscriber in subscribers { subscriber.deliver(event) }
    }
  }

  /// The value of a member, text or number; the requests are flat but for their parameters.
  private static func value(_ name: String, in text: String) -> String {
    guard let start = text.range(of: "\"\(name)\":") else { return "null" }
    let rest = text[start.upperBound...]
    if rest.first == "\"" { return String(rest.dropFirst().prefix { $0 != "\"" }) }
    return String(rest.prefix { $0 != "," && $0 != "}" })
  }

  private static let exchangeInfo = """
    {"timezone":"UTC","serverTime":1700000000000,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE",\
    "intervalNum":1,"limit":2000000000},{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,\
    "limit":2000000000}],"exchangeFilters":[],"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC",\
    "baseAssetPrecision":8,"quoteAsset":"USDT","quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,\
    "quoteCommissionPrecision":8,"orderTypes":["LIMIT","LIMIT_MAKER","MARKET"],"icebergAllowed":true,"ocoAllowed":true,\
    "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,"isSpotTradingAllowed":true,\
    "isMarginTradingAllowed":false,"filters":[{"filterType":"PRICE_FILTER","minPrice":"0.01000000",\
    "maxPrice":"1000000.00000000","tickSize":"0.01000000"},{"filterType":"LOT_SIZE","minQty":"0.00001000",\
    "maxQty":"9000.00000000","stepSize":"0.00001000"},{"filterType":"NOTIONAL","minNotional":"5.00000000",\
    "applyMinToMarket":true,"maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5}],\
    "permissions":[],"permissionSets":[["SPOT"]],"defaultSelfTradePreventionMode":"EXPIRE_MAKER",\
    "allowedSelfTradePreventionModes":["EXPIRE_MAKER"]}]}
    """

  private static let account = """
    {"makerCommission":10,"takerCommission":10,"buyerCommission":0,"sellerCommission":0,"canTrade":true,\
    "canWithdraw":true,"canDeposit":true,"updateTime":1700000000000,"accountType":"SPOT","balances":[{"asset":"BTC",\
    "free":"100.00000000","locked":"0.00000000"},{"asset":"USDT","free":"100000000.00000000","locked":"0.00000000"}],\
    "permissions":["SPOT"],"uid":1}
    """
}

/// One connection to an ``InstantVenue``.
final class InstantChannel: WebSocketChannel {
  private let venue: InstantVenue
  private let handler: any WebSocketHandler
  private var isOpen = true

  fileprivate init(venue: InstantVenue, handler: any WebSocketHandler) {
    self.venue = venue
    self.handler = handler
  }

  fileprivate func deliver(_ text: String) {
    venue.later { [self] in
      guard isOpen else { return }
      Array(text.utf8).withUnsafeBytes { handler.webSocket(self, didReceive: $0, isText: true) }
      handler.webSocketDidReadBatch(self)
    }
  }

  func send(text: String) -> Bool {
    guard isOpen else { return false }
    venue.later { [self] in venue.answer(text, on: self) }
    return true
  }

  func ping() { venue.later { [self] in handler.webSocketDidReceivePong(self) } }

  func close(code: UInt16) { end() }

  func abort() { end() }

  private func end() {
    guard isOpen else { return }
    isOpen = false
    venue.subscribers.removeAll { $0 === self }
    venue.later { [self] in handler.webSocketDidClose(.closedLocally) }
  }
}
