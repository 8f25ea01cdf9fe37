import BinanceAdapter
import TradingModel
import TradingNetwork

/// A small spot exchange for tests, written by the venue's documentation: it does what the test tells it, wrong things too.
final class ScriptedSpotVenue: SimulatedServer {
  /// What the venue does with a new order.
  enum Reaction {
    /// Takes it onto the book.
    case rest
    /// Fills it at once, in these parts.
    case fill([(quantity: String, price: String)])
    /// Takes it onto the book and ends what is not filled, as IOC.
    case expire
    /// Refuses it.
    case refuse(code: Int, message: String, status: Int)
    /// Answers with an error although the order rests.
    case restButAnswer(code: Int, message: String, status: Int)
    /// Rests it, and never answers.
    case restSilently
    /// Does nothing and never answers.
    case ignore
    /// Rests it, with a whole answer, and tells no event.
    case restWithoutEvent
  }

  struct Order {
    let id: Int
    let clientOrderId: String
    let side: String
    let type: String
    let timeInForce: String
    var quantity: WideDecimal
    let price: String
    var executed = WideDecimal.zero
    var paid = WideDecimal.zero
    var status = "NEW"
    let time: Int64
    var updateTime: Int64
    /// From when on queries show it.
    var visibleAt: UnixNanos
  }

  struct Trade {
    let id: Int
    let orderId: Int
    let price: String
    let quantity: String
    let isBuyer: Bool
    let isMaker: Bool
    let time: Int64
  }

  var reaction = Reaction.rest
  /// Events are held back while this is set.
  var holdsEvents = false
  /// Events come after different times, in any order, and some of them twice, while this is set.
  var scatter: RandomSource?
  /// Answers come so long after their events.
  var answerDelay = Duration.zero
  /// How long queries lag behind.
  var visibilityLag = Duration.zero
  /// How a cancellation is answered in place of being done.
  var cancelRefusal: (code: Int, message: String, status: Int)?
  /// How logging on is answered in place of being done.
  var logonRefusal: (code: Int, message: String, status: Int)?
  /// How questions about one order are answered in place of what is true.
  var queryRefusal: (code: Int, message: String, status: Int)?
  /// Endpoints whose next request gets no answer.
  var unanswered: Set<String> = []
  /// Endpoints whose next answer is cut short.
  var garbled: Set<String> = []
  /// How many of an endpoint's next requests fail in the venue's servers.
  var failures: [String: Int] = [:]
  /// Endpoints whose next request is answered so in place of being done.
  var refusals: [String: (code: Int, message: String, status: Int)] = [:]
  /// How many requests a refusal is for; one by default.
  var refusalsLeft: [String: Int] = [:]
  /// Endpoints whose next request somebody in between answers, with no JSON.
  var pages: [String: (status: Int, body: String)] = [:]
  /// How long a limit lasts, as answers with status 429 tell it.
  var retryAfter: Duration?
  /// Whether the venue has forgotten that the session is logged on.
  var losesSession = false
  /// More symbols, each with a comma before it.
  var moreSymbols = ""
  /// The types of orders that the symbol takes.
  var orderTypes = #""LIMIT","LIMIT_MAKER","MARKET""#
  /// More filters of the symbol, each with a comma before it.
  var moreFilters = ""
  var orders: [Order] = []
  private(set) var trades: [Trade] = []
  /// The methods and paths that were asked for, in order.
  private(set) var log: [String] = []
  var placements: [[String: String]] = []
  private var subscribers: [Subscriber] = []
  /// How many listen keys were made; the newest is `key-N`.
  private(set) var listenKeys = 0
  /// What the venue does with a replacement.
  var replaceReaction = ReplaceReaction.succeed
  /// What the venue does with an amendment.
  var amendReaction = AmendReaction.succeed
  /// How prolonging a listen key is answered in place of being done.
  var keepAliveRefusal: (code: Int, message: String, status: Int)?
  /// Whether the events of trades do not say what the trades cost.
  var leavesOutCommissions = false
  /// Whether events come without the number of their subscription.
  var sendsBare = false
  /// What is free of the account's quote currency.
  var freeQuote = "10.5"

  private struct Subscriber {
    let channel: any SimulatedServerChannel
    /// Whether events come bare, as by a listen key.
    let isBare: Bool
  }

  private var heldEvents: [String] = []
  private let world: SimulatedWorld

  init(world: SimulatedWorld) { self.world = world }

  var milliseconds: Int64 { world.now.milliseconds }

  // MARK: What the test does

