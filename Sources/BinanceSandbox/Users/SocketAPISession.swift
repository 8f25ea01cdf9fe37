import TradingModel

/// One connection to the WebSocket API: requests, a session that may be logged on, and user data.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/web-socket-api>.
final class SocketAPISession: FrontConnection, UserEventListener {
  let front: ProductFront
  let channel: any FrontChannel
  let client: String
  let unit: TimeUnit
  let connectedSince: UnixNanos
  private let life: ConnectionLife
  var returnsRateLimits: Bool
  /// Who is logged on, since when, and with which key.
  var logon: (account: SandboxAccount, credential: ApiCredential, since: UnixNanos)?
  /// Live subscriptions to account events: their numbers, accounts, and whether the logon opened them.
  private(set) var subscriptions: [(id: Int, account: SandboxAccount, isOfLogon: Bool)] = []
  private var nextSubscription = 0
  /// What ends subscriptions that were opened by a token.
  var tokenTimers: [Int: any ClockTimer] = [:]

  init(front: ProductFront, channel: any FrontChannel, client: String, unit: TimeUnit, returnsRateLimits: Bool) {
    self.front = front
    self.channel = channel
    self.client = client
    self.unit = unit
    self.returnsRateLimits = returnsRateLimits
    connectedSince = front.clock.now
    life = ConnectionLife(clock: front.clock, limits: front.limits.limits, channel: channel, countsMessages: false)
  }

  // MARK: FrontConnection

  func didOpen() {
    front.connected(self)
    life.start()
  }

  func didReceivePing() { life.countMessage() }

  func didReceivePong() { life.pong() }

  func didClose() {
    life.stop()
    for timer in tokenTimers.values { timer.cancel() }
    front.users.unsubscribe(self)
    front.disconnected(self)
  }

  func didReceive(text: [UInt8]) {
    guard let json = JSONValue(text), case .object = json else {
      return send(SocketAPIAnswer(id: Array("null".utf8), outcome: .failure(.venue(.invalidJSON))), method: nil, nil)
    }
    let id: [UInt8]
    switch json["id"] {
    case nil, .null?: id = Array("null".utf8)
    case .string(let text)? where text.utf8.count <= 36: id = JSONValue.string(text).json
    case .number(let digits)? where Int64(digits) != nil: id = Array(digits.utf8)
    default:
      let error = VenueError.illegal("id", "^[a-zA-Z0-9-_]{1,36}$")
      return send(SocketAPIAnswer(id: Array("null".utf8), outcome: .failure(.venue(error))), method: nil, nil)
    }
    guard let method = json["method"]?.string else {
      return send(SocketAPIAnswer(id: id, outcome: .failure(.venue(.missing("method")))), method: nil, nil)
    }
    var pairs: [(name: String, value: String)] = []
    if case .object(let members)? = json["params"] {
      pairs = members.filter { if case .null = $0.value { false } else { true } }.map { ($0.name, $0.value.text) }
    }
    handle(SocketAPIRequest(id: id, method: method, parameters: Parameters(pairs)))
  }

  // MARK: Requests

  private func handle(_ request: SocketAPIRequest) {
    guard let fault = front.strikeRequest(endpoint: request.method, request.parameters) else {
      return execute(request) { [self] in send($0, method: request, $1) }
    }
    switch fault.kind {
    case .ban, .tooManyRequests:
      let refusal = front.refusal(by: fault, client: client)
      send(SocketAPIAnswer(id: request.id, outcome: .failure(.limit(refusal))), method: request, nil)
    case .error:
      if fault.executed { execute(request) { _, _ in } }
      let error = VenueError(fault.code, fault.message, status: fault.status)
      send(SocketAPIAnswer(id: request.id, outcome: .failure(.venue(error))), method: request, nil)
    case .dropRequest: break
    case .dropResponse: execute(request) { _, _ in }
    case .reset:
      if fault.executed { execute(request) { _, _ in } }
      channel.abort()
    default:
      execute(request) { [self] answer, account in
        front.clock.schedule(after: fault.duration) { [weak self] in
          self?.send(answer, method: request, account)
        }
      }
    }
  }

  private func execute(_ request: SocketAPIRequest, _ completion: (SocketAPIAnswer, SandboxAccount?) -> Void) {
    var call = Call(parameters: request.parameters, unit: unit, client: client, isSocketAPI: true)
    let outcome: Result<[UInt8], RequestFailure>
    do throws(RequestFailure) {
      outcome = .success(try run(request, &call))
    } catch {
      outcome = .failure(error)
    }
    var answer = SocketAPIAnswer(id: request.id, outcome: outcome)
    answer.countsOrders = (front.operations.operation(method: request.method)?.newOrders ?? 0) > 0
    front.record(
      endpoint: request.method, client: client, account: call.account, status: answer.status, code: answer.code,
      weight: weight(of: request))
    completion(answer, call.account)
  }

  private func weight(of request: SocketAPIRequest) -> Int {
    front.operations.operation(method: request.method)?.weight(request.parameters) ?? 2
  }

