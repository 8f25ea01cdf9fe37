import NIOCore
import NIOPosix
import Testing
import TradingModel
import TradingNetwork

@Suite("The short way of messages")
struct MessageRouteTests {
  /// What the receiver does with its first message.
  enum FirstMessage: CaseIterable, Sendable {
    case nothing, closeRoute, closeAndForgetRoute, replaceRoute, abort
  }

  @Test("A route that is closed by a message gets nothing more of the same read", arguments: FirstMessage.allCases)
  func closedByAMessage(first: FirstMessage) async throws {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let server = try await LocalWebSocketServer(on: eventLoop)
    let client = RoutedClient(first: first)
    let url = "ws://127.0.0.1:\(server.port)/three"
    try await eventLoop.submit { try client.connect(url, on: eventLoop) }.get()
    let expected: [String] =
      switch first {
      case .nothing: ["short one", "short two", "short three"]
      case .closeRoute, .closeAndForgetRoute, .replaceRoute, .abort: ["short one"]
      }
    var heard: [String] = []
    for await text in client.heard {
      if text == "read" && heard.count >= expected.count || text == "closed" { break }
      if text != "read" { heard.append(text) }
    }
    #expect(heard == expected)
    try await eventLoop.submit { client.disconnect() }.get()
    try await server.stop()
  }
}

/// A handler whose text messages go a short way, until its first message says otherwise.
private final class RoutedClient: WebSocketHandler, WebSocketMessageReceiver, @unchecked Sendable {
  // Unchecked is sound because all but the stream is touched on the event loop only.
  let heard: AsyncStream<String>
  private let continuation: AsyncStream<String>.Continuation
  private let first: MessageRouteTests.FirstMessage
  private var transport: LiveWebSocketTransport?
  private var channel: (any WebSocketChannel)?
  private(set) var messageRoute: WebSocketMessageRoute?

  init(first: MessageRouteTests.FirstMessage) {
    self.first = first
    (heard, continuation) = AsyncStream.makeStream(of: String.self)
  }

  func connect(_ url: String, on eventLoop: any EventLoop) throws {
    messageRoute = WebSocketMessageRoute(to: self)
    let transport = try LiveWebSocketTransport(eventLoop: eventLoop, random: RandomSource(seed: 3))
    self.transport = transport
    channel = transport.connect(WebSocketRequest(url: url, connectTimeout: .seconds(20)), handler: self)
  }

  func disconnect() {
    channel?.abort()
    messageRoute = nil
  }

  func receive(message: UnsafeRawBufferPointer) {
    continuation.yield("short \(String(decoding: message, as: UTF8.self))")
    switch first {
    case .nothing: break
    case .closeRoute: messageRoute?.close()
    case .closeAndForgetRoute:
      messageRoute?.close()
      messageRoute = nil
    case .replaceRoute:
      messageRoute?.close()
      messageRoute = WebSocketMessageRoute(to: self)
    case .abort: channel?.abort()
    }
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) {}
  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    continuation.yield("long \(String(decoding: message, as: UTF8.self))")
  }
  func webSocketDidReadBatch(_ channel: any WebSocketChannel) { continuation.yield("read") }
  func webSocketDidClose(_ reason: WebSocketCloseReason) { continuation.yield("closed") }
}
