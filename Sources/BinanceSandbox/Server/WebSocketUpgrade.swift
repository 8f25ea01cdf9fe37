import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import TradingNetwork

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
