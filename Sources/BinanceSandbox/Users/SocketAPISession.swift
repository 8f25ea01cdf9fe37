import TradingModel

/// One connection to the WebSocket API: requests, a session that may be logged on, and user data.
///
/// See <https://developers.binance.com/docs/binance-spot-api-docs/web-socket-api>.
final class SocketAPISession: FrontConnection, UserEventListener {
  let front: ProductFront
  let channel: any FrontChannel
  private let outlet: EventOutlet
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
    outlet = EventOutlet(front: front, channel: channel)
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
      return send(
        (SocketAPIAnswer(id: Array("null".utf8), outcome: .failure(.venue(.invalidJSON))), nil), method: nil)
    }
    let id: [UInt8]
    switch json["id"] {
    case nil, .null?: id = Array("null".utf8)
    case .string(let text)? where text.utf8.count <= 36: id = JSONValue.string(text).json
    case .number(let digits)? where Int64(digits) != nil: id = Array(digits.utf8)
    default:
      let error = VenueError.illegal("id", "^[a-zA-Z0-9-_]{1,36}$")
      return send((SocketAPIAnswer(id: Array("null".utf8), outcome: .failure(.venue(error))), nil), method: nil)
    }
    guard let method = json["method"]?.string else {
      return send((SocketAPIAnswer(id: id, outcome: .failure(.venue(.missing("method")))), nil), method: nil)
    }
    var pairs: [(name: String, value: String)] = []
    if case .object(let members)? = json["params"] {
      pairs = members.filter { if case .null = $0.value { false } else { true } }.map { ($0.name, $0.value.text) }
    }
    handle(SocketAPIRequest(id: id, method: method, parameters: Parameters(pairs)))
  }

  // MARK: Requests

  private func handle(_ request: SocketAPIRequest) {
    let key = request.parameters["apiKey"] ?? logon?.credential.key
    let fault = front.strikeRequest(
      front.subject(endpoint: request.method, request.parameters, key: key, client: client))
    guard let fault else { return send(execute(request), method: request) }
    let name = fault.kind.rawValue
    switch fault.kind {
    case .ban, .tooManyRequests:
      let refusal = front.refusal(by: fault, client: client)
      record(request, .failure(.limit(refusal)), account: nil, fault: name)
      send((SocketAPIAnswer(id: request.id, outcome: .failure(.limit(refusal))), nil), method: request)
    case .error:
      let failure = RequestFailure.venue(VenueError(fault.code, fault.message, status: fault.status))
      if fault.executed {
        _ = execute(request, fault: name)
      } else {
        record(request, .failure(failure), account: logon?.account, fault: name)
      }
      send((SocketAPIAnswer(id: request.id, outcome: .failure(failure)), nil), method: request)
    case .dropRequest: record(request, nil, account: logon?.account, fault: name)
    case .dropResponse: _ = execute(request, fault: name)
    case .reset, .finish, .halfOpen:
      if fault.executed {
        _ = execute(request, fault: name)
      } else {
        record(request, nil, account: logon?.account, fault: name)
      }
      switch fault.kind {
      case .reset: channel.cut(.reset)
      case .finish: channel.cut(.finish)
      default: outlet.mute()
      }
    case .corrupt, .truncate, .unknownField, .unknownEnum:
      send(execute(request, fault: name), method: request, changedBy: fault)
    case .delay where fault.isLate:
      front.clock.schedule(after: fault.duration) { [weak self] in
        guard let self else { return }
        send(execute(request, fault: name), method: request)
      }
    default:
      let answer = execute(request, fault: name)
      front.clock.schedule(after: fault.duration) { [weak self] in self?.send(answer, method: request) }
    }
  }

  /// Carries a request out.
  private func execute(
    _ request: SocketAPIRequest, fault: String? = nil
  ) -> (answer: SocketAPIAnswer, account: SandboxAccount?) {
    var call = Call(parameters: request.parameters, unit: unit, client: client, isSocketAPI: true)
    let outcome: Result<[UInt8], RequestFailure>
    do throws(RequestFailure) {
      outcome = .success(try run(request, &call))
    } catch {
      outcome = .failure(error)
    }
    var answer = SocketAPIAnswer(id: request.id, outcome: outcome)
    answer.countsOrders = (front.operations.operation(method: request.method)?.newOrders ?? 0) > 0
    record(request, outcome, account: call.account, fault: fault)
    return (answer, call.account)
  }

  /// Notes a request in the ledger.
  private func record(
    _ request: SocketAPIRequest, _ outcome: Result<[UInt8], RequestFailure>?, account: SandboxAccount?,
    fault: String? = nil
  ) {
    let answer = outcome.map { SocketAPIAnswer(id: request.id, outcome: $0) }
    front.record(
      RequestRecord(
        endpoint: request.method, client: client, status: answer?.status ?? 0, code: answer?.code,
        weight: weight(of: request), symbol: request.parameters["symbol"],
        clientOrderId: request.parameters.orderName, retryAt: answer?.retryAt, fault: fault),
      account: account)
  }

  private func weight(of request: SocketAPIRequest) -> Int {
    guard let operation = front.operations.operation(method: request.method) else { return 2 }
    return operation.socketWeight ?? operation.weight(request.parameters)
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
        guard call.credential?.permissions.isSuperset(of: operation.permission) ?? true else { throw .apiKeyRejected }
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

  /// The venue ends all subscriptions.
  func terminateSubscriptions() {
    for subscription in subscriptions { end(subscription.id) }
  }

  /// A key was revoked: whoever is logged on with it is told, and is logged on no more.
  func keyWasRevoked(_ key: String) {
    guard logon?.credential.key == key else { return }
    unsubscribeLogon()
    logon = nil
    let answer = SocketAPIAnswer(id: Array("null".utf8), outcome: .failure(.venue(.apiKeyRejected)))
    outlet.send(answer.bytes(now: front.clock.now.milliseconds) { _ in })
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
    _ = tell(
      AccountNotice(type: "eventStreamTerminated", account: "") { unit in
        let time = unit == .microseconds ? now.microseconds : now.milliseconds
        return Array("{\"e\":\"eventStreamTerminated\",\"E\":\(time)}".utf8)
      }, tag: id)
  }

  func tell(_ notice: AccountNotice, tag: Int) -> String? {
    let event = notice.render(unit)
    let wrap: ([UInt8]) -> [UInt8] = { event in
      var writer = JSONWriter(capacity: event.count + 48)
      writer.object { writer in
        writer.field("subscriptionId", tag)
        writer.key("event")
        writer.json(event)
      }
      return writer.bytes
    }
    guard !outlet.isClear else {
      channel.send(wrap(event))
      return nil
    }
    return outlet.tell(notice.subject(front.product, client: client), event, wrap: wrap)
  }

  func tellShutdown(_ event: [UInt8]) { outlet.send(Array("{\"event\":".utf8) + event + [UInt8(ascii: "}")]) }

  /// Whether the connection is one that a fault of connections means.
  func isMeant(by fault: VenueFault) -> Bool {
    guard fault.client == nil || fault.client == client else { return false }
    guard fault.endpoint.isEmpty || "ws-api".contains(fault.endpoint) else { return false }
    return fault.stream.isEmpty && (fault.account == nil || subscriptions.contains { $0.account.name == fault.account })
  }

  func close(code: UInt16, reason: String) { channel.close(code: code, reason: reason) }

  // MARK: Answers

  private func send(
    _ answered: (answer: SocketAPIAnswer, account: SandboxAccount?), method request: SocketAPIRequest?,
    changedBy fault: VenueFault? = nil
  ) {
    let (answer, account) = answered
    var shows = returnsRateLimits
    if let asked = request?.parameters["returnRateLimits"] { shows = asked == "true" }
    let now = front.clock.now.milliseconds
    var bytes = answer.bytes(now: now) { writer in
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
    }
    if let fault { bytes = BrokenBytes.changed(bytes, by: fault, random: front.faults.random) }
    outlet.send(bytes)
    if answer.status == 418 { channel.close(code: 1_008, reason: "IP banned") }
  }
}
