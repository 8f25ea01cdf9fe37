import TradingModel
import TradingNetwork

// What faults do to requests, and the faults that are acts.
extension ProductFront {
  /// A request as faults see it.
  func subject(
    endpoint: String, _ parameters: Parameters, method: String = "", key: String?, client: String
  )
    -> FaultBook.Subject
  {
    var clientOrderId = parameters["newClientOrderId"] ?? parameters["origClientOrderId"]
    if clientOrderId == nil || parameters["cancelRestrictions"] != nil,
      let id = parameters["orderId"].flatMap({ Int64($0) })
    {
      clientOrderId = exchange.orders.order(id: id)?.clientOrderId ?? clientOrderId
    }
    return FaultBook.Subject(
      endpoint: endpoint, method: method, product: product, symbol: parameters["symbol"], clientOrderId: clientOrderId,
      account: key.flatMap { exchange.accounts.lookup(key: $0)?.account.name }, client: client)
  }

  /// A request that is about to be carried out as faults see it.
  func subject(of call: Call, endpoint: String) -> FaultBook.Subject {
    // The route of a REST request begins with its method; the WebSocket API has none.
    let method = call.isSocketAPI ? "" : String(endpoint.prefix { $0 != " " })
    return subject(
      endpoint: endpoint, call.parameters, method: method, key: call.credential?.key, client: call.client)
  }

  /// The fault that strikes a request, if one does. Fills that are due at this instant happen here.
  func strikeRequest(_ subject: @autoclosure () -> FaultBook.Subject) -> VenueFault? {
    guard !faults.isEmpty else { return nil }
    let described = subject()
    if let fill = faults.strike([.fill], described) {
      // Afterwards is as soon as the request is through.
      if fill.isLate {
        clock.schedule(after: .zero) { [weak self] in self?.fill(by: fill) }
      } else {
        self.fill(by: fill)
      }
    }
    return faults.strike(VenueFault.Kind.ofRequests.subtracting([.fill]), described)
  }

  /// Fills an order as a fault says.
  func fill(by fault: VenueFault) {
    let order = exchange.orders.openOrders().first {
      (fault.clientOrderId == nil || $0.clientOrderId == fault.clientOrderId)
        && (fault.number == nil || $0.id == Int64(fault.number ?? 0))
        && (fault.symbol == nil || $0.rules.symbol == fault.symbol)
    }
    guard let order else { return }
    let quantity = fault.quantity.flatMap { FixedText.parse($0, decimals: order.rules.quantityDecimals) }
    let price = fault.price.flatMap { FixedText.parse($0, decimals: order.rules.priceDecimals) }
    exchange.fillByFault(order, quantity: quantity, price: price)
  }

  /// The refusal that a fault of limits stands for.
  func refusal(by fault: VenueFault, client: String) -> LimitRefusal {
    let retryAt = clock.now.milliseconds + fault.duration.wholeNanoseconds / 1_000_000
    guard fault.kind == .ban else {
      return .weight(limit: limits.limits.requestWeight, retryAt: retryAt, product: product)
    }
    limits.impose(banOf: client, until: retryAt)
    return .banned(until: retryAt, product: product)
  }

