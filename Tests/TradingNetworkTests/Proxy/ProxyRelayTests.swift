import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing
import TradingModel

@testable import TradingNetwork

@Suite("HTTP through every kind of proxy")
struct ProxyRelayTests {
  private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()

  /// Sends requests on one transport, all at once, and returns what came of each.
  private func exchange(
    _ url: String, count: Int = 1, options: HTTPTransportOptions
  ) async throws -> [Result<HTTPResponse, TransportError>] {
    let eventLoop = eventLoop
    let promise = eventLoop.makePromise(of: [Result<HTTPResponse, TransportError>].self)
    eventLoop.execute {
      do {
        let transport = try LiveHTTPTransport(eventLoop: eventLoop, options: options)
        var results: [Result<HTTPResponse, TransportError>] = []
        for _ in 0..<count {
          transport.send(HTTPRequest(url: url), timeout: .seconds(120)) { result in
            results.append(result)
            if results.count == count { transport.shutDown { promise.succeed(results) } }
          }
        }
      } catch {
        promise.fail(error)
      }
    }
    return try await promise.futureResult.get()
  }

  @Test("Requests go through SOCKS5 and HTTP proxies with user and password, over TCP or TLS, and come back whole")
  func throughProxies() async throws {
    let body = String(repeating: "x", count: 3_000_000)
    let server = try await LoopbackHTTPServer.start { head, _ in .answer(200, head.uri + body) }
    let certificate = try LocalCertificate.make()
    for (kind, scheme) in [(LocalProxy.Kind.connect, "http"), (.socks, "socks5"), (.connect, "https")] {
      if scheme == "https", certificate == nil { continue }
      let tls = scheme == "https" ? try certificate?.serverContext() : nil
      let proxy = try await LocalProxy(kind, on: eventLoop, tls: tls)
      let options = HTTPTransportOptions(
        proxyURL: "\(scheme)://me:secret@localhost:\(proxy.port)", trustRootsFile: certificate?.certificateFile)
      for result in try await exchange("http://127.0.0.1:\(server.port)/a?b", count: 5, options: options) {
        let answer = try result.get()
        #expect(answer.status == 200)
        #expect(answer.body.count == 4 + body.utf8.count, "\(scheme)")
      }
      let wrong = HTTPTransportOptions(
        proxyURL: "\(scheme)://me:hunter2@localhost:\(proxy.port)", trustRootsFile: certificate?.certificateFile)
      let refused = try #require(
        try await exchange("http://127.0.0.1:\(server.port)/?s=secret", options: wrong).first)
      let error = try #require(throws: TransportError.self) { try refused.get() }
      #expect(error.kind == .proxy)
      #expect(!error.mayHaveBeenSent)
      #expect(error.detail.contains("password"), "\(error)")
      #expect(!error.description.contains("hunter2") && !error.description.contains("secret"))
      try await proxy.stop()
    }
    try await server.stop()
  }

  @Test("A proxy with a password that is not there, and one whose certificate is not trusted, are told as such")
  func absentProxies() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .answer(200, "") }
    let gone = try await LocalProxy(.socks, on: eventLoop)
    try await gone.stop()
    let options = HTTPTransportOptions(proxyURL: "socks5h://me:secret@127.0.0.1:\(gone.port)")
    let result = try #require(
      try await exchange("http://127.0.0.1:\(server.port)/", options: options).first)
    let error = try #require(throws: TransportError.self) { try result.get() }
    #expect(error.kind == .proxy && error.detail.contains("nothing listens there"), "\(error)")
    #expect(error.place.contains("through the proxy 127.0.0.1:\(gone.port)"))
    if let certificate = try LocalCertificate.make() {
      let stranger = try await LocalProxy(.connect, on: eventLoop, tls: certificate.serverContext())
      let options = HTTPTransportOptions(proxyURL: "https://me:secret@localhost:\(stranger.port)")
      let result = try #require(
        try await exchange("http://127.0.0.1:\(server.port)/", options: options).first)
      let error = try #require(throws: TransportError.self) { try result.get() }
      #expect(error.kind == .proxy && error.detail.contains("certificate is not trusted"), "\(error)")
      try await stranger.stop()
    }
    #expect(server.requestCount == 0)
    try await server.stop()
  }

  @Test("Nobody else on this machine gets through the relay")
  func strangers() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .answer(200, "") }
    let proxy = try await LocalProxy(.socks, on: eventLoop)
    let endpoint = try ProxyEndpoint("socks5://me:secret@127.0.0.1:\(proxy.port)")
    let opened = eventLoop.makePromise(of: Int.self)
    let relay = try await eventLoop.submit { [eventLoop] in
      let relay = ProxyRelay(
        to: endpoint, eventLoop: eventLoop, tls: try TLSClient(trustRootsFile: nil), connectTimeout: .seconds(5),
        random: RandomSource(seed: 1))
      relay.open { opened.completeWith($0) }
      return NIOLoopBound(relay, eventLoop: eventLoop)
    }.get()
    let port = try await opened.futureResult.get()
    for proxyURL in ["http://127.0.0.1:\(port)", "http://argonaut:guess@127.0.0.1:\(port)"] {
      let result = try #require(
        try await exchange(
          "http://127.0.0.1:\(server.port)/", options: HTTPTransportOptions(proxyURL: proxyURL)
        ).first)
      let error = try #require(throws: TransportError.self) { try result.get() }
      #expect(error.kind == .proxy, "\(error)")
    }
    #expect(server.requestCount == 0)
    try await eventLoop.submit { relay.value.close() }.get()
    try await proxy.stop()
    try await server.stop()
  }

  @Test("A request for a tunnel is read whatever its order and case, and nothing else is one")
  func requests() {
    let request = ConnectRequest(
      head: "CONNECT [::1]:443 HTTP/1.1\r\nHost: x\r\nPROXY-Authorization:  Basic abc\r\n\r\n")
    #expect(request?.host == "::1")
    #expect(request?.port == 443)
    #expect(request?.authorization == "Basic abc")
    #expect(ConnectRequest(head: "CONNECT a.b:1 HTTP/1.1\r\n\r\n")?.authorization.isEmpty == true)
    for head in ["", "GET / HTTP/1.1", "CONNECT a.b HTTP/1.1", "CONNECT a.b:0 HTTP/1.1", "CONNECT :1 HTTP/1.1"] {
      #expect(ConnectRequest(head: head) == nil)
    }
  }
}
