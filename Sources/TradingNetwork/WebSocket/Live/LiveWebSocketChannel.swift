import NIOCore
import TradingModel

/// One connection of a ``LiveWebSocketTransport``, from the first attempt to the end.
final class LiveWebSocketChannel: WebSocketChannel {
  /// How far the connection has come.
  enum Phase {
    case connecting
    case proxy
    case tls
    case upgrade
    case open
    /// This side has sent its close frame.
    case closing
    case closed
  }

  let transport: LiveWebSocketTransport
  let encoder: WebSocketFrameEncoder
  @exclusivity(unchecked) var phase = Phase.connecting
  var endpoint = EndpointURL.nowhere
  var channel: (any Channel)?
  private(set) var handler: (any WebSocketHandler)?
  private var openTimer: Scheduled<Void>?
  private var closeTimer: Scheduled<Void>?
  /// The last frame's memory, which the next one uses again once the frame was handed to the socket.
  private var frame = ByteBuffer()

  /// How many bytes wait at most while a NIO channel calls itself writable.
  private static let highWaterMark = 64 * 1024
  /// What is kept of a frame's memory at most.
  private static let keptFrame = 16 * 1024

  var eventLoop: any EventLoop { transport.eventLoop }

  init(transport: LiveWebSocketTransport, handler: any WebSocketHandler) {
    self.transport = transport
    self.handler = handler
    encoder = WebSocketFrameEncoder(random: transport.random)
  }

  /// Runs `action` soon, on the loop.
  func soon(_ action: @escaping () -> Void) {
    eventLoop.assumeIsolated().execute(action)
  }

  // MARK: Sending

  @discardableResult
  func send(text: String) -> Bool {
    guard phase == .open else { return false }
    return write(opcode: WebSocketFrameHeader.text, payload: text.utf8)
  }

  func ping() {
    guard phase == .open else { return }
    write(opcode: WebSocketFrameHeader.ping, payload: EmptyCollection())
  }

  /// Queues one frame, unless too much is waiting already.
  @discardableResult
  func write(opcode: UInt8, payload: some Collection<UInt8>) -> Bool {
    guard let channel else { return false }
    let size = WebSocketFrameEncoder.frameSize(payload: payload.count)
    guard hasRoom(for: size, in: channel) else { return false }
    frame.clear(minimumCapacity: size)
    encoder.write(opcode: opcode, payload: payload, to: &frame)
    channel.writeAndFlush(frame, promise: nil)
    if frame.capacity > Self.keptFrame { frame = ByteBuffer() }
    return true
  }

  /// Whether so many bytes more may wait. What waits is not counted while it cannot be too much: that is nearly always,
  /// and a promise for every frame would be half of what sending one allocates.
  private func hasRoom(for size: Int, in channel: any Channel) -> Bool {
    let limit = transport.options.maximumQueuedBytes
    if channel.isWritable, size <= limit - Self.highWaterMark { return true }
    let waiting = (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    return waiting + size <= limit
  }

  // MARK: Closing

  func close(code: UInt16) {
    switch phase {
    case .connecting, .proxy, .tls, .upgrade: abort()
    case .closing, .closed: break
    case .open:
      phase = .closing
      writeClose(code: code)
      let delay = TimeAmount.nanoseconds(transport.options.closeTimeout.wholeNanoseconds)
      closeTimer = eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
        self?.end(.closedLocally)
      }
    }
  }

  func abort() {
    guard phase != .closed else { return }
    phase = .closed
    // Whoever calls is not called back before it is done.
    soon { self.end(.closedLocally) }
  }

  /// The peer's close frame: answered in kind, then the connection ends.
  func peerCloses(code: UInt16, reason: String) {
    if phase == .closing { return end(.closedLocally) }
    phase = .closing
    writeClose(code: code == 1005 ? 1000 : code)
    end(.closedByPeer(code: code, reason: reason), flushing: true)
  }

  /// The peer broke the protocol: it is told so, then the connection ends.
  func refuse(_ violation: WebSocketViolation) {
    writeClose(code: violation.closeCode)
    end(.protocolViolation("\(violation)"), flushing: true)
  }

  private func writeClose(code: UInt16) {
    write(opcode: WebSocketFrameHeader.close, payload: [UInt8(truncatingIfNeeded: code >> 8), UInt8(code & 0xFF)])
  }

  /// Ends the connection, whatever its phase, and tells the handler. Only the first call counts.
  func end(_ reason: WebSocketCloseReason, flushing: Bool = false) {
    phase = .closed
    openTimer?.cancel()
    closeTimer?.cancel()
    if let channel {
      self.channel = nil
      if flushing {
        // What was written goes out first; a peer that does not read cannot hold the socket for ever.
        let limit = TimeAmount.nanoseconds(transport.options.closeTimeout.wholeNanoseconds)
        channel.writeAndFlush(channel.allocator.buffer(capacity: 0)).whenComplete { _ in channel.close(promise: nil) }
        channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
      } else {
        channel.close(promise: nil)
      }
    }
    guard let handler else { return }
    self.handler = nil
    handler.webSocketDidClose(reason)
  }

  /// Ends the connection because something failed below it.
  func fail(_ error: any Error) {
    let mapper = TransportErrorMapper(proxyPlace: transport.proxy?.place)
    let wasOpen = phase == .open || phase == .closing
    end(.failed(mapper.map(error, url: endpoint, mayHaveBeenSent: wasOpen)))
  }

  /// Ends the connection because of a failure of a known kind.
  func fail(_ kind: TransportError.Kind, _ detail: String, place: String? = nil) {
    let wasOpen = phase == .open || phase == .closing
    end(
      .failed(TransportError(kind: kind, place: place ?? endpoint.place, detail: detail, mayHaveBeenSent: wasOpen)))
  }

  // MARK: Opening

  /// Limits how long opening may take.
  func startOpenTimer(_ timeout: Duration) {
    let delay = TimeAmount.nanoseconds(timeout.wholeNanoseconds)
    openTimer = eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
      guard let self else { return }
      let (kind, what): (TransportError.Kind, String) =
        switch self.phase {
        case .proxy: (.proxy, "the proxy did not open a tunnel")
        case .tls: (.tls, "the TLS handshake did not end")
        case .upgrade: (.connectTimeout, "the server did not answer the upgrade")
        default: (.connectTimeout, "no connection")
        }
      self.fail(kind, "\(what) within \(timeout)")
    }
  }

  /// The upgrade was answered with 101.
  func didOpen() {
    openTimer?.cancel()
    phase = .open
    handler?.webSocketDidOpen(self)
  }
}
