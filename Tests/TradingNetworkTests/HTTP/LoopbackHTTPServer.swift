import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small HTTP server on a free loopback port.
final class LoopbackHTTPServer: Sendable {
  enum Reply: Sendable {
    case answer(Int, String, headers: [(String, String)] = [])
    /// Bytes that need not be HTTP.
    case raw(String)
    /// Bytes that need not be HTTP, or not all of it, and the end of the connection.
    case rawAndDisconnect(String)
    case silence
    case disconnect
  }

  typealias Responder = @Sendable (HTTPRequestHead, String) -> Reply

  struct Counts {
    var requests = 0
    var connections = 0
  }

  let port: Int
  private let channel: any Channel
  private let counts: CountBox

  final class CountBox: Sendable {
    let values = Mutex(Counts())
  }

  var requestCount: Int { counts.values.withLock { $0.requests } }
  var connectionCount: Int { counts.values.withLock { $0.connections } }

  private init(channel: any Channel, port: Int, counts: CountBox) {
    self.channel = channel
    self.port = port
    self.counts = counts
  }

  static func start(_ responder: @escaping Responder) async throws -> LoopbackHTTPServer {
    let counts = CountBox()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { child in
        counts.values.withLock { $0.connections += 1 }
        return child.eventLoop.makeCompletedFuture {
          let encoder = HTTPResponseEncoder()
          try child.pipeline.syncOperations.addHandlers(
            encoder, ByteToMessageHandler(HTTPRequestDecoder()), Handler(responder: responder, counts: counts))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return LoopbackHTTPServer(channel: channel, port: channel.localAddress?.port ?? 0, counts: counts)
  }

  func stop() async throws { try await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let responder: Responder
    private let counts: CountBox
    private var head: HTTPRequestHead?
    private var body = ""

    init(responder: @escaping Responder, counts: CountBox) {
      self.responder = responder
      self.counts = counts
    }

    private func write(raw text: String, _ context: ChannelHandlerContext) {
      let buffer = context.channel.allocator.buffer(string: text)
      if let encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self) {
        encoder.writeAndFlush(NIOAny(buffer), promise: nil)
      }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = ""
      case .body(let buffer): body += String(buffer: buffer)
      case .end:
        guard let head else { return }
        counts.values.withLock { $0.requests += 1 }
        reply(responder(head, body), context)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func reply(_ reply: Reply, _ context: ChannelHandlerContext) {
      switch reply {
      case .silence: break
      case .disconnect: context.close(promise: nil)
      case .raw(let text): write(raw: text, context)
      case .rawAndDisconnect(let text):
        write(raw: text, context)
        context.close(promise: nil)
      case .answer(let status, let text, let fields):
        var headers = HTTPHeaders(fields)
        headers.add(name: "Content-Type", value: "text/plain")
        headers.add(name: "Content-Length", value: "\(text.utf8.count)")
        let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: text)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
