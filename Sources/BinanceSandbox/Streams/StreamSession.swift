import TradingModel

/// A client's connection to the market streams (and, on futures, to its user stream).
final class StreamSession: FrontConnection, UserEventListener {
  private let front: ProductFront
  private let channel: any FrontChannel
  private let life: ConnectionLife
  private let unit: TimeUnit
  let route: StreamRoute
  private var isCombined: Bool
  /// The names as they were asked for, in the order of asking.
  private(set) var names: [String] = []
  private var listenKeys: [String] = []

  init(front: ProductFront, channel: any FrontChannel, route: StreamRoute, isCombined: Bool, unit: TimeUnit) {
    self.front = front
    self.channel = channel
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
    guard life.countMessage() else { return }
    switch StreamControl.parse(text, product: front.product) {
    case .failure(let failure): channel.send(failure.bytes)
    case .success((let control, let id)): perform(control, id: id)
    }
  }

  private func perform(_ control: StreamControl, id: [UInt8]) {
    switch control {
    case .subscribe(let wanted):
      guard names.count + wanted.count <= front.limits.limits.streamsPerConnection else {
        channel.send(StreamControl.Failure.invalid("too many streams on one connection", id: id).bytes)
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
    channel.send(StreamControl.Failure(code: 0, message: "Unknown property", id: id).bytes)
  }

  private func answer(_ id: [UInt8], _ result: (inout JSONWriter) -> Void) {
    var writer = JSONWriter(capacity: 64)
    writer.object { writer in
      writer.key("result")
      result(&writer)
      writer.key("id")
      writer.json(id)
    }
    channel.send(writer.bytes)
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
    if let key = listenKeys.firstIndex(of: name) { front.users.unsubscribe(self, tag: key) }
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
  func deliver(_ message: StreamMessage) {
    channel.send(message.bytes(combined: isCombined, unit: unit))
  }

  func tell(_ tag: Int, _ event: (TimeUnit) -> [UInt8]) {
    guard listenKeys.indices.contains(tag) else { return }
    deliver(StreamMessage(stream: listenKeys[tag], render: event(unit)))
  }

  /// Sends the notice that comes before a shutdown.
  func tellShutdown(_ event: [UInt8]) { deliver(StreamMessage(stream: "!serverShutdown", render: event)) }

  func close(code: UInt16, reason: String) { channel.close(code: code, reason: reason) }

  func abort() { channel.abort() }
}

extension StreamMessage {
  /// A message that looks the same in every unit.
  convenience init(stream: String, render bytes: [UInt8]) { self.init(stream: stream) { _ in bytes } }
}
