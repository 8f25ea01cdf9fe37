import BinanceAdapter
import Foundation
import TradingModel
import TradingNetwork

/// A small futures exchange for tests, written by the venue's documentation: it does what the test tells it, wrong things
/// too. Regular and conditional orders have number spaces of their own that overlap.
final class ScriptedFuturesVenue: SimulatedServer {
  /// What the venue does with a new regular order.
  enum Reaction {
    case rest
    case fill([(quantity: String, price: String)])
    case refuse(code: Int, message: String, status: Int)
    case restButAnswer(code: Int, message: String, status: Int)
    case restSilently
  }

  struct Order {
    let id: Int
    let clientOrderId: String
    let symbol: String
    let side: String
    let type: String
    let timeInForce: String
    let positionSide: String
    var quantity: WideDecimal
    var price: String
    var executed = WideDecimal.zero
    var status = "NEW"
    let reduceOnly: Bool
    let time: Int64
    var updateTime: Int64
  }

  struct Algo {
    let id: Int
    let parameters: [String: String]
    var status = "NEW"
    var actualOrderId: Int?
    let time: Int64
    var triggerTime: Int64 = 0
    var clientAlgoId: String { parameters["clientAlgoId"] ?? "" }
  }

  struct Trade {
    let id: Int
    let order: Order
    let price: String
    let quantity: String
    let isMaker: Bool
    let time: Int64
  }

  struct Holding {
    var amount: String
    var entry: String
    var side = "BOTH"
  }

  let isCoin: Bool
  var reaction = Reaction.rest
  /// Answers to single endpoints in place of what the venue would do.
  var answers: [String: (status: Int, body: String)] = [:]
  /// How many of the next requests to an endpoint are answered with 503 instead of being carried out.
  var failures: [String: Int] = [:]
  /// How many of the next requests to an endpoint are carried out without an answer.
  var losses: [String: Int] = [:]
  /// Answers over REST come so long after their events.
  var answerDelay = Duration.zero
  /// Whether no socket can be opened.
  var isAway = false
  var isMultiAssets = false
  var holdsEvents = false
  var tellsAlgoEvents = true
  var isHedge = false
  var holdings: [String: Holding] = [:]
  var commission: String? = "0.01000000"
  /// Orders of batches that are refused.
  var batchRefusals: Set<String> = []
  private(set) var orders: [Order] = []
  private(set) var algos: [Algo] = []
  private(set) var trades: [Trade] = []
  private(set) var log: [String] = []
  /// The parameters of requests that change something, by endpoint, oldest first.
  private(set) var sent: [(endpoint: String, parameters: [String: String])] = []
  private(set) var listenKeys = 0
  private var subscribers: [any SimulatedServerChannel] = []
  private var heldEvents: [String] = []
  private let world: SimulatedWorld

  init(world: SimulatedWorld, isCoin: Bool = false) {
    self.world = world
    self.isCoin = isCoin
  }

  var symbol: String { isCoin ? "BTCUSD_PERP" : "BTCUSDT" }
  private var root: String { isCoin ? "/dapi" : "/fapi" }
  var milliseconds: Int64 { world.now.milliseconds }

  func parameters(of endpoint: String) -> [[String: String]] {
    sent.filter { $0.endpoint == endpoint }.map(\.parameters)
  }

  // MARK: What the test does

  func fill(_ clientOrderId: String, _ quantity: String, at price: String, tellsEvent: Bool = true) {
    guard let index = orders.lastIndex(where: { $0.clientOrderId == clientOrderId }), isOpen(orders[index]) else {
      return
    }
    apply(quantity, price, to: index, isMaker: true, tellsEvent: tellsEvent)
  }

  func end(_ clientOrderId: String, _ status: String, reason: String = "0", tellsEvent: Bool = true) {
    guard let index = orders.lastIndex(where: { $0.clientOrderId == clientOrderId }), isOpen(orders[index]) else {
      return
    }
    end(index, status, reason: reason, tellsEvent: tellsEvent)
  }

