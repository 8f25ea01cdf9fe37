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

/// Carries bytes to the other connection of a tunnel, no faster than that takes them.
final class RelayPipeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let other: any Channel

  init(to other: any Channel) { self.other = other }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { other.write(unwrapInboundIn(data), promise: nil) }

  func channelReadComplete(context: ChannelHandlerContext) { other.flush() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    // An ended connection takes no options, and needs none.
    try? other.syncOptions?.setOption(.autoRead, value: context.channel.isWritable)
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    // What was written goes out first.
    let other = other
    other.writeAndFlush(ByteBuffer()).whenComplete { _ in other.close(promise: nil) }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
