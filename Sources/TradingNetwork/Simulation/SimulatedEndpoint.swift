import TradingModel

/// One end of a simulated connection: the channel that its handler is given.
final class SimulatedEndpoint: SimulatedServerChannel {
  enum State {
    case opening
    case open
    /// This side has sent its close frame.
    case closing
    /// This side has dropped the connection and is about to be told so.
    case aborted
    case closed
  }

  let receives: FaultDirection
  let clientAddress: String
  var state = State.opening
  var wasOpen = false
  var handler: (any WebSocketHandler)?
  var inbound = SimulatedLink()
  var isPumpScheduled = false
  private var isMute = false
  weak var connection: SimulatedConnection?

  init(receives: FaultDirection, clientAddress: String) {
    self.receives = receives
    self.clientAddress = clientAddress
  }

  var undelivered: Int { connection?.client.inbound.count ?? 0 }

  @discardableResult
  func send(text: String) -> Bool { send(utf8: Array(text.utf8)) }

  @discardableResult
  func send(utf8 bytes: [UInt8]) -> Bool { transmit(.message(bytes, isText: true)) }

  @discardableResult
  func send(binary bytes: [UInt8]) -> Bool { transmit(.message(bytes, isText: false)) }

  func ping() { _ = transmit(.ping) }

  func close(code: UInt16) { close(code: code, reason: "") }

  func close(code: UInt16, reason: String) {
    switch state {
    case .opening: abort()
    case .open:
      _ = transmit(.close(code: code, reason: reason))
      state = .closing
      connection?.awaitClosingHandshake(self)
    case .closing, .aborted, .closed: break
    }
  }

  func abort() {
    guard state != .closed, state != .aborted else { return }
    connection?.abort(self)
  }

  func mute() { isMute = true }

  private func transmit(_ frame: SimulatedFrame) -> Bool {
    guard state == .open, let connection else { return false }
    if isMute { return true }
    return connection.transmit(frame, from: self)
  }

  func receive(_ frame: SimulatedFrame) {
    switch frame {
    case .opened:
      guard state == .opening else { return }
      state = .open
      wasOpen = true
      handler?.webSocketDidOpen(self)
    case .message(let bytes, let isText):
      guard state == .open else { return }
      bytes.withUnsafeBytes { handler?.webSocket(self, didReceive: $0, isText: isText) }
    case .ping:
      _ = transmit(.pong)
      if state == .open { handler?.webSocketDidReceivePing(self) }
    case .pong:
      if state == .open { handler?.webSocketDidReceivePong(self) }
    case .close(let code, let reason):
      if state == .closing { return end(.closedLocally) }
      _ = transmit(.close(code: code, reason: reason))
      end(.closedByPeer(code: code, reason: reason))
    case .reset:
      guard let connection else { return end(.closedLocally) }
      end(.failed(connection.error(.connectionReset, "connection reset by the peer")))
    }
  }

  func end(_ reason: WebSocketCloseReason) {
    guard state != .closed else { return }
    let reason = state == .aborted || state == .closing ? .closedLocally : reason
    state = .closed
    let ended = handler
    handler = nil
    connection?.endpointEnded(self, reason)
    ended?.webSocketDidClose(reason)
  }
}