  /// Cuts an order's quantity, as the venue does with reduce-only orders.
  func shrink(_ clientOrderId: String, to quantity: String) {
    guard let index = orders.lastIndex(where: { $0.clientOrderId == clientOrderId }),
      let amount = try? WideDecimal(quantity)
    else { return }
    orders[index].quantity = amount
    tell(update(orders[index], "NEW"))
  }

  /// Meets the condition of a waiting order: it becomes a regular order.
  func trigger(_ clientAlgoId: String, tellsEvents: Bool = true) {
    guard let index = algos.lastIndex(where: { $0.clientAlgoId == clientAlgoId && $0.status == "NEW" }) else { return }
    algos[index].status = "TRIGGERING"
    algos[index].triggerTime = milliseconds
    if tellsEvents, tellsAlgoEvents { tell(update(algos[index])) }
    var parameters = algos[index].parameters
    parameters["newClientOrderId"] = clientAlgoId
    parameters["type"] = parameters["price"] == nil ? "MARKET" : "LIMIT"
    let child = rest(parameters)
    algos[index].status = "TRIGGERED"
    algos[index].actualOrderId = orders[child].id
    if tellsEvents, tellsAlgoEvents { tell(update(algos[index])) }
    if tellsEvents { tell(update(orders[child], "NEW")) }
  }

  /// Refuses a waiting order when its condition is met.
  func rejectAtTrigger(_ clientAlgoId: String, reason: String) {
    guard let index = algos.lastIndex(where: { $0.clientAlgoId == clientAlgoId }) else { return }
    algos[index].status = "REJECTED"
    tell(update(algos[index], reason: reason))
  }

  func finish(_ clientAlgoId: String) {
    guard let index = algos.lastIndex(where: { $0.clientAlgoId == clientAlgoId }) else { return }
    algos[index].status = "FINISHED"
    tell(update(algos[index]))
  }

  func tell(_ event: String) {
    if holdsEvents { heldEvents.append(event) } else { for channel in subscribers { channel.send(text: event) } }
  }

  func releaseEvents(reversed: Bool = false) {
    holdsEvents = false
    let events = reversed ? heldEvents.reversed() : heldEvents
    heldEvents = []
    for event in events { tell(event) }
  }

  /// Cuts the account's streams.
  func cut() {
    for channel in subscribers { channel.close(code: 1_001, reason: "cut") }
  }

  /// An order that the venue makes itself, filled at once.
  func closeByVenue(_ clientOrderId: String, side: String, _ quantity: String, at price: String, execution: String) {
    let index = rest(["newClientOrderId": clientOrderId, "side": side, "quantity": quantity, "type": "LIMIT"])
    apply(quantity, price, to: index, isMaker: false, tellsEvent: false)
    tell(update(orders[index], execution, trade: trades.last))
  }

  /// Places an order that the client does not know.
  func placeElsewhere(_ clientOrderId: String, side: String, _ quantity: String, at price: String) {
    let index = rest(
      ["newClientOrderId": clientOrderId, "side": side, "quantity": quantity, "price": price, "type": "LIMIT"])
    tell(update(orders[index], "NEW"))
  }

