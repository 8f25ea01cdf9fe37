import NIOCore
import NIOPosix
import NIOSSL
import TradingNetwork

/// A proxy on this machine: HTTP `CONNECT` or SOCKS5, with the user `me` and the password `secret`.
final class LocalProxy: Sendable {
  enum Kind: Sendable { case connect, socks }

  let port: Int
  private let channel: any Channel

  init(_ kind: Kind, on group: any EventLoopGroup, tls: NIOSSLContext? = nil) async throws {
    channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(ProxyServerHandler(kind: kind))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  func stop() async throws { try await channel.close() }
}

/// One client's conversation with the proxy, then the tunnel.
private final class ProxyServerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let kind: LocalProxy.Kind
  private var received: [UInt8] = []
  private var step = 0
  private var tunnel: (any Channel)?

  init(kind: LocalProxy.Kind) { self.kind = kind }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if let tunnel { return tunnel.writeAndFlush(buffer, promise: nil) }
    received += Array(buffer.readableBytesView)
    switch kind {
    case .connect: takeConnect(context)
    case .socks: takeSOCKS(context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    tunnel?.close(promise: nil)
  }

  private func takeConnect(_ context: ChannelHandlerContext) {
    let text = String(decoding: received, as: UTF8.self)
    guard text.hasSuffix("\r\n\r\n"), step == 0 else { return }
    step = 1
    let isKnown = text.split(separator: "\r\n").contains {
      $0.lowercased().hasPrefix("proxy-authorization: ") && $0.hasSuffix(" Basic bWU6c2VjcmV0")
    }
    guard isKnown else {
      return answer(context, Array("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n".utf8))
    }
    let target = text.split(separator: " ")[1].split(separator: ":")
    open(context, host: String(target[0]), port: Int(target[1]) ?? 0, reply: Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
  }

  private func takeSOCKS(_ context: ChannelHandlerContext) {
    switch step {
    case 0 where received.count >= 3:
      let wantsLogin = received.contains(2)
      answer(context, [5, wantsLogin ? 2 : 0xFF])
    case 1:
      guard received == [1, 2] + Array("me".utf8) + [6] + Array("secret".utf8) else { return answer(context, [1, 1]) }
      answer(context, [1, 0])
    case 2 where received.count >= 10:
      let name: String
      switch received[3] {
      case 1: name = received[4..<8].map { "\($0)" }.joined(separator: ".")
      default: name = String(decoding: received[5..<(received.count - 2)], as: UTF8.self)
      }
      let port = Int(received[received.count - 2]) << 8 | Int(received[received.count - 1])
      open(context, host: name, port: port, reply: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    default: return
    }
    step += 1
    received = []
  }

  private func answer(_ context: ChannelHandlerContext, _ bytes: [UInt8]) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  private func open(_ context: ChannelHandlerContext, host: String, port: Int, reply: [UInt8]) {
    let client = context.channel
    ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TunnelHandler(peer: client))
        }
      }
      .connect(host: host, port: port).assumeIsolated().whenComplete { result in
        guard case .success(let channel) = result else { return client.close(promise: nil) }
        self.tunnel = channel
        client.writeAndFlush(ByteBuffer(bytes: reply), promise: nil)
      }
  }
}

/// Carries bytes from the far end of a tunnel back to the client.
private final class TunnelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let peer: any Channel

  init(peer: any Channel) { self.peer = peer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    peer.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { peer.close(promise: nil) }
}
