import NIOCore

/// Talks to a proxy until it passes bytes through, then leaves the pipeline.
final class ProxyHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Why there is no tunnel.
  enum Failure: Error {
    case refused(String)
    case network(any Error)
  }

  private var handshake: ProxyHandshake
  private var completion: ((Result<[UInt8], Failure>) -> Void)?
  private var context: ChannelHandlerContext?

  /// - Parameter completion: receives the bytes that came through the tunnel already, or why there is none.
  init(handshake: ProxyHandshake, completion: @escaping (Result<[UInt8], Failure>) -> Void) {
    self.handshake = handshake
    self.completion = completion
  }

  /// Asks for a tunnel on a connection to the proxy, over TLS where the proxy is reached so.
  static func begin(
    on channel: any Channel, proxy: ProxyEndpoint, host: String, port: Int, tls: TLSClient,
    completion: @escaping (Result<[UInt8], Failure>) -> Void
  ) throws {
    if proxy.scheme == .https {
      try channel.pipeline.syncOperations.addHandler(tls.makeHandler(host: proxy.host))
    }
    let handshake = ProxyHandshake(proxy: proxy, host: host, port: port)
    let handler = ProxyHandshakeHandler(handshake: handshake, completion: completion)
    try channel.pipeline.syncOperations.addHandler(handler)
    handler.start()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Sends the first bytes.
  func start() {
    send(handshake.greeting)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    guard completion != nil else { return context.fireChannelRead(data) }
    let bytes = buffer.readBytes(length: buffer.readableBytes) ?? []
    switch handshake.consume(bytes) {
    case .wait: break
    case .send(let next): send(next)
    case .failed(let why): finish(.failure(.refused(why)))
    case .open(let rest):
      let completion = completion
      self.completion = nil
      // Out of the way first: what comes next in the pipeline starts to talk at once.
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
      completion?(.success(rest))
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(.failure(.refused("the proxy dropped the connection")))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard completion != nil else { return context.fireErrorCaught(error) }
    finish(.failure(.network(error)))
  }

  private func send(_ bytes: [UInt8]) {
    guard let context else { return }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  private func finish(_ result: Result<[UInt8], Failure>) {
    let completion = completion
    self.completion = nil
    completion?(result)
  }
}
