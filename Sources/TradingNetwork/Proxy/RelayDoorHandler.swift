import NIOCore

/// Reads the request of one client of a ``ProxyRelay``, then waits until the tunnel replaces it.
final class RelayDoorHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  /// No head of ours comes near it.
  private static let largestHead = 8_192

  private let didAsk: (ConnectRequest?, any Channel) -> Void
  private var received: [UInt8] = []
  private var hasAsked = false

  /// - Parameter didAsk: receives the request once it is whole; nil for anything that is none.
  init(didAsk: @escaping (ConnectRequest?, any Channel) -> Void) { self.didAsk = didAsk }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += Array(unwrapInboundIn(data).readableBytesView)
    // Nobody sends more before the answer; who does is cut off.
    guard !hasAsked, received.count <= Self.largestHead else { return context.close(promise: nil) }
    guard received.suffix(4).elementsEqual("\r\n\r\n".utf8) else { return }
    hasAsked = true
    didAsk(ConnectRequest(head: String(decoding: received, as: UTF8.self)), context.channel)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
