import TradingModel
import TradingNetwork

extension ProductFront {
  // MARK: REST

  func respond(to request: HTTPRequest, client: String, completion: @escaping (FrontAnswer) -> Void) {
    let target = RequestTarget(request.url)
    var request = FrontRequest(request, client: client)
    if !exchange.calendar.has(.firstVersionRemoved), request.path.hasPrefix("/api/v1/") {
      request.path = "/api/v3/" + request.path.dropFirst("/api/v1/".count)
    }
    let route = "\(request.method.rawValue) \(request.path)"
    if SocketEndpoint(path: request.path, product: product, calendar: exchange.calendar) != nil {
      // A connection that was refused, or a client that forgot to ask for an upgrade.
      let refusal = refusal(ofConnectionTo: target, client: client)
      return completion(.response(refusal ?? RESTAnswers.notFound(path: request.path, product: product)))
    }
    if RequestScreen.blocks(request.parameters.pairs) {
      record(RequestRecord(endpoint: route, client: client, status: 403), account: nil)
      return completion(.response(RESTAnswers.forbidden))
    }
    let fault = strikeRequest(
      subject(
        endpoint: route, request.parameters, method: request.method.rawValue, key: request.header("X-MBX-APIKEY"),
        client: client))
    guard let fault else { return completion(.response(answer(request, route: route))) }
    respond(to: request, route: route, struckBy: fault, completion: completion)
  }

  /// Carries a request out.
  ///
  /// - Parameter fault: what befalls the answer afterwards, for the ledger.
  func answer(_ request: FrontRequest, route: String, fault: String? = nil) -> HTTPResponse {
    var call = Call(parameters: request.parameters, client: request.client)
    var headers: [(name: String, value: String)] = []
    let response: HTTPResponse
    var code: Int?
    var retryAt: Int64?
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
      if let pool = operation.pool { try charge(request.client, pool: pool) }
      if !request.path.hasPrefix("/sapi"), !product.isFutures {
        try failing { () throws(VenueError) in
          try request.parameters.require(only: operation.parameters, plus: request.signature == nil ? 0 : 1)
        }
      }
      (call.account, call.credential) = try failing { () throws(VenueError) in
        try authenticate(request, for: operation)
      }
      if isSapi {
        // A special key is one of its customer's.
        call.account = call.account?.master ?? call.account
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
        retryAt = refusal.retryAt
        response = RESTAnswers.limited(refusal, now: clock.now.milliseconds)
      case .notFound:
        response = RESTAnswers.notFound(
          path: request.path, method: request.method.rawValue, product: product)
      }
    }
    headers += usage(of: request.client, account: (operation?.newOrders ?? 0) > 0 ? call.account : nil)
    record(
      RequestRecord(
        endpoint: route, client: request.client, status: response.status, code: code,
        weight: operation?.weight(request.parameters) ?? 1, symbol: request.parameters["symbol"],
        clientOrderId: request.parameters.orderName, retryAt: retryAt, fault: fault),
      account: call.account)
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
      let counts = limits.orderCounts(account: account.countingName, at: now)
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

  /// Counts a request in a pool that it shares with others.
  private func charge(_ client: String, pool: RequestPool) throws(RequestFailure) {
    switch limits.charge(client, pool: pool, at: clock.now.milliseconds) {
    case .allowed: return
    case .limited(let retryAt): throw .limit(.pool(pool, retryAt: retryAt))
    case .banned(let until): throw .limit(.banned(until: until, product: product))
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
    let isBatch = operation.newOrders > 1 && product.isFutures
    if operation.newOrders > 0, let account = call.account,
      let window = limits.place(operation.newOrders, account: account.countingName, at: now, isBatch: isBatch)
    {
      let refusal = LimitRefusal.orders(window, now: now)
      guard call.parameters["orderRateLimitExceededMode"] == "CANCEL_ONLY" else { throw .limit(refusal) }
      call.orderLimit = refusal
    }
    if product == .spot, operation.permission == .spotTrading, let account = call.account {
      if call.isSocketAPI, !account.tradesOverSocketAPI {
        throw .venue(.rejected("WebSocket API trading is not enabled."))
      }
      if !call.isSocketAPI, !account.tradesOverREST { throw .venue(.rejected("Rest API trading is not enabled.")) }
    }
    call.visibilityLag = faults.strike([.visibilityLag], subject(of: call, endpoint: endpoint))?.duration
    do {
      let body = try operation.run(self, call)
      if operation.isFreeOnSuccess, exchange.calendar.has(.freeSuccessfulOrders) {
        limits.refund(call.client, weight: operation.weight(call.parameters), at: now)
      }
      return body
    } catch {
      // What the matching engine never saw does not count as an order.
      if operation.newOrders > 0, call.orderLimit == nil, let account = call.account,
        ![-2010, -2021, -2022].contains(error.code)
      {
        limits.withdraw(operation.newOrders, account: account.countingName, at: now, isBatch: isBatch)
      }
      throw .venue(error)
    }
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
    // Only spot and `/sapi` insist on the payload as it was sent.
    let takesPlainText = product.isFutures || !exchange.calendar.has(.encodeThenSign)
    guard
      credential.verifier.accepts(signature, over: request.signedPayload)
        || (takesPlainText && credential.verifier.accepts(signature, over: request.decodedPayload))
    else { throw .invalidSignature }
    guard credential.permissions.isSuperset(of: operation.permission) else { throw .apiKeyRejected }
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
