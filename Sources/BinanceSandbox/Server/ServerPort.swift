import NIOCore
import NIOPosix
import NIOSSL

/// One listening port of the sandbox: HTTP with keep-alive and WebSocket upgrades, plain or over TLS.
struct ServerPort {
  let channel: any Channel

  /// The port that was bound.
  var port: Int { channel.localAddress?.port ?? 0 }

  /// Binds a port on the loopback interface and serves it on one event loop.
  static func bind(
    host: String, port: Int, loop: any EventLoop, tls: NIOSSLContext?, maximumBacklog: Int,
    service: NIOLoopBound<any FrontService>
  ) -> EventLoopFuture<any Channel> {
    ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 512)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try configure(channel, tls: tls, service: service.value)
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: maximumBacklog / 2, high: maximumBacklog)
      )
      .bind(host: host, port: port)
  }

  private static func configure(_ channel: any Channel, tls: NIOSSLContext?, service: any FrontService) throws {
    let pipeline = channel.pipeline.syncOperations
    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
    let upgrade = WebSocketUpgrade(service: service, eventLoop: channel.eventLoop)
    try pipeline.addHandlers([
      upgrade.encoder, upgrade.decoder, upgrade.pipelining, upgrade.errors, upgrade.makeHandler(), upgrade.requests,
    ])
  }
}