  /// What a struck request gets.
  func respond(
    to request: FrontRequest, route: String, struckBy fault: VenueFault, completion: @escaping (FrontAnswer) -> Void
  ) {
    let name = fault.kind.rawValue
    switch fault.kind {
    case .ban, .tooManyRequests:
      let refusal = refusal(by: fault, client: request.client)
      record(
        request, route, status: refusal.error.status, code: refusal.error.code, fault: name, retryAt: refusal.retryAt)
      completion(.response(RESTAnswers.limited(refusal, now: clock.now.milliseconds)))
    case .error:
      if fault.executed {
        _ = answer(request, route: route, fault: name)
      } else {
        record(request, route, status: fault.status, code: fault.code, fault: name)
      }
      if let body = fault.body {
        completion(.response(HTTPResponse(status: fault.status, headers: [("Content-Type", "text/html")], body: body)))
      } else {
        completion(.response(RESTAnswers.error(VenueError(fault.code, fault.message, status: fault.status))))
      }
    case .dropRequest: record(request, route, status: 0, fault: name)
    case .dropResponse: _ = answer(request, route: route, fault: name)
    case .halfOpen, .reset, .finish:
      if fault.executed {
        _ = answer(request, route: route, fault: name)
      } else {
        record(request, route, status: 0, fault: name)
      }
      if fault.kind != .halfOpen { completion(fault.kind == .reset ? .reset : .finish) }
    case .truncate:
      let response = answer(request, route: route, fault: name)
      completion(.partial(response, bytes: min(fault.number ?? response.body.count / 2, response.body.count)))
    case .corrupt, .unknownField, .unknownEnum:
      var response = answer(request, route: route, fault: name)
      response.body = BrokenBytes.changed(response.body, by: fault, random: faults.random)
      completion(.response(response))
    case .delay where fault.isLate:
      clock.schedule(after: fault.duration) { [self] in
        completion(.response(answer(request, route: route, fault: name)))
      }
    default:
      let response = answer(request, route: route, fault: name)
      clock.schedule(after: fault.duration) { completion(.response(response)) }
    }
  }

  /// Notes a REST request that was not carried out.
  private func record(
    _ request: FrontRequest, _ route: String, status: Int, code: Int? = nil, fault: String, retryAt: Int64? = nil
  ) {
    let key = request.header("X-MBX-APIKEY")
    record(
      RequestRecord(
        endpoint: route, client: request.client, status: status, code: code, symbol: request.parameters["symbol"],
        clientOrderId: request.parameters.orderName, retryAt: retryAt, fault: fault),
      account: key.flatMap { exchange.accounts.lookup(key: $0)?.account })
  }

  /// A key is gone: sessions that live by it hear of it.
  func keyWasRevoked(_ key: String) {
    for session in socketSessions { session.keyWasRevoked(key) }
  }

  // MARK: Acts

  /// Closes connections, sends notices, expires keys: faults that happen at once.
  func perform(_ fault: VenueFault) {
    let now = clock.now
    switch fault.kind {
    case .close, .closeAfterDay:
      let isPlanned = fault.kind == .closeAfterDay
      let code = isPlanned || fault.code < 1_000 ? 1_001 : UInt16(clamping: fault.code)
      let reason = isPlanned ? ConnectionLife.dayIsOver : ""
      for session in sessions where session.isMeant(by: fault) { session.close(code: code, reason: reason) }
      for session in socketSessions where session.isMeant(by: fault) { session.close(code: code, reason: reason) }
    case .serverShutdown: announceShutdown(closingAfter: fault.duration)
    case .terminateStream:
      for session in socketSessions where session.isMeant(by: fault) { session.terminateSubscriptions() }
    case .expireListenKey: expireListenKeys(all: true)
    case .weight:
      if let limit = fault.number { limits.restrict(requestWeight: limit) }
      if let used = fault.used { limits.preload(used, at: now.milliseconds) }
    case .fill: fill(by: fault)
    default: break
    }
  }

  /// Tells clients of a coming shutdown, and closes their connections later.
  func announceShutdown(closingAfter delay: Duration) {
    let event = Array("{\"e\":\"serverShutdown\",\"E\":\(clock.now.milliseconds)}".utf8)
    let (streams, sockets) = (sessions, socketSessions)
    if !product.isFutures, exchange.calendar.has(.serverShutdown) {
      for session in streams { session.tellShutdown(event) }
      for session in sockets { session.tellShutdown(event) }
    }
    clock.schedule(after: delay) {
      for session in streams { session.close(code: 1_001, reason: "Server shutdown") }
      for session in sockets { session.close(code: 1_001, reason: "Server shutdown") }
    }
  }
}

extension Parameters {
  /// The client's name of the order (or list) that a request is about.
  var orderName: String? {
    self["newClientOrderId"] ?? self["listClientOrderId"] ?? self["origClientOrderId"] ?? self["newClientStrategyId"]
      ?? self["clientAlgoId"]
  }
}