  /// Fills part of a resting order.
  func fill(_ clientOrderId: String, _ quantity: String, at price: String, tellsEvent: Bool = true) {
    guard let index = orders.lastIndex(where: { $0.clientOrderId == clientOrderId }), isOpen(orders[index]) else {
      return
    }
    apply(quantity, price, to: index, isMaker: true, tellsEvent: tellsEvent)
  }

  /// Cancels an order as its owner would elsewhere.
  func cancel(_ clientOrderId: String, tellsEvent: Bool = true) {
    guard let index = orders.lastIndex(where: { $0.clientOrderId == clientOrderId }), isOpen(orders[index]) else {
      return
    }
    end(index, "CANCELED", requestId: "web_1", tellsEvent: tellsEvent)
  }

  /// Places an order that the client does not know.
  func placeElsewhere(_ clientOrderId: String, quantity: String, price: String) {
    let index = rest(
      ["newClientOrderId": clientOrderId, "side": "BUY", "type": "LIMIT", "quantity": quantity, "price": price])
    tell(execution(orders[index], "NEW"))
  }

  /// Tells the events that were held back.
  func releaseEvents(reversed: Bool = false) {
    holdsEvents = false
    let events = reversed ? heldEvents.reversed() : heldEvents
    heldEvents = []
    for event in events { send(event) }
  }

  /// Sends an event of the test's making to the subscribers.
  func tell(_ event: String) {
    if holdsEvents { heldEvents.append(event) } else { send(event) }
  }

  private func send(_ event: String) {
    guard let scatter else { return deliver(event) }
    for _ in 0..<(scatter.chance(0.3) ? 2 : 1) {
      world.schedule(after: .milliseconds(scatter.integer(in: 0...120))) { [weak self] in self?.deliver(event) }
    }
  }

  private func deliver(_ event: String) {
    for subscriber in subscribers {
      subscriber.channel.send(
        text: subscriber.isBare || sendsBare ? event : "{\"subscriptionId\":0,\"event\":\(event)}")
    }
  }

