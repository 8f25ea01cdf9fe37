import Foundation
import NIOCore
import NIOHTTP1
import NIOWebSocket
import TradingNetwork

/// Serves the requests of one HTTP connection, one after the other.
final class HTTPConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let maximumBody = 1 << 20

  private let service: any FrontService
  /// Makes what waits for an upgrade by the next request; the two hold each other until the handler is removed.
  var upgrade: WebSocketUpgrade?
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false

  init(service: any FrontService) { self.service = service }

  func handlerRemoved(context: ChannelHandlerContext) { upgrade = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.removeAll(keepingCapacity: true)
      isTooLarge = false
    case .body(let part):
      guard body.count + part.readableBytes <= Self.maximumBody else {
        isTooLarge = true
        return
      }
      body.append(contentsOf: part.readableBytesView)
    case .end:
      guard let head else { return }
      self.head = nil
      serve(head, context: context)
    }
  }

  private func serve(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    // After a refused upgrade the connection ends: what waited for it takes no further request.
    let keepAlive = head.isKeepAlive && !head.headers.contains(name: "Upgrade")
    if isTooLarge {
      return write(HTTPResponse(status: 413), keepAlive: false, isHead: false, context: context)
    }
    guard let request = HTTPRequest(head, body: body) else {
      return write(HTTPResponse(status: 404), keepAlive: keepAlive, isHead: head.method == .HEAD, context: context)
    }
    let client = context.channel.clientAddress
    service.respond(to: request, client: client) { [self] answer in
      switch answer {
      case .response(let response):
        write(response, keepAlive: keepAlive, isHead: false, context: context)
      case .reset: context.channel.reset()
      case .finish: context.close(promise: nil)
      case .partial(let response, let bytes):
        write(response, keepAlive: false, isHead: false, context: context, only: bytes)
      }
    }
  }

  private func write(
    _ response: HTTPResponse, keepAlive: Bool, isHead: Bool, context: ChannelHandlerContext, only bytes: Int? = nil
  ) {
    guard context.channel.isActive else { return }
    var headers = HTTPHeaders()
    for field in response.headers { headers.add(name: field.name, value: field.value) }
    headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count))
    if !keepAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !response.body.isEmpty, !isHead {
      let buffer = context.channel.allocator.buffer(bytes: response.body.prefix(bytes ?? .max))
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
    if bytes != nil {
      context.flush()
      context.close(promise: nil)
      return
    }
    if keepAlive, let upgrade {
      // The next request may ask for an upgrade; the handler that waited for it has left with this one.
      try? context.pipeline.syncOperations.addHandler(upgrade.makeHandler(), position: .before(self))
    }
    let done = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if !keepAlive {
      let channel = context.channel
      done.whenComplete { _ in channel.close(promise: nil) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A refused upgrade goes on as a plain request, which is answered with the reason.
    if error is NIOWebSocketUpgradeError { return }
    context.close(promise: nil)
  }
}

extension HTTPRequest {
  /// A request from the wire, or nil for methods that the venue does not know.
  init?(_ head: HTTPRequestHead, body: [UInt8]) {
    guard let method = Method(rawValue: head.method.rawValue) else { return nil }
    self.init(
      method: method, url: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: body)
  }
}

extension Channel {
  /// Closes with a reset: what was not sent yet is thrown away.
  func reset() {
    if let options = self as? any SocketOptionProvider {
      options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in self.close(promise: nil) }
    } else {
      close(promise: nil)
    }
  }

  /// The address that limits count against.
  var clientAddress: String { remoteAddress?.ipAddress ?? "unknown" }
}
