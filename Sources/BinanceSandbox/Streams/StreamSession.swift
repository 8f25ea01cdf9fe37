import TradingModel

/// A client's connection to the market streams (and, on futures, to its user stream).
final class StreamSession: FrontConnection, UserEventListener {
  private let front: ProductFront
  private let channel: any FrontChannel
  private let outlet: EventOutlet
  let client: String
  private let life: ConnectionLife
  private let unit: TimeUnit
  let route: StreamRoute
  private var isCombined: Bool
  /// The names as they were asked for, in the order of asking.
  private(set) var names: [String] = []
  private var listenKeys: [String] = []

  init(
    front: ProductFront, channel: any FrontChannel, client: String, route: StreamRoute, isCombined: Bool,
    unit: TimeUnit
  ) {
    self.front = front
    self.channel = channel
    self.client = client
    outlet = EventOutlet(front: front, channel: channel)
    self.route = route
    self.isCombined = isCombined
    self.unit = unit
    life = ConnectionLife(
      clock: front.clock, limits: front.limits.limits, channel: channel, countsMessages: true)
  }

  /// The streams that the URL names; they are subscribed when the connection opens.
  var initialNames: [String] = []
  /// The account events that the URL asks for; nil is all.
  var userEvents: [String]?

  // MARK: FrontConnection

  func didOpen() {
    front.connected(self)
    life.start()
    subscribe(initialNames)
  }

  func didReceivePing() { life.countMessage() }

  func didReceivePong() { life.pong() }

  func didClose() {
    life.stop()
    front.disconnected(self)
    front.users.unsubscribe(self)
    for name in names { front.hub.unsubscribe(self, from: name) }
    names.removeAll()
  }

  func didReceive(text: [UInt8]) {
    guard life.countMessage() else { return note("too many messages", status: 1_008) }
    switch StreamControl.parse(text, product: front.product) {
    case .failure(let failure):
      note("request", status: 400)
      outlet.send(failure.bytes)
    case .success((let control, let id)):
      note(control.name, status: 200)
      perform(control, id: id)
    }
  }

  /// Writes what the client asked of the connection to the ledger.
  private func note(_ what: String, status: Int) {
    front.record(RequestRecord(endpoint: "STREAM \(what)", client: client, status: status), account: nil)
  }

  private func perform(_ control: StreamControl, id: [UInt8]) {
    switch control {
    case .subscribe(let wanted):
      guard names.count + wanted.count <= front.limits.limits.streamsPerConnection else {
        outlet.send(StreamControl.Failure.invalid("too many streams on one connection", id: id).bytes)
        return
      }
      // The answer comes before the first event.
      answer(id) { $0.null() }
      subscribe(wanted)
    case .unsubscribe(let unwanted):
      for name in unwanted { unsubscribe(name) }
      answer(id) { $0.null() }
    case .list:
      answer(id) { writer in
        writer.array { writer in
          for name in names { writer.value(name) }
        }
      }
    case .setProperty(let name, let value):
      guard name == "combined" else { return unknownProperty(id) }
      isCombined = value
      answer(id) { $0.null() }
    case .getProperty(let name):
      guard name == "combined" else { return unknownProperty(id) }
      answer(id) { $0.value(isCombined) }
    }
  }

  private func unknownProperty(_ id: [UInt8]) {
    outlet.send(StreamControl.Failure(code: 0, message: "Unknown property", id: id).bytes)
  }

  private func answer(_ id: [UInt8], _ result: (inout JSONWriter) -> Void) {
    var writer = JSONWriter(capacity: 64)
    writer.object { writer in
      writer.key("result")
      result(&writer)
      writer.key("id")
      writer.json(id)
    }
    outlet.send(writer.bytes)
  }

  // MARK: Subscriptions

  private func subscribe(_ wanted: [String]) {
    for name in wanted where !names.contains(name) {
      names.append(name)
      front.hub.subscribe(self, to: name)
      subscribeUser(name)
    }
  }

  private func unsubscribe(_ name: String) {
    guard let index = names.firstIndex(of: name) else { return }
    names.remove(at: index)
    front.hub.unsubscribe(self, from: name)
    // A key that was left and taken again stands there twice; the last one is live.
    if let key = listenKeys.lastIndex(of: name) { front.users.unsubscribe(self, tag: key) }
  }

  /// A name without `@` may be a listen key: it opens the account's events.
  private func subscribeUser(_ name: String) {
    guard name.utf8.count == 64, !name.contains("@"), route == .none || route == .private,
      let account = front.users.account(listenKey: name, at: front.clock.now)
    else { return }
    front.users.subscribe(self, to: account, tag: listenKeys.count, key: name, events: userEvents)
    listenKeys.append(name)
  }

  // MARK: Telling

  /// Sends a market event.
  func deliver(_ message: StreamMessage, of symbol: String = "") {
    guard !outlet.isClear else { return channel.send(message.bytes(combined: isCombined, unit: unit)) }
    let subject = FaultBook.Subject(
      endpoint: "stream", stream: message.stream, product: front.product, symbol: symbol, client: client)
    outlet.tell(subject, message.bytes(combined: false, unit: unit), wrap: wrapper(message.stream))
  }

  func tell(_ notice: AccountNotice, tag: Int) -> String? {
    guard listenKeys.indices.contains(tag) else { return nil }
    return outlet.tell(
      notice.subject(front.product, client: client), notice.render(unit), wrap: wrapper(listenKeys[tag]))
  }

  private func wrapper(_ stream: String) -> ([UInt8]) -> [UInt8] {
    let (isCombined, unit) = (isCombined, unit)
    return { StreamMessage(stream: stream, render: $0).bytes(combined: isCombined, unit: unit) }
  }

  /// Sends the notice that comes before a shutdown.
  func tellShutdown(_ event: [UInt8]) { outlet.send(wrapper("!serverShutdown")(event)) }

  func close(code: UInt16, reason: String) { channel.close(code: code, reason: reason) }

  func abort() { channel.abort() }

  /// Whether the connection is one that a fault of connections means.
  func isMeant(by fault: VenueFault) -> Bool {
    guard fault.client == nil || fault.client == client else { return false }
    guard fault.endpoint.isEmpty || "stream".contains(fault.endpoint) else { return false }
    return fault.stream.isEmpty || names.contains { $0.lowercased().contains(fault.stream.lowercased()) }
  }
}

extension StreamMessage {
  /// A message that looks the same in every unit.
  convenience init(stream: String, render bytes: [UInt8]) { self.init(stream: stream) { _ in bytes } }
}