  // MARK: REST

  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    guard let url = try? EndpointURL(request.url) else { return }
    log.append("\(request.method.rawValue) \(url.path)")
    if unanswered.remove("\(request.method.rawValue) \(url.path)") != nil { return }
    if let page = pages.removeValue(forKey: "\(request.method.rawValue) \(url.path)") {
      return completion(HTTPResponse(status: page.status, body: Array(page.body.utf8)))
    }
    let answer = answer("\(request.method.rawValue) \(url.path)", ScriptedQuery.parameters(url.query))
    guard let answer else { return }
    let isGarbled = garbled.remove("\(request.method.rawValue) \(url.path)") != nil
    let body = Array(answer.body.utf8.prefix(isGarbled ? 15 : Int.max))
    var headers: [(name: String, value: String)] = []
    if answer.status == 429, let retryAfter { headers = [("Retry-After", "\(retryAfter.components.seconds)")] }
    world.schedule(after: answerDelay) {
      completion(HTTPResponse(status: answer.status, headers: headers, body: body))
    }
  }

  private func answer(_ endpoint: String, _ parameters: [String: String]) -> (status: Int, body: String)? {
    if let count = failures[endpoint], count > 0 {
      failures[endpoint] = count - 1
      return (500, ScriptedQuery.error(-1000, "An unknown error occurred while processing the request."))
    }
    if let refusal = refusals[endpoint] {
      let left = refusalsLeft[endpoint, default: 1] - 1
      refusalsLeft[endpoint] = left
      if left <= 0 { refusals[endpoint] = nil }
      return (refusal.status, ScriptedQuery.error(refusal.code, refusal.message))
    }
    return act(endpoint, parameters)
  }

  private func act(_ endpoint: String, _ parameters: [String: String]) -> (status: Int, body: String)? {
    switch endpoint {
    case "GET /api/v3/time": (200, "{\"serverTime\":\(milliseconds)}")
    case "GET /api/v3/exchangeInfo": (200, exchangeInfo)
    case "GET /api/v3/referencePrice": (400, ScriptedQuery.error(-2043, "This symbol has no reference price."))
    case "GET /api/v3/avgPrice": (200, "{\"mins\":5,\"price\":\"100.00\",\"closeTime\":\(milliseconds)}")
    case "GET /api/v3/account": (200, account)
    case "GET /api/v3/openOrders":
      (200, ScriptedQuery.list(orders.filter { isOpen($0) && $0.visibleAt <= world.now }.map(text)))
    case "GET /api/v3/allOrders": (200, ScriptedQuery.list(orders.filter { $0.visibleAt <= world.now }.map(text)))
    case "GET /api/v3/order" where queryRefusal != nil:
      queryRefusal.map { ($0.status, ScriptedQuery.error($0.code, $0.message)) }
    case "GET /api/v3/order":
      find(parameters).map { (200, text($0)) } ?? (400, ScriptedQuery.error(-2013, "Order does not exist."))
    case "GET /api/v3/myTrades": (200, ScriptedQuery.list(asked(parameters).map(text)))
    case "POST /api/v3/userDataStream": makeListenKey()
    case "PUT /api/v3/userDataStream":
      keepAliveRefusal.map { ($0.status, ScriptedQuery.error($0.code, $0.message)) } ?? (200, "{}")
    case "POST /api/v3/order", "order.place": place(parameters)
    case "DELETE /api/v3/order", "order.cancel": cancel(parameters)
    case "POST /api/v3/order/cancelReplace", "order.cancelReplace": replace(parameters)
    case "PUT /api/v3/order/amend/keepPriority", "order.amend.keepPriority": amend(parameters)
    default: (404, ScriptedQuery.error(-1000, "no such endpoint: \(endpoint)"))
    }
  }

  /// The account's trades as they are asked for: the newest ones, or from an identifier or a time on.
  private func asked(_ parameters: [String: String]) -> ArraySlice<Trade> {
    let first = parameters["fromId"].flatMap { Int($0) }
    let start = parameters["startTime"].flatMap { Int64($0) }
    let found = trades.filter { trade in
      parameters["orderId"].map { $0 == String(trade.orderId) } ?? true && trade.id >= first ?? 0
        && trade.time >= start ?? 0
    }
    let limit = parameters["limit"].flatMap { Int($0) } ?? 500
    return first == nil && start == nil ? found.suffix(limit) : found.prefix(limit)
  }

  private func makeListenKey() -> (status: Int, body: String) {
    listenKeys += 1
    return (200, "{\"listenKey\":\"key-\(listenKeys)\"}")
  }

  // MARK: WebSocket API

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    log.append("open \((try? EndpointURL(request.url))?.path ?? "")")
    return .accepted(Session(venue: self, isBare: request.url.contains("/ws/")))
  }

  private final class Session: WebSocketHandler {
    let venue: ScriptedSpotVenue
    let isBare: Bool
    weak var channel: (any SimulatedServerChannel)?

    init(venue: ScriptedSpotVenue, isBare: Bool) {
      self.venue = venue
      self.isBare = isBare
    }

    func webSocketDidOpen(_ channel: any WebSocketChannel) {
      self.channel = channel as? any SimulatedServerChannel
      if isBare, let channel = self.channel { venue.subscribers.append(Subscriber(channel: channel, isBare: true)) }
    }

    func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
      guard let json = try? JSONValue(parsing: Array(message)), let channel = self.channel else { return }
      venue.handle(json, channel)
    }

    func webSocketDidClose(_ reason: WebSocketCloseReason) {
      venue.subscribers.removeAll { $0.channel === channel }
    }
  }

  private func handle(_ json: JSONValue, _ channel: any SimulatedServerChannel) {
    let id = json["id"]?.text ?? "null"
    let method = json["method"]?.text ?? ""
    let parameters = ScriptedQuery.parameters(json["params"])
    log.append(method)
    if method == "session.logon" { losesSession = false }
    if losesSession, parameters["signature"] == nil {
      let body = ScriptedQuery.error(-2014, "API-key format invalid.")
      channel.send(text: "{\"id\":\(id),\"status\":401,\"error\":\(body)}")
      return
    }
    if method == "session.logon" {
      if let logonRefusal {
        let body = ScriptedQuery.error(logonRefusal.code, logonRefusal.message)
        channel.send(text: "{\"id\":\(id),\"status\":\(logonRefusal.status),\"error\":\(body)}")
      } else {
        channel.send(text: "{\"id\":\(id),\"status\":200,\"result\":{\"authorizedSince\":\(milliseconds)}}")
      }
      return
    }
    if method.hasPrefix("userDataStream.subscribe") {
      subscribers.append(Subscriber(channel: channel, isBare: false))
      channel.send(text: "{\"id\":\(id),\"status\":200,\"result\":{\"subscriptionId\":0}}")
      return
    }
    guard let answer = answer(method, parameters) else { return }
    let isError = answer.status != 200
    var body = answer.body
    if answer.status == 429, let retryAfter {
      let end = (world.now + retryAfter).milliseconds
      body = String(body.dropLast()) + ",\"data\":{\"serverTime\":\(milliseconds),\"retryAfter\":\(end)}}"
    }
    let text = "{\"id\":\(id),\"status\":\(answer.status),\"\(isError ? "error" : "result")\":\(body)}"
    world.schedule(after: answerDelay) { channel.send(text: text) }
  }

  // MARK: Orders

  private func place(_ parameters: [String: String]) -> (status: Int, body: String)? {
    placements.append(parameters)
    switch reaction {
    case .refuse(let code, let message, let status): return (status, ScriptedQuery.error(code, message))
    case .ignore: return nil
    case .rest, .restSilently, .restButAnswer, .restWithoutEvent, .fill, .expire: break
    }
    let index = rest(parameters)
    let isTold = if case .restWithoutEvent = reaction { false } else { true }
    if isTold { tell(execution(orders[index], "NEW")) }
    switch reaction {
    case .restSilently: return nil
    case .restButAnswer(let code, let message, let status): return (status, ScriptedQuery.error(code, message))
    case .fill(let parts):
      let first = trades.count
      for part in parts { apply(part.quantity, part.price, to: index, isMaker: false, tellsEvent: true) }
      return (200, answer(orders[index], trades[first...]))
    case .expire:
      end(index, "EXPIRED", requestId: nil, tellsEvent: true)
      return (200, answer(orders[index], []))
    default: return (200, answer(orders[index], []))
    }
  }

  func rest(_ parameters: [String: String]) -> Int {
    let quantity = parameters["quantity"].flatMap { try? WideDecimal($0) } ?? .one
    orders.append(
      Order(
        id: 1_000 + orders.count, clientOrderId: parameters["newClientOrderId"] ?? "",
        side: parameters["side"] ?? "BUY", type: parameters["type"] ?? "LIMIT",
        timeInForce: parameters["timeInForce"] ?? "GTC", quantity: quantity, price: parameters["price"] ?? "0.00",
        time: milliseconds, updateTime: milliseconds, visibleAt: world.now + visibilityLag))
    return orders.count - 1
  }

  func cancel(_ parameters: [String: String]) -> (status: Int, body: String) {
    if let cancelRefusal {
      return (cancelRefusal.status, ScriptedQuery.error(cancelRefusal.code, cancelRefusal.message))
    }
    guard let found = find(parameters), isOpen(found), let index = orders.firstIndex(where: { $0.id == found.id })
    else {
      return (400, ScriptedQuery.error(-2011, "Unknown order sent."))
    }
    end(index, "CANCELED", requestId: "request-\(found.id)", tellsEvent: true)
    let order = orders[index]
    return (
      200,
      """
      {"symbol":"BTCUSDT","origClientOrderId":"\(order.clientOrderId)","orderId":\(order.id),"orderListId":-1,\
      "clientOrderId":"request-\(order.id)","transactTime":\(milliseconds),"price":"\(order.price)",\
      "origQty":"\(order.quantity)","executedQty":"\(order.executed)","status":"CANCELED","side":"\(order.side)"}
      """
    )
  }

  func apply(_ quantity: String, _ price: String, to index: Int, isMaker: Bool, tellsEvent: Bool) {
    guard let amount = try? WideDecimal(quantity), let level = try? WideDecimal(price) else { return }
    orders[index].executed = (try? orders[index].executed.adding(amount)) ?? .zero
    orders[index].paid = (try? orders[index].paid.adding(amount.multiplied(by: level))) ?? .zero
    orders[index].status = orders[index].executed < orders[index].quantity ? "PARTIALLY_FILLED" : "FILLED"
    orders[index].updateTime = milliseconds
    let trade = Trade(
      id: 500 + trades.count, orderId: orders[index].id, price: price, quantity: quantity,
      isBuyer: orders[index].side == "BUY", isMaker: isMaker, time: milliseconds)
    trades.append(trade)
    if tellsEvent { tell(execution(orders[index], "TRADE", trade: trade)) }
  }

  func end(_ index: Int, _ status: String, requestId: String?, tellsEvent: Bool) {
    orders[index].status = status
    orders[index].updateTime = milliseconds
    if tellsEvent { tell(execution(orders[index], status, requestId: requestId)) }
  }

  func isOpen(_ order: Order) -> Bool { order.status == "NEW" || order.status == "PARTIALLY_FILLED" }

  func find(_ parameters: [String: String]) -> Order? {
    orders.last { order in
      order.visibleAt <= world.now
        && (parameters["orderId"] == String(order.id) || parameters["origClientOrderId"] == order.clientOrderId)
    }
  }
}
