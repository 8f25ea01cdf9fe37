import TradingModel

extension SocketAPISession {
  /// The methods that are about the session itself.
  ///
  /// - Returns: nil when the method is none of them.
  func runSession(_ request: SocketAPIRequest, _ call: inout Call) throws(VenueError) -> [UInt8]? {
    switch request.method {
    case "session.logon":
      let (account, credential) = try authenticate(request)
      guard credential.verifier.allowsLogon else {
        throw VenueError(-4056, "HMAC_SHA256 API key is not supported.")
      }
      (call.account, call.credential) = (account, credential)
      if let logon, logon.account !== account { unsubscribeLogon() }
      logon = (account, credential, front.clock.now)
      return sessionStatus()
    case "session.status":
      return sessionStatus()
    case "session.logout":
      unsubscribeLogon()
      logon = nil
      return sessionStatus()
    case "session.subscriptions":
      var writer = JSONWriter(capacity: 64)
      writer.array { writer in
        for subscription in subscriptions { writer.object { $0.field("subscriptionId", subscription.id) } }
      }
      return writer.bytes
    case "userDataStream.subscribe" where !front.product.isFutures:
      guard let logon else { throw .unauthorized }
      call.account = logon.account
      return subscribed(try subscribe(logon.account, isOfLogon: true))
    case "userDataStream.subscribe.signature" where !front.product.isFutures:
      guard request.parameters["apiKey"] != nil else { throw .missing("apiKey") }
      let (account, credential) = try authenticate(request)
      (call.account, call.credential) = (account, credential)
      return subscribed(try subscribe(account, isOfLogon: false))
    case "userDataStream.subscribe.listenToken" where !front.product.isFutures:
      return try subscribeByToken(request, &call)
    case "userDataStream.unsubscribe" where !front.product.isFutures:
      try unsubscribe(try request.parameters.integer("subscriptionId").map { Int(clamping: $0) })
      return Array("{}".utf8)
    default:
      return nil
    }
  }

  /// Opens a subscription by a margin account's token, or prolongs the one that the account has here.
  private func subscribeByToken(_ request: SocketAPIRequest, _ call: inout Call) throws(VenueError) -> [UInt8] {
    guard let text = request.parameters["listenToken"], !text.isEmpty else { throw .missing("listenToken") }
    guard let (account, expires) = front.tokens.account(text, at: front.clock.now) else {
      throw VenueError(-1209, "Invalid listenToken.")
    }
    call.account = account
    let known = subscriptions.first { $0.account === account }?.id
    let id: Int
    if let known { id = known } else { id = try subscribe(account, isOfLogon: false) }
    tokenTimers[id]?.cancel()
    tokenTimers[id] = front.clock.schedule(after: expires - front.clock.now) { [weak self] in self?.end(id) }
    return Array("{\"subscriptionId\":\(id),\"expirationTime\":\(expires.microseconds)}".utf8)
  }

  private func subscribed(_ id: Int) -> [UInt8] { Array("{\"subscriptionId\":\(id)}".utf8) }

  private func sessionStatus() -> [UInt8] {
    var writer = JSONWriter(capacity: 240)
    func time(_ moment: UnixNanos) -> Int64 {
      unit == .microseconds ? moment.microseconds : moment.milliseconds
    }
    writer.object { writer in
      if let logon {
        writer.field("apiKey", logon.credential.key)
        writer.field("authorizedSince", time(logon.since))
      } else {
        writer.key("apiKey")
        writer.null()
        writer.key("authorizedSince")
        writer.null()
      }
      writer.field("connectedSince", time(connectedSince))
      writer.field("returnRateLimits", returnsRateLimits)
      writer.field("serverTime", time(front.clock.now))
      writer.field("userDataStream", subscriptions.contains { $0.isOfLogon })
    }
    return writer.bytes
  }
}
