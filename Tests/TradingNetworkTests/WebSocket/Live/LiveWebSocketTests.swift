import NIOCore
import NIOPosix
import Testing
import TradingModel
import TradingNetwork

/// What a live connection's handler heard.
private enum LiveEvent: Equatable {
  case open
  case text(String)
  case ping
  case pong
  case closed(String)
}

/// A client of the live transport, driven from a test.
private final class LiveClient: WebSocketHandler, @unchecked Sendable {
  // Unchecked is sound because all but the stream is touched on the event loop only.
  private let eventLoop: any EventLoop
  private let continuation: AsyncStream<LiveEvent>.Continuation
  private var iterator: AsyncStream<LiveEvent>.Iterator
  private var channel: (any WebSocketChannel)?
  private(set) var reason: WebSocketCloseReason?

  init(
    _ url: String, on eventLoop: any EventLoop, options: WebSocketTransportOptions = WebSocketTransportOptions()
  )
    throws
  {
    self.eventLoop = eventLoop
    let (stream, continuation) = AsyncStream.makeStream(of: LiveEvent.self)
    self.continuation = continuation
    iterator = stream.makeAsyncIterator()
    let transport = try LiveWebSocketTransport(eventLoop: eventLoop, random: RandomSource(seed: 3), options: options)
    let carried = Carried(transport)
    eventLoop.execute {
      self.channel = carried.value.connect(
        WebSocketRequest(url: url, connectTimeout: .seconds(20)), handler: self)
    }
  }

  /// What the handler hears next.
  func next() async -> LiveEvent? { await iterator.next() }

  func act(_ action: @escaping @Sendable (any WebSocketChannel) -> Void) {
    eventLoop.execute { if let channel = self.channel { action(channel) } }
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) { continuation.yield(.open) }
  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    continuation.yield(.text(String(decoding: message, as: UTF8.self)))
  }
  func webSocketDidReceivePing(_ channel: any WebSocketChannel) { continuation.yield(.ping) }
  func webSocketDidReceivePong(_ channel: any WebSocketChannel) { continuation.yield(.pong) }
  func webSocketDidClose(_ reason: WebSocketCloseReason) {
    self.reason = reason
    continuation.yield(.closed(reason.description))
    continuation.finish()
  }
}

/// Carries a value to the event loop that it is used on.
private struct Carried<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// Greets like a mail server.
private final class GreetingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func channelActive(context: ChannelHandlerContext) {
    context.channel.writeAndFlush(ByteBuffer(string: "220 mail.example ESMTP\r\n"), promise: nil)
  }
}

@Suite("The live WebSocket transport")
struct LiveWebSocketTests {
  private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()

  private func client(_ port: Int, _ path: String, _ options: WebSocketTransportOptions? = nil) throws -> LiveClient {
    try LiveClient("ws://127.0.0.1:\(port)\(path)", on: eventLoop, options: options ?? WebSocketTransportOptions())
  }