  private func run(_ request: SocketAPIRequest, _ call: inout Call) throws(RequestFailure) -> [UInt8] {
    try front.charge(client, weight: weight(of: request))
    do throws(VenueError) {
      if let body = try runSession(request, &call) { return body }
      guard let operation = front.operations.operation(method: request.method) else {
        throw VenueError(-1020, "This operation is not supported.")
      }
      if operation.security != .none {
        (call.account, call.credential) = try authenticate(request, keyOnly: operation.security == .key)
      }
      if !front.product.isFutures {
        try request.parameters.require(
          only: operation.parameters + ["apiKey", "signature", "returnRateLimits", "timestamp", "recvWindow"], plus: 0)
      }
      return try forwarding { () throws(RequestFailure) in
        try front.perform(operation, endpoint: request.method, &call)
      }
    } catch {
      if let pending = pendingFailure {
        pendingFailure = nil
        throw pending
      }
      throw .venue(error)
    }
  }

  /// A failure of the front that passes through code that knows the venue's errors only.
  private var pendingFailure: RequestFailure?

  private func forwarding(_ body: () throws(RequestFailure) -> [UInt8]) throws(VenueError) -> [UInt8] {
    do {
      return try body()
    } catch {
      pendingFailure = error
      throw .unknown
    }
  }

  /// Who sends a signed request: the key that it names and signs with, or whoever is logged on.
  func authenticate(
    _ request: SocketAPIRequest, keyOnly: Bool = false
  ) throws(VenueError) -> (SandboxAccount, ApiCredential) {
    let parameters = request.parameters
    if let key = parameters["apiKey"] {
      if keyOnly { return try front.customer(key, client: client) }
      guard ProductFront.isWellFormed(key) else { throw .apiKeyFormat }
      let timing = try RequestTiming(parameters, acceptsMicroseconds: !front.product.isFutures)
      guard let signature = parameters["signature"], !signature.isEmpty else { throw .missing("signature") }
      try timing.check(now: front.clock.now)
      let (account, credential) = try front.customer(key, client: client)
      guard credential.verifier.accepts(signature, over: request.signedPayload) else { throw .invalidSignature }
      return (account, credential)
    }
    guard let logon else { throw .missing("apiKey") }
    if !keyOnly {
      let timing = try RequestTiming(parameters, acceptsMicroseconds: !front.product.isFutures)
      try timing.check(now: front.clock.now)
    }
    // The key may have been revoked since.
    _ = try front.customer(logon.credential.key, client: client)
    return (logon.account, logon.credential)
  }

  // MARK: User data

  /// Opens a subscription; one per account and connection.
  func subscribe(_ account: SandboxAccount, isOfLogon: Bool) throws(VenueError) -> Int {
    if subscriptions.contains(where: { $0.account === account }) { throw .subscriptionActive }
    let id = nextSubscription
    nextSubscription += 1
    subscriptions.append((id, account, isOfLogon))
    front.users.subscribe(self, to: account, tag: id)
    return id
  }

  /// Ends one subscription, or all.
  func unsubscribe(_ id: Int?) throws(VenueError) {
    let ended = subscriptions.filter { id == nil || $0.id == id }
    if ended.isEmpty, id != nil || subscriptions.isEmpty { throw .subscriptionInactive }
    for subscription in ended { end(subscription.id) }
  }

  /// Ends what the logon opened.
  func unsubscribeLogon() {
    for subscription in subscriptions where subscription.isOfLogon { end(subscription.id) }
  }

  func end(_ id: Int) {
    let now = front.clock.now
    tokenTimers.removeValue(forKey: id)?.cancel()
    subscriptions.removeAll { $0.id == id }
    front.users.unsubscribe(self, tag: id)
    tell(id) { unit in
      let time = unit == .microseconds ? now.microseconds : now.milliseconds
      return Array("{\"e\":\"eventStreamTerminated\",\"E\":\(time)}".utf8)
    }
  }

  func tell(_ tag: Int, _ event: (TimeUnit) -> [UInt8]) {
    var writer = JSONWriter(capacity: 800)
    writer.object { writer in
      writer.field("subscriptionId", tag)
      writer.key("event")
      writer.json(event(unit))
    }
    channel.send(writer.bytes)
  }

  func tellShutdown(_ event: [UInt8]) { channel.send(Array("{\"event\":".utf8) + event + [UInt8(ascii: "}")]) }

  func close(code: UInt16, reason: String) { channel.close(code: code, reason: reason) }

  // MARK: Answers

  private func send(_ answer: SocketAPIAnswer, method request: SocketAPIRequest?, _ account: SandboxAccount?) {
    var shows = returnsRateLimits
    if let asked = request?.parameters["returnRateLimits"] { shows = asked == "true" }
    let now = front.clock.now.milliseconds
    channel.send(
      answer.bytes(now: now) { writer in
        guard shows else { return }
        writer.key("rateLimits")
        writer.array { writer in
          if answer.countsOrders, let account { front.writeOrderCounts(of: account, into: &writer) }
          writer.object { writer in
            writer.field("rateLimitType", "REQUEST_WEIGHT")
            writer.field("interval", "MINUTE")
            writer.field("intervalNum", 1)
            writer.field("limit", front.limits.limits.requestWeight)
            writer.field("count", front.limits.usedWeight(client, at: now))
          }
        }
      })
    if answer.status == 418 { channel.close(code: 1_008, reason: "IP banned") }
  }
}
