import NIOCore

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
