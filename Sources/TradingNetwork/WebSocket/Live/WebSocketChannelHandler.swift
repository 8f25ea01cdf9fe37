import NIOCore
import NIOTLS

/// The one NIO handler of a WebSocket connection: it sends the upgrade, judges its answer, and from then on finds
/// messages in place in what the socket delivers.
final class WebSocketChannelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let channel: LiveWebSocketChannel
  private var upgrade: WebSocketUpgrade?
  @exclusivity(unchecked) private var deframer: WebSocketDeframer
  private var waitsForTLS: Bool
  private var refusalTimer: Scheduled<Void>?

  init(channel: LiveWebSocketChannel, upgrade: WebSocketUpgrade, waitsForTLS: Bool) {
    self.channel = channel
    self.upgrade = upgrade
    self.waitsForTLS = waitsForTLS
    deframer = WebSocketDeframer(maximumMessageSize: channel.transport.options.maximumMessageSize)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if !waitsForTLS, context.channel.isActive { sendUpgrade(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if waitsForTLS, case .handshakeCompleted? = event as? TLSUserEvent {
      waitsForTLS = false
      if channel.phase == .tls { channel.phase = .upgrade }
      sendUpgrade(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func sendUpgrade(_ context: ChannelHandlerContext) {
    guard channel.phase == .upgrade, let upgrade else { return }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: upgrade.request)), promise: nil)
  }

  // MARK: Reading

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if upgrade == nil {
      buffer.withUnsafeReadableBytes { deframe($0) }
    } else {
      takeUpgradeAnswer(context, buffer)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if upgrade == nil, channel.phase == .open { channel.handler?.webSocketDidReadBatch(channel) }
    context.fireChannelReadComplete()
  }

  private func deframe(_ bytes: UnsafeRawBufferPointer) {
    guard let handler = channel.handler else { return }
    let route = handler.messageRoute
    // Neither is counted for each message: both are held here until all of them are delivered.
    withExtendedLifetime((handler, route)) {
      var sink = LiveFrameSink(
        channel: .passUnretained(channel), handler: handler, route: route.map { .passUnretained($0) })
      do throws(WebSocketViolation) {
        try deframer.consume(bytes, into: &sink)
      } catch {
        channel.refuse(error)
      }
    }
  }

  private func takeUpgradeAnswer(_ context: ChannelHandlerContext, _ buffer: ByteBuffer) {
    guard channel.phase == .upgrade, var upgrade else { return }
    let outcome = upgrade.consume(buffer.readableBytesView)
    self.upgrade = upgrade
    switch outcome {
    case .pending: break
    case .violation(let what): channel.end(.protocolViolation(what))
    case .refused(let response, isComplete: true): channel.end(.refused(response))
    case .refused(_, isComplete: false):
      // The rest of the answer may be long in coming; what counts is in its header.
      guard refusalTimer == nil else { return }
      refusalTimer = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { [weak self] in
        self?.endRefused()
      }
    case .accepted(let rest):
      self.upgrade = nil
      channel.didOpen()
      if !rest.isEmpty { rest.withUnsafeBytes { deframe($0) } }
    }
  }

  /// Ends a refused connection with what arrived of the answer; false when there is none.
  @discardableResult
  private func endRefused() -> Bool {
    refusalTimer?.cancel()
    guard channel.phase == .upgrade, let response = upgrade?.refusal else { return false }
    channel.end(.refused(response))
    return true
  }

  // MARK: The end

  func channelInactive(context: ChannelHandlerContext) {
    switch channel.phase {
    case .closed: break
    case .closing: channel.end(.closedLocally)
    case .open: channel.fail(.connectionReset, "the peer dropped the connection without a closing handshake")
    case .connecting, .proxy: channel.fail(.connectionReset, "the peer dropped the connection")
    case .tls: channel.fail(.tls, "the peer dropped the connection during the TLS handshake")
    case .upgrade:
      if !endRefused() { channel.fail(.connectionReset, "the peer dropped the connection during the upgrade") }
    }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard channel.phase != .closed else { return }
    if endRefused() { return }
    if channel.phase == .closing { return channel.end(.closedLocally) }
    channel.fail(error)
  }
}

/// Hands what the deframer finds to the connection's handler, or messages by the short way where there is one.
private struct LiveFrameSink: WebSocketFrameSink {
  let channel: Unmanaged<LiveWebSocketChannel>
  let handler: any WebSocketHandler
  let route: Unmanaged<WebSocketMessageRoute>?

  @inline(__always)
  private var goesOn: Bool {
    channel._withUnsafeGuaranteedRef { $0.phase == .open || $0.phase == .closing }
  }

  @inline(__always)
  func receive(message: UnsafeRawBufferPointer, isText: Bool) -> Bool {
    if let route, isText {
      route._withUnsafeGuaranteedRef { if $0.isOpen { $0.receiver.receive(message: message) } }
    } else {
      hand(message, isText: isText)
    }
    return goesOn
  }

  @inline(never)
  private func hand(_ message: UnsafeRawBufferPointer, isText: Bool) {
    handler.webSocket(channel.takeUnretainedValue(), didReceive: message, isText: isText)
  }

  func receive(ping payload: UnsafeRawBufferPointer) -> Bool {
    let channel = channel.takeUnretainedValue()
    if channel.phase == .open {
      // When nothing more can be queued the pong is left out: the peer does not read it anyway.
      channel.write(opcode: WebSocketFrameHeader.pong, payload: payload)
      handler.webSocketDidReceivePing(channel)
    }
    return goesOn
  }

  func receive(pong payload: UnsafeRawBufferPointer) -> Bool {
    handler.webSocketDidReceivePong(channel.takeUnretainedValue())
    return goesOn
  }

  func receive(closeCode: UInt16, reason: UnsafeRawBufferPointer) {
    channel.takeUnretainedValue().peerCloses(code: closeCode, reason: String(decoding: reason, as: UTF8.self))
  }
}
