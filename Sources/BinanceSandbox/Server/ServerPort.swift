import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import TradingNetwork

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

/// The step from HTTP to WebSocket on one connection, with its first request or a later one: clients that pool their
/// connections upgrade one that has served requests before.
final class WebSocketUpgrade {
  let encoder = HTTPResponseEncoder()
  let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
  let pipelining = HTTPServerPipelineHandler()
  let errors = HTTPServerProtocolErrorHandler()
  let requests: HTTPConnectionHandler
  private let service: NIOLoopBound<any FrontService>
  private let eventLoop: any EventLoop

  init(service: any FrontService, eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    self.service = NIOLoopBound(service, eventLoop: eventLoop)
    requests = HTTPConnectionHandler(service: service)
    requests.upgrade = self
  }

  /// The handler that waits for an upgrade. It leaves with a request that asks for none, so each request needs one.
  func makeHandler() -> HTTPServerUpgradeHandler {
    let requests = NIOLoopBound(requests, eventLoop: eventLoop)
    return HTTPServerUpgradeHandler(
      upgraders: [upgrader], httpEncoder: encoder, extraHTTPHandlers: [decoder, pipelining, errors],
      upgradeCompletionHandler: { context in
        context.pipeline.syncOperations.removeHandler(requests.value, promise: nil)
      })
  }

  private var upgrader: NIOWebSocketServerUpgrader {
    let service = service
    return NIOWebSocketServerUpgrader(
      maxFrameSize: 1 << 18, automaticErrorHandling: true,
      shouldUpgrade: { channel, head in
        // What is refused goes on as a plain request, and is answered with the reason.
        let accepted =
          (service.value as? any UpgradeGate)?.mayUpgrade(
            RequestTarget(head.uri), client: channel.clientAddress) ?? true
        return channel.eventLoop.makeSucceededFuture(accepted ? HTTPHeaders() : nil)
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          let handler = WebSocketConnectionHandler()
          guard let request = HTTPRequest(head, body: []) else { return channel.close(promise: nil) }
          switch service.value.open(request, client: channel.clientAddress, channel: handler) {
          case .accepted(let connection): handler.connection = connection
          case .refused: return channel.close(promise: nil)
          }
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(
            NIOWebSocketFrameAggregator(
              minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 64, maxAccumulatedFrameSize: 1 << 18))
          try pipeline.addHandler(handler)
        }
      })
  }
}

/// A service that can tell before an upgrade whether it would refuse it.
protocol UpgradeGate: AnyObject {
  func mayUpgrade(_ target: RequestTarget, client: String) -> Bool
}
