import TradingModel
public import TradingNetwork

/// One connection of a ``ScriptedWebSocketTransport``: the client's channel, and the test's handle on it.
public final class ScriptedWebSocketChannel: WebSocketChannel {
  /// The upgrade that the client asked for.
  public let request: WebSocketRequest
  /// What the client sent, in order.
  public private(set) var sent: [String] = []
  /// How many pings the client sent.
  public private(set) var pings = 0
  /// The code with which the client began to close, if it did.
  public private(set) var closeCode: UInt16?
  /// Whether the upgrade was answered, and the connection neither ended nor was aborted.
  public private(set) var isOpen = false
  /// Whether the handler was told of the end; nothing comes after it.
  public private(set) var isEnded = false
  /// Whether ``send(text:)`` refuses, as with a full send queue.
  public var refusesToSend = false
  /// Called with each message of the client, for scripts that answer by themselves.
  public var onSend: ((String) -> Void)?

  private var handler: (any WebSocketHandler)?
  private let clock: any TradingClock

  init(request: WebSocketRequest, handler: any WebSocketHandler, clock: any TradingClock) {
    self.request = request
    self.handler = handler
    self.clock = clock
  }

  // MARK: The client's side

  /// Keeps the text in ``sent``, unless the connection is not open or ``refusesToSend`` is set.
  @discardableResult
  public func send(text: String) -> Bool {
    guard isOpen, !refusesToSend else { return false }
    sent.append(text)
    if let onSend { clock.schedule(after: .zero) { onSend(text) } }
    return true
  }

  /// Counts a ping in ``pings`` while the connection is open; a pong comes by ``receivePong()`` only.
  public func ping() { if isOpen { pings += 1 } }

  /// Notes the code, and ends the connection in the next turn as a server that answers at once would.
  public func close(code: UInt16) {
    guard !isEnded, closeCode == nil else { return }
    closeCode = code
    clock.schedule(after: .zero) { [self] in end(.closedLocally) }
  }

  /// Ends the connection in the next turn; nothing is delivered any more until then.
  public func abort() {
    guard !isEnded else { return }
    isOpen = false
    clock.schedule(after: .zero) { [self] in end(.closedLocally) }
  }

  // MARK: The test's side

  /// Answers the upgrade with 101.
  public func open() {
    guard !isEnded, !isOpen else { return }
    isOpen = true
    handler?.webSocketDidOpen(self)
  }

  /// Delivers a text message as a socket read of its own.
  public func receive(_ text: String) { receive([text]) }

  /// Delivers several text messages as one socket read.
  public func receive(_ texts: [String]) {
    for text in texts { deliver(Array(text.utf8), isText: true) }
    if isOpen { handler?.webSocketDidReadBatch(self) }
  }

  /// Delivers a binary message.
  public func receive(binary bytes: [UInt8]) {
    deliver(bytes, isText: false)
    if isOpen { handler?.webSocketDidReadBatch(self) }
  }

  /// Delivers a ping, which the transport has answered.
  public func receivePing() { if isOpen { handler?.webSocketDidReceivePing(self) } }

  /// Delivers a pong.
  public func receivePong() { if isOpen { handler?.webSocketDidReceivePong(self) } }

  /// Ends the connection.
  public func end(_ reason: WebSocketCloseReason) {
    guard !isEnded else { return }
    isEnded = true
    isOpen = false
    let ended = handler
    handler = nil
    ended?.webSocketDidClose(reason)
  }

  /// Breaks the connection as a network does.
  public func breakDown() {
    end(
      .failed(
        TransportError(
          kind: .connectionReset, place: "scripted", detail: "connection reset by the peer", mayHaveBeenSent: true)))
  }

  private func deliver(_ bytes: [UInt8], isText: Bool) {
    guard isOpen else { return }
    bytes.withUnsafeBytes { handler?.webSocket(self, didReceive: $0, isText: isText) }
  }
}
