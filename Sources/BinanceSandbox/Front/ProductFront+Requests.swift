import TradingModel
import TradingNetwork

extension ProductFront {
  /// What requests may suffer.
  private static let requestFaults: [VenueFault.Kind] = [
    .ban, .tooManyRequests, .error, .dropRequest, .dropResponse, .delay, .reset,
  ]

  // MARK: REST

  func respond(to request: HTTPRequest, client: String, completion: @escaping (FrontAnswer) -> Void) {
    let request = FrontRequest(request, client: client)
    let route = "\(request.method.rawValue) \(request.path)"
    if SocketEndpoint(path: request.path, product: product) != nil {
      // A connection that was refused, or a client that forgot to ask for an upgrade.
      let refusal = refusal(ofConnectionTo: request.path, client: client)
      return completion(.response(refusal ?? RESTAnswers.notFound(path: request.path, product: product)))
    }
    guard let fault = strikeRequest(endpoint: route, request.parameters) else {
      return completion(.response(answer(request, route: route)))
    }
    switch fault.kind {
    case .ban, .tooManyRequests:
      let refusal = refusal(by: fault, client: client)
      record(endpoint: route, client: client, account: nil, status: refusal.error.status)
      completion(.response(RESTAnswers.limited(refusal, now: clock.now.milliseconds)))
    case .error:
      if fault.executed { _ = answer(request, route: route) }
      record(endpoint: route, client: client, account: nil, status: fault.status, code: fault.code)
      completion(.response(RESTAnswers.error(VenueError(fault.code, fault.message, status: fault.status))))
    case .dropRequest:
      record(endpoint: route, client: client, account: nil, status: 0)
    case .dropResponse:
      _ = answer(request, route: route)
    case .reset:
      if fault.executed { _ = answer(request, route: route) }
      completion(.reset)
    default:
      let response = answer(request, route: route)
      clock.schedule(after: fault.duration) { completion(.response(response)) }
    }
  }

  /// The fault that strikes a request, if one does.
  func strikeRequest(endpoint: String, _ parameters: Parameters) -> VenueFault? {
    faults.strike(
      Self.requestFaults,
      FaultBook.Subject(
        endpoint: endpoint, product: product, symbol: parameters["symbol"],
        clientOrderId: parameters["newClientOrderId"] ?? parameters["origClientOrderId"]))
  }

  /// The refusal that a fault of limits stands for.
  func refusal(by fault: VenueFault, client: String) -> LimitRefusal {
    let retryAt = clock.now.milliseconds + fault.duration.components.seconds * 1_000
    guard fault.kind == .ban else {
      return .weight(limit: limits.limits.requestWeight, retryAt: retryAt, product: product)
    }
    limits.impose(banOf: client, until: retryAt)
    return .banned(until: retryAt, product: product)
  }

  private func answer(_ request: FrontRequest, route: String) -> HTTPResponse {
    var call = Call(parameters: request.parameters, client: request.client)
    var headers: [(name: String, value: String)] = []
    let response: HTTPResponse
    var code: Int?
    let operation = operations.operation(route: route)
    do throws(RequestFailure) {
      if let unit = request.header("X-MBX-TIME-UNIT"), !product.isFutures {
        guard let known = TimeUnit(venueName: unit) else { throw RequestFailure.venue(.invalidTimeUnit) }
        call.unit = known
      }
      let weight = operation?.weight(request.parameters) ?? 1
      let isSapi = request.path.hasPrefix("/sapi")
      if !isSapi { try charge(request.client, weight: weight) }
      guard let operation else { throw RequestFailure.notFound }
      if !request.path.hasPrefix("/sapi"), !product.isFutures {
        try failing { () throws(VenueError) in
          try request.parameters.require(only: operation.parameters, plus: request.signature == nil ? 0 : 1)
        }
      }
      (call.account, call.credential) = try failing { () throws(VenueError) in
        try authenticate(request, for: operation)
      }
      if isSapi {
        headers.append(
          try chargeSapi(operation, route, client: request.client, account: call.account, weight: weight))
      }
      let body = try perform(operation, endpoint: route, &call)
      response = HTTPResponse(status: 200, headers: RESTAnswers.headers, body: body)
    } catch {
      switch error {
      case .venue(let error):
        code = error.code
        response = RESTAnswers.error(error)
      case .limit(let refusal):
        code = refusal.error.code
        response = RESTAnswers.limited(refusal, now: clock.now.milliseconds)
      case .notFound:
        response = RESTAnswers.notFound(
          path: request.path, method: request.method.rawValue, product: product)
      }
    }
    headers += usage(of: request.client, account: (operation?.newOrders ?? 0) > 0 ? call.account : nil)
    record(
      endpoint: route, client: request.client, account: call.account, status: response.status, code: code,
      weight: operation?.weight(request.parameters) ?? 1)
    return HTTPResponse(status: response.status, headers: response.headers + headers, body: response.body)
  }

  private func failing<Success>(_ body: () throws(VenueError) -> Success) throws(RequestFailure) -> Success {
    do { return try body() } catch { throw .venue(error) }
  }