  // MARK: Requests

  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    guard let url = try? EndpointURL(request.url) else { return }
    let endpoint = "\(request.method.rawValue) \(url.path)".replacing(root, with: "")
    log.append(endpoint)
    guard let answer = answer(endpoint, ScriptedQuery.parameters(url.query)) else { return }
    let response = HTTPResponse(status: answer.status, body: Array(answer.body.utf8))
    guard answerDelay > .zero else { return completion(response) }
    world.schedule(after: answerDelay) { completion(response) }
  }

  private func answer(_ endpoint: String, _ parameters: [String: String]) -> (status: Int, body: String)? {
    if !endpoint.hasPrefix("GET") { sent.append((endpoint, parameters)) }
    if let answer = answers[endpoint] { return answer }
    if let count = failures[endpoint], count > 0 {
      failures[endpoint] = count - 1
      return (503, ScriptedQuery.error(-1001, "Internal error; unable to process your request. Please try again."))
    }
    let result = act(endpoint, parameters)
    guard let count = losses[endpoint], count > 0 else { return result }
    losses[endpoint] = count - 1
    return nil
  }

  private func act(_ endpoint: String, _ parameters: [String: String]) -> (status: Int, body: String)? {
    switch endpoint {
    case "GET /v1/time": return (200, "{\"serverTime\":\(milliseconds)}")
    case "GET /v1/exchangeInfo": return (200, exchangeInfo)
    case "GET /v1/positionSide/dual": return (200, "{\"dualSidePosition\":\(isHedge)}")
    case "POST /v1/positionSide/dual":
      isHedge = parameters["dualSidePosition"] == "true"
      return (200, "{\"code\":200,\"msg\":\"success\"}")
    case "POST /v1/leverage", "POST /v1/marginType", "POST /v1/positionMargin", "POST /v1/countdownCancelAll":
      return (200, "{\"code\":200,\"msg\":\"success\"}")
    case "GET /v3/account", "GET /v2/account", "GET /v1/account": return (200, account)
    case "GET /v3/positionRisk", "GET /v1/positionRisk": return (200, positions)
    case "GET /v1/symbolConfig":
      return (200, "[{\"symbol\":\"\(symbol)\",\"marginType\":\"CROSSED\",\"leverage\":21,\"maxNotionalValue\":\"1\"}]")
    case "GET /v1/accountConfig": return (200, "{\"multiAssetsMargin\":\(isMultiAssets)}")
    case "POST /v1/listenKey":
      listenKeys += 1
      return (200, "{\"listenKey\":\"key-\(listenKeys)\"}")
    case "PUT /v1/listenKey": return (200, "{}")
    case "POST /v1/order", "order.place": return place(parameters)
    case "PUT /v1/order", "order.modify": return modify(parameters)
    case "DELETE /v1/order", "order.cancel": return cancel(parameters)
    case "POST /v1/batchOrders": return placeBatch(parameters)
    case "PUT /v1/batchOrders": return modifyBatch(parameters)
    case "DELETE /v1/batchOrders": return cancelBatch(parameters)
    case "POST /v1/algoOrder", "algoOrder.place": return placeAlgo(parameters)
    case "DELETE /v1/algoOrder", "algoOrder.cancel": return cancelAlgo(parameters)
    case "GET /v1/algoOrder": return algo(parameters).map { (200, text($0)) } ?? Self.notFound
    case "GET /v1/openAlgoOrders":
      return (200, ScriptedQuery.list(algos.filter { $0.status == "NEW" }.map(text)))
    case "GET /v1/allAlgoOrders": return (200, ScriptedQuery.list(algos.map(text)))
    case "GET /v1/order": return find(parameters).map { (200, text($0)) } ?? Self.notFound
    case "GET /v1/openOrders": return (200, ScriptedQuery.list(orders.filter(isOpen).map(text)))
    case "GET /v1/allOrders": return (200, ScriptedQuery.list(orders.map(text)))
    case "GET /v1/userTrades":
      let wanted = trades.filter { trade in parameters["orderId"].map { $0 == String(trade.order.id) } ?? true }
      return (200, ScriptedQuery.list(wanted.map(text)))
    default: return (404, ScriptedQuery.error(-5000, "Path \(endpoint) is invalid"))
    }
  }

  private static let notFound = (status: 400, body: ScriptedQuery.error(-2013, "Order does not exist."))

  // MARK: Sockets

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    log.append("open \(request.url.split(separator: "/").dropFirst().joined(separator: "/"))")
    if isAway { return .refused(HTTPResponse(status: 503)) }
    let isPrivate = request.url.contains("/ws/key-") || request.url.contains("listenKey=")
    return .accepted(Session(venue: self, isPrivate: isPrivate))
  }

  private final class Session: WebSocketHandler {
    let venue: ScriptedFuturesVenue
    let isPrivate: Bool
    weak var channel: (any SimulatedServerChannel)?

    init(venue: ScriptedFuturesVenue, isPrivate: Bool) {
      self.venue = venue
      self.isPrivate = isPrivate
    }

    func webSocketDidOpen(_ channel: any WebSocketChannel) {
      self.channel = channel as? any SimulatedServerChannel
      if isPrivate, let channel = self.channel { venue.subscribers.append(channel) }
    }

    func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
      guard let json = try? JSONValue(parsing: Array(message)), let channel = self.channel else { return }
      venue.handle(json, channel)
    }

    func webSocketDidClose(_ reason: WebSocketCloseReason) { venue.subscribers.removeAll { $0 === channel } }
  }

  private func handle(_ json: JSONValue, _ channel: any SimulatedServerChannel) {
    let id = json["id"]?.text ?? "null"
    let method = json["method"]?.text ?? ""
    let parameters = ScriptedQuery.parameters(json["params"])
    log.append(method)
    guard let answer = answer(method, parameters) else { return }
    let isError = answer.status != 200
    channel.send(
      text: "{\"id\":\(id),\"status\":\(answer.status),\"\(isError ? "error" : "result")\":\(answer.body)}")
  }

  // MARK: Orders

  private func place(_ parameters: [String: String]) -> (status: Int, body: String)? {
    if case .refuse(let code, let message, let status) = reaction {
      return (status, ScriptedQuery.error(code, message))
    }
    let index = rest(parameters)
    tell(update(orders[index], "NEW"))
    switch reaction {
    case .restSilently: return nil
    case .restButAnswer(let code, let message, let status): return (status, ScriptedQuery.error(code, message))
    case .fill(let parts):
      for part in parts { apply(part.quantity, part.price, to: index, isMaker: false, tellsEvent: true) }
    default: break
    }
    return (200, text(orders[index]))
  }

  private func placeBatch(_ parameters: [String: String]) -> (status: Int, body: String) {
    let answers = items(of: parameters).map { order -> String in
      if batchRefusals.contains(order["newClientOrderId"] ?? "") {
        return ScriptedQuery.error(-2019, "Margin is insufficient.")
      }
      return place(order)?.body ?? "{}"
    }
    return (200, ScriptedQuery.list(answers))
  }

  private func modifyBatch(_ parameters: [String: String]) -> (status: Int, body: String) {
    let answers = items(of: parameters).map { change -> String in
      if let order = find(change), batchRefusals.contains(order.clientOrderId) {
        return ScriptedQuery.error(-5027, "No need to modify the order.")
      }
      return modify(change).body
    }
    return (200, ScriptedQuery.list(answers))
  }

  /// The orders of a call for several.
  func items(of parameters: [String: String]) -> [[String: String]] {
    let text = parameters["batchOrders"]?.removingPercentEncoding ?? "[]"
    let items = (try? JSONValue(parsing: Array(text.utf8)))?.elements ?? []
    return items.map { item in
      var order: [String: String] = [:]
      for member in item.members ?? [] { order[member.key] = member.value.text }
      return order
    }
  }

  private func cancelBatch(_ parameters: [String: String]) -> (status: Int, body: String) {
    let text = parameters["orderIdList"]?.removingPercentEncoding ?? "[]"
    let ids = (try? JSONValue(parsing: Array(text.utf8)))?.elements?.compactMap(\.text) ?? []
    return (200, ScriptedQuery.list(ids.map { cancel(["orderId": $0]).body }))
  }

  private func rest(_ parameters: [String: String]) -> Int {
    orders.append(
      Order(
        id: 1_000 + orders.count, clientOrderId: parameters["newClientOrderId"] ?? "", symbol: symbol,
        side: parameters["side"] ?? "BUY", type: parameters["type"] ?? "LIMIT",
        timeInForce: parameters["timeInForce"] ?? "GTC", positionSide: parameters["positionSide"] ?? "BOTH",
        quantity: parameters["quantity"].flatMap { try? WideDecimal($0) } ?? .one, price: parameters["price"] ?? "0",
        reduceOnly: parameters["reduceOnly"] == "true", time: milliseconds, updateTime: milliseconds))
    return orders.count - 1
  }

  private func modify(_ parameters: [String: String]) -> (status: Int, body: String) {
    guard let found = find(parameters), isOpen(found), let index = orders.firstIndex(where: { $0.id == found.id }),
      let quantity = parameters["quantity"].flatMap({ try? WideDecimal($0) }), let price = parameters["price"]
    else { return Self.notFound }
    orders[index].quantity = quantity
    orders[index].price = price
    orders[index].updateTime = milliseconds
    tell(update(orders[index], "AMENDMENT"))
    return (200, text(orders[index]))
  }

  private func cancel(_ parameters: [String: String]) -> (status: Int, body: String) {
    guard let found = find(parameters), isOpen(found), let index = orders.firstIndex(where: { $0.id == found.id })
    else { return (400, ScriptedQuery.error(-2011, "Unknown order sent.")) }
    end(index, "CANCELED", reason: "0", tellsEvent: true)
    return (200, text(orders[index]))
  }

  private func placeAlgo(_ parameters: [String: String]) -> (status: Int, body: String)? {
    if case .refuse(let code, let message, let status) = reaction {
      return (status, ScriptedQuery.error(code, message))
    }
    algos.append(Algo(id: 1_000 + algos.count, parameters: parameters, time: milliseconds))
    let algo = algos[algos.count - 1]
    if tellsAlgoEvents { tell(update(algo)) }
    switch reaction {
    case .restSilently: return nil
    case .restButAnswer(let code, let message, let status): return (status, ScriptedQuery.error(code, message))
    default: return (200, text(algo))
    }
  }

  private func cancelAlgo(_ parameters: [String: String]) -> (status: Int, body: String) {
    guard let found = algo(parameters), found.status == "NEW",
      let index = algos.firstIndex(where: { $0.id == found.id })
    else { return (400, ScriptedQuery.error(-2011, "Unknown order sent.")) }
    algos[index].status = "CANCELED"
    if tellsAlgoEvents { tell(update(algos[index])) }
    return (
      200, "{\"algoId\":\(found.id),\"clientAlgoId\":\"\(found.clientAlgoId)\",\"code\":\"200\",\"msg\":\"success\"}"
    )
  }

  private func algo(_ parameters: [String: String]) -> Algo? {
    algos.last { parameters["algoId"] == String($0.id) || parameters["clientAlgoId"] == $0.clientAlgoId }
  }

  private func find(_ parameters: [String: String]) -> Order? {
    if let id = parameters["orderId"] { return orders.last { String($0.id) == id } }
    return orders.last { $0.clientOrderId == parameters["origClientOrderId"] }
  }

  private func apply(_ quantity: String, _ price: String, to index: Int, isMaker: Bool, tellsEvent: Bool) {
    guard let amount = try? WideDecimal(quantity) else { return }
    orders[index].executed = (try? orders[index].executed.adding(amount)) ?? .zero
    orders[index].status = orders[index].executed < orders[index].quantity ? "PARTIALLY_FILLED" : "FILLED"
    orders[index].updateTime = milliseconds
    trades.append(
      Trade(
        id: 500 + trades.count, order: orders[index], price: price, quantity: quantity, isMaker: isMaker,
        time: milliseconds))
    if tellsEvent { tell(update(orders[index], "TRADE", trade: trades.last)) }
  }

  private func end(_ index: Int, _ status: String, reason: String, tellsEvent: Bool) {
    orders[index].status = status
    orders[index].updateTime = milliseconds
    if tellsEvent { tell(update(orders[index], status, reason: reason)) }
  }

  private func isOpen(_ order: Order) -> Bool { order.status == "NEW" || order.status == "PARTIALLY_FILLED" }
}
