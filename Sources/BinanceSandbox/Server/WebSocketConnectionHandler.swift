import NIOCore
import NIOWebSocket

/// The server's end of one WebSocket connection on a real socket.
///
/// Messages of one turn of the event loop are flushed together. A client that leaves more unread than the channel's
/// write-buffer water mark is dropped.
final class WebSocketConnectionHandler: ChannelInboundHandler, FrontChannel {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// What hears of the connection; set before the handler is added.
  var connection: (any FrontConnection)?
  private var context: ChannelHandlerContext?
  private var isFlushScheduled = false
  private var isClosing = false
  private var isMute = false

  // MARK: Channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { connection?.didOpen() }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  private func end() {
    context = nil
    let connection = connection
    self.connection = nil
    connection?.didClose()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary:
      var payload = frame.unmaskedData
      connection?.didReceive(text: payload.readBytes(length: payload.readableBytes) ?? [])
    case .ping:
      if !isClosing, !isMute {
        context.write(
          wrapOutboundOut(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)), promise: nil)
        scheduleFlush(context)
      }
      connection?.didReceivePing()
    case .pong:
      connection?.didReceivePong()
    case .connectionClose:
      answerClose(frame, context: context)
    default:
      break
    }
  }

  private func answerClose(_ frame: WebSocketFrame, context: ChannelHandlerContext) {
    let channel = context.channel
    if isMute { return }
    if isClosing {
      channel.close(promise: nil)
      return
    }
    isClosing = true
    let echo = WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)
    context.writeAndFlush(wrapOutboundOut(echo)).whenComplete { _ in channel.close(promise: nil) }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if !context.channel.isWritable { abort() }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  // MARK: FrontChannel

  func send(_ bytes: [UInt8]) {
    guard let context, !isClosing else { return }
    let buffer = context.channel.allocator.buffer(bytes: bytes)
    context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .text, data: buffer)), promise: nil)
    scheduleFlush(context)
  }

  func ping() {
    guard let context, !isClosing, !isMute else { return }
    let payload = context.channel.allocator.buffer(string: String(NIODeadline.now().uptimeNanoseconds))
    context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .ping, data: payload)), promise: nil)
  }

  func close(code: UInt16, reason: String) {
    guard let context, !isClosing else { return }
    isClosing = true
    var data = context.channel.allocator.buffer(capacity: 2 + reason.utf8.count)
    data.write(webSocketErrorCode: WebSocketErrorCode(codeNumber: Int(code)))
    data.writeString(reason)
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)), promise: nil)
    let channel = context.channel
    // A peer that does not answer the close is dropped.
    channel.eventLoop.assumeIsolated().scheduleTask(in: .seconds(5)) { channel.close(promise: nil) }
  }

  func abort() {
    guard let context else { return }
    isClosing = true
    context.channel.close(promise: nil)
  }

  func send(_ bytes: [UInt8], pieces: Int) {
    guard let context, !isClosing, pieces > 1, bytes.count >= pieces else { return send(bytes) }
    let size = (bytes.count + pieces - 1) / pieces
    for start in stride(from: 0, to: bytes.count, by: size) {
      let end = min(start + size, bytes.count)
      let buffer = context.channel.allocator.buffer(bytes: bytes[start..<end])
      let frame = WebSocketFrame(
        fin: end == bytes.count, opcode: start == 0 ? .text : .continuation, data: buffer)
      context.write(wrapOutboundOut(frame), promise: nil)
    }
    scheduleFlush(context)
  }

  func cut(_ cut: ConnectionCut) {
    guard let context else { return }
    isClosing = true
    switch cut {
    case .reset: context.channel.reset()
    case .finish: context.channel.close(promise: nil)
    case .insideFrame(let text):
      // The half frame goes past the encoder, which makes whole ones only.
      if let encoder = try? context.pipeline.syncOperations.context(handlerType: WebSocketFrameEncoder.self) {
        encoder.writeAndFlush(NIOAny(Self.halfFrame(text, context.channel.allocator)), promise: nil)
      }
      context.channel.close(promise: nil)
    }
  }

  /// A frame of the text's length with half of the text.
  private static func halfFrame(_ text: [UInt8], _ allocator: ByteBufferAllocator) -> ByteBuffer {
    var frame = allocator.buffer(capacity: text.count + 4)
    frame.writeBytes([0x81, 126, UInt8(truncatingIfNeeded: text.count >> 8), UInt8(truncatingIfNeeded: text.count)])
    frame.writeBytes(text.prefix(text.count / 2))
    return frame
  }

  func mute() { isMute = true }

  private func scheduleFlush(_ context: ChannelHandlerContext) {
    guard !isFlushScheduled else { return }
    isFlushScheduled = true
    context.eventLoop.assumeIsolated().execute { [self] in
      isFlushScheduled = false
      self.context?.flush()
    }
  }
}