  @Test("Messages go both ways, pings are answered, and a close is a handshake")
  func conversation() async throws {
    let server = try await LocalWebSocketServer(on: eventLoop)
    let client = try client(server.port, "/echo")
    #expect(await client.next() == .open)
    let long = String(repeating: "long ", count: 3_000)
    client.act { channel in
      #expect(channel.send(text: "hello é"))
      #expect(channel.send(text: long))
      channel.ping()
    }
    #expect(await client.next() == .text("hello é"))
    #expect(await client.next() == .text(long))
    #expect(await client.next() == .pong)
    client.act { $0.close(code: 1000) }
    #expect(await client.next() == .closed("closed"))
    client.act { #expect(!$0.send(text: "too late")) }
    let pinged = try self.client(server.port, "/ping")
    #expect(await pinged.next() == .open)
    #expect(await pinged.next() == .ping)
    #expect(await pinged.next() == .text("pong: are you there"))
    pinged.act { $0.abort() }
    #expect(await pinged.next() == .closed("closed"))
    try await server.stop()
  }

  @Test("Fragments and large messages arrive whole")
  func largeMessages() async throws {
    let server = try await LocalWebSocketServer(on: eventLoop)
    let fragments = try client(server.port, "/fragments")
    #expect(await fragments.next() == .open)
    #expect(await fragments.next() == .ping)
    #expect(await fragments.next() == .text("one two three"))
    fragments.act { $0.abort() }
    let big = try client(server.port, "/big")
    #expect(await big.next() == .open)
    #expect(await big.next() == .text(String(repeating: "0123456789", count: 100_000)))
    big.act { $0.abort() }
    let limited = try client(server.port, "/big", WebSocketTransportOptions(maximumMessageSize: 1_000))
    #expect(await limited.next() == .open)
    #expect(await limited.next() == .closed("protocol violation: a message of more than 1000 bytes"))
    try await server.stop()
  }

  @Test("Each way in which a server ends a connection is told apart")
  func endings() async throws {
    let server = try await LocalWebSocketServer(on: eventLoop)
    let expectations: [(path: String, reason: String)] = [
      ("/close", "closed by the peer (4001: bye)"), ("/masked", "protocol violation: a masked frame from a server"),
      ("/drop", "the peer dropped the connection without a closing handshake (127.0.0.1:\(server.port))"),
    ]
    for (path, reason) in expectations {
      let client = try client(server.port, path)
      #expect(await client.next() == .open)
      #expect(await client.next() == .closed(reason))
    }
    let refused = try client(server.port, "/refuse")
    #expect(await refused.next() == .closed("upgrade refused with HTTP 429"))
    guard case .refused(let response)? = refused.reason else {
      Issue.record("not refused")
      return
    }
    #expect(response.header("retry-after") == "11")
    #expect(response.body == Array("too many".utf8))
    try await server.stop()
  }

  @Test("A peer that does not answer a close frame is not waited for long")
  func unansweredClose() async throws {
    let server = try await LocalWebSocketServer(on: eventLoop)
    let client = try client(server.port, "/silent", WebSocketTransportOptions(closeTimeout: .milliseconds(20)))
    #expect(await client.next() == .open)
    client.act { $0.close(code: 1000) }
    #expect(await client.next() == .closed("closed"))
    try await server.stop()
  }

  @Test("More than the send queue holds is refused")
  func backpressure() async throws {
    let server = try await LocalWebSocketServer(on: eventLoop)
    let client = try client(server.port, "/silent", WebSocketTransportOptions(maximumQueuedBytes: 10_000))
    #expect(await client.next() == .open)
    client.act { channel in
      #expect(!channel.send(text: String(repeating: "x", count: 20_000)))
      #expect(channel.send(text: String(repeating: "x", count: 5_000)))
      channel.abort()
    }
    #expect(await client.next() == .closed("closed"))
    try await server.stop()
  }

  @Test("What cannot be connected says why")
  func failures() async throws {
    let listener = try await ServerBootstrap(group: eventLoop).bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(listener.localAddress?.port)
    try await listener.close()
    let expectations: [(url: String, kind: TransportError.Kind)] = [
      ("ws://127.0.0.1:\(port)/", .connectionRefused), ("ws://stream.binance.com/ws", .invalidURL),
      ("https://127.0.0.1/", .invalidURL), ("wss://nowhere.invalid/", .nameResolution), ("nonsense", .invalidURL),
    ]
    for (url, kind) in expectations {
      let client = try LiveClient(url, on: eventLoop)
      _ = await client.next()
      guard case .failed(let error)? = client.reason else {
        Issue.record("\(url) did not fail")
        continue
      }
      #expect(error.kind == kind, "\(url): \(error)")
      #expect(!error.mayHaveBeenSent)
    }
  }

  @Test("A server that speaks no HTTP, or closes at once, fails the upgrade")
  func strangers() async throws {
    let server = try await ServerBootstrap(group: eventLoop)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(GreetingHandler())
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(server.localAddress?.port)
    let client = try client(port, "/")
    #expect(await client.next() == .closed("protocol violation: the peer does not speak HTTP"))
    try await server.close()
  }

  @Test("TLS works with a trusted certificate, and refuses any other")
  func tls() async throws {
    guard let certificate = try LocalCertificate.make() else { return }
    let server = try await LocalWebSocketServer(on: eventLoop, tls: certificate.serverContext())
    let trusting = WebSocketTransportOptions(trustRootsFile: certificate.certificateFile)
    for host in ["localhost", "127.0.0.1"] {
      let client = try LiveClient("wss://\(host):\(server.port)/echo", on: eventLoop, options: trusting)
      #expect(await client.next() == .open)
      client.act { $0.send(text: "secret") }
      #expect(await client.next() == .text("secret"))
      client.act { $0.close(code: 1000) }
      #expect(await client.next() == .closed("closed"))
    }
    let stranger = try LiveClient("wss://localhost:\(server.port)/echo", on: eventLoop)
    _ = await stranger.next()
    guard case .failed(let error)? = stranger.reason else {
      Issue.record("a self-made certificate was accepted")
      return
    }
    #expect(error.kind == .tls, "\(error)")
    try await server.stop()
    guard let other = try LocalCertificate.make(names: "DNS:elsewhere.example") else { return }
    let wrongName = try await LocalWebSocketServer(on: eventLoop, tls: other.serverContext())
    for host in ["localhost", "127.0.0.1"] {
      let misled = try LiveClient(
        "wss://\(host):\(wrongName.port)/echo", on: eventLoop,
        options: WebSocketTransportOptions(trustRootsFile: other.certificateFile))
      _ = await misled.next()
      guard case .failed(let error)? = misled.reason else {
        Issue.record("another host's certificate was accepted")
        return
      }
      #expect(error.kind == .tls, "\(error)")
    }
    try await wrongName.stop()
  }

  @Test("A file of trusted certificates that cannot be read is refused at once")
  func badTrustRoots() {
    let options = WebSocketTransportOptions(trustRootsFile: "/nowhere/roots.pem")
    #expect(throws: TransportError.self) { try LiveClient("wss://localhost/", on: eventLoop, options: options) }
  }

  @Test("Proxies are passed through with user and password, and say why they refuse")
  func proxies() async throws {
    let server = try await LocalWebSocketServer(on: eventLoop)
    for (kind, scheme) in [(LocalProxy.Kind.connect, "http"), (.socks, "socks5h")] {
      let proxy = try await LocalProxy(kind, on: eventLoop)
      let good = WebSocketTransportOptions(proxyURL: "\(scheme)://me:secret@127.0.0.1:\(proxy.port)")
      let client = try client(server.port, "/echo", good)
      #expect(await client.next() == .open)
      client.act { $0.send(text: "through") }
      #expect(await client.next() == .text("through"))
      client.act { $0.abort() }
      let bad = WebSocketTransportOptions(proxyURL: "\(scheme)://me:wrong@127.0.0.1:\(proxy.port)")
      let refused = try self.client(server.port, "/echo", bad)
      _ = await refused.next()
      guard case .failed(let error)? = refused.reason else {
        Issue.record("the proxy took a wrong password")
        continue
      }
      #expect(error.kind == .proxy)
      #expect(!error.description.contains("wrong@"))
      try await proxy.stop()
    }
    try await server.stop()
  }

  @Test("TLS goes through a proxy to the host that was meant")
  func tlsThroughProxy() async throws {
    guard let certificate = try LocalCertificate.make() else { return }
    let server = try await LocalWebSocketServer(on: eventLoop, tls: certificate.serverContext())
    let proxy = try await LocalProxy(.socks, on: eventLoop)
    let options = WebSocketTransportOptions(
      proxyURL: "socks5://me:secret@127.0.0.1:\(proxy.port)", trustRootsFile: certificate.certificateFile)
    let client = try LiveClient("wss://localhost:\(server.port)/echo", on: eventLoop, options: options)
    #expect(await client.next() == .open)
    client.act { $0.send(text: "twice wrapped") }
    #expect(await client.next() == .text("twice wrapped"))
    client.act { $0.abort() }
    try await proxy.stop()
    try await server.stop()
  }
}