  /// The headers that report what was used.
  private func usage(of client: String, account: SandboxAccount?) -> [(name: String, value: String)] {
    let now = clock.now.milliseconds
    let used = String(limits.usedWeight(client, at: now))
    var headers = [(name: "x-mbx-used-weight", value: used), (name: "x-mbx-used-weight-1m", value: used)]
    if let account {
      let counts = limits.orderCounts(account: account.name, at: now)
      for (window, count) in zip(limits.limits.orders, counts) {
        headers.append((name: "x-mbx-order-count-\(window.suffix.lowercased())", value: String(count)))
      }
    }
    return headers
  }

  // MARK: Common to REST and WebSocket API

  /// Counts a request's weight.
  func charge(_ client: String, weight: Int) throws(RequestFailure) {
    switch limits.charge(client, weight: weight, at: clock.now.milliseconds) {
    case .allowed: return
    case .limited(let retryAt):
      throw .limit(.weight(limit: limits.limits.requestWeight, retryAt: retryAt, product: product))
    case .banned(let until):
      throw .limit(.banned(until: until, product: product))
    }
  }

  /// Counts a request to `/sapi` in the budget of its endpoint.
  ///
  /// - Returns: the header that reports what was used.
  private func chargeSapi(
    _ operation: Operation, _ route: String, client: String, account: SandboxAccount?, weight: Int
  ) throws(RequestFailure) -> (name: String, value: String) {
    let now = clock.now.milliseconds
    if let until = limits.ban(of: client, at: now) { throw .limit(.banned(until: until, product: product)) }
    let subject = operation.isByAccount ? "account \(account?.name ?? "")" : client
    guard
      sapiLimits.charge(
        endpoint: route, subject: subject, weight: weight, isByAccount: operation.isByAccount, at: now)
    else {
      let limit = operation.isByAccount ? SapiLimits.byAccount : SapiLimits.byAddress
      throw .limit(.weight(limit: limit, retryAt: (now / 60_000 + 1) * 60_000, product: product))
    }
    let used = sapiLimits.used(endpoint: route, subject: subject, at: now)
    return (operation.isByAccount ? "x-sapi-used-uid-weight-1m" : "x-sapi-used-ip-weight-1m", String(used))
  }

  /// Runs an operation with the counting of orders and weights that goes with it.
  func perform(_ operation: Operation, endpoint: String, _ call: inout Call) throws(RequestFailure) -> [UInt8] {
    let now = clock.now.milliseconds
    if operation.newOrders > 0, let account = call.account,
      let window = limits.place(operation.newOrders, account: account.name, at: now)
    {
      throw .limit(.orders(window, now: now))
    }
    call.visibilityLag =
      faults.strike([.visibilityLag], FaultBook.Subject(endpoint: endpoint, product: product))?.duration
    do {
      let body = try operation.run(self, call)
      if operation.isFreeOnSuccess {
        limits.refund(call.client, weight: operation.weight(call.parameters), at: now)
      }
      return body
    } catch {
      // What the matching engine never saw does not count as an order.
      if operation.newOrders > 0, let account = call.account, error.code != -2010 {
        limits.filled(account: account.name, at: now)
      }
      throw .venue(error)
    }
  }

  /// Whether a query sees what happened at a time.
  func isVisible(_ time: UnixNanos, _ call: Call) -> Bool {
    guard let lag = call.visibilityLag else { return true }
    return clock.now - time >= lag
  }

  private func authenticate(
    _ request: FrontRequest, for operation: Operation
  ) throws(VenueError) -> (SandboxAccount?, ApiCredential?) {
    guard operation.security != .none else { return (nil, nil) }
    let key = request.header("X-MBX-APIKEY")
    if operation.security == .key { return try customer(key, client: request.client) }
    guard let key, Self.isWellFormed(key) else { throw .apiKeyFormat }
    let timing = try RequestTiming(request.parameters, acceptsMicroseconds: !product.isFutures)
    guard let signature = request.signature, !signature.isEmpty else { throw .missing("signature") }
    try timing.check(now: clock.now)
    let (account, credential) = try customer(key, client: request.client)
    guard credential.verifier.accepts(signature, over: request.signedPayload) else { throw .invalidSignature }
    return (account, credential)
  }

  /// The account behind a key, as far as the key may be used from there.
  func customer(_ key: String?, client: String) throws(VenueError) -> (SandboxAccount, ApiCredential) {
    guard let key, Self.isWellFormed(key) else { throw .apiKeyFormat }
    guard let (account, credential) = exchange.accounts.lookup(key: key), !credential.isRevoked,
      credential.allowedAddresses.isEmpty || credential.allowedAddresses.contains(client)
    else { throw .apiKeyRejected }
    return (account, credential)
  }

  static func isWellFormed(_ key: String) -> Bool {
    (1...128).contains(key.utf8.count)
      && key.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
      }
  }
}

/// Why a request gets no result.
enum RequestFailure: Error {
  case venue(VenueError)
  case limit(LimitRefusal)
  case notFound
}

extension TimeUnit {
  /// `MILLISECOND` or `MICROSECOND`, in either case.
  init?(venueName: String) {
    switch venueName.uppercased() {
    case "MILLISECOND", "MILLISECONDS": self = .milliseconds
    case "MICROSECOND", "MICROSECONDS": self = .microseconds
    default: return nil
    }
  }
}
