import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing
import TradingModel
import TradingNetwork

@Suite("LiveHTTPTransport")
struct LiveHTTPTransportTests {
  /// Sends one request on a transport of its own and returns what came of it.
  private func exchange(
    _ request: HTTPRequest, timeout: Duration = .seconds(5), options: HTTPTransportOptions = HTTPTransportOptions()
  ) async throws -> Result<HTTPResponse, TransportError> {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: HTTPResponse.self)
    loop.execute {
      do {
        let transport = try LiveHTTPTransport(eventLoop: loop, options: options)
        transport.send(request, timeout: timeout) { result in
          loop.preconditionInEventLoop()
          transport.shutDown { promise.completeWith(result.mapError { $0 as any Error }) }
        }
      } catch {
        promise.fail(error)
      }
    }
    do {
      return .success(try await promise.futureResult.get())
    } catch let error as TransportError {
      return .failure(error)
    }
  }

  private func expectFailure(
    _ result: Result<HTTPResponse, TransportError>, _ kind: TransportError.Kind, sent: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard case .failure(let error) = result else {
      Issue.record("expected a failure, got \(result)", sourceLocation: sourceLocation)
      return
    }
    #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
    #expect(error.mayHaveBeenSent == sent, sourceLocation: sourceLocation)
    #expect(!error.description.contains("secret"), sourceLocation: sourceLocation)
  }

  @Test("Method, path, query, headers and body arrive as they were given, and the answer comes back whole")
  func requestsAndAnswers() async throws {
    let server = try await LoopbackHTTPServer.start { head, body in
      .answer(200, "\(head.method.rawValue) \(head.uri) \(head.headers["X-MBX-APIKEY"].joined()) \(body)")
    }
    let request = HTTPRequest(
      method: .post, url: "http://127.0.0.1:\(server.port)/api/v3/order?symbol=%E5%B8%81&a=1%2C2+3",
      headers: [("X-MBX-APIKEY", "key")], body: Array("side=BUY".utf8))
    let response = try await exchange(request).get()
    #expect(response.status == 200)
    #expect(
      String(decoding: response.body, as: UTF8.self) == "POST /api/v3/order?symbol=%E5%B8%81&a=1%2C2+3 key side=BUY")
    #expect(response.header("content-type") == "text/plain")
    try await server.stop()
  }

  @Test("Any status is an answer, and a redirect is not followed")
  func statusesAreAnswers() async throws {
    let server = try await LoopbackHTTPServer.start { head, _ in
      .answer(head.uri == "/moved" ? 302 : 418, "", headers: [("Location", "https://elsewhere.test/")])
    }
    #expect(try await exchange(HTTPRequest(url: "http://127.0.0.1:\(server.port)/moved")).get().status == 302)
    #expect(try await exchange(HTTPRequest(url: "http://127.0.0.1:\(server.port)/teapot")).get().status == 418)
    try await server.stop()
  }

  @Test("An answer beyond the limit is refused instead of kept")
  func answersAreBounded() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .answer(200, String(repeating: "x", count: 5_000)) }
    let result = try await exchange(
      HTTPRequest(url: "http://127.0.0.1:\(server.port)/"), options: HTTPTransportOptions(maxResponseBytes: 4_000))
    expectFailure(result, .other, sent: true)
    try await server.stop()
  }

  @Test("Silence ends in a timeout whose request may have been executed")
  func silence() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .silence }
    let result = try await exchange(
      HTTPRequest(url: "http://127.0.0.1:\(server.port)/?signature=secret"), timeout: .milliseconds(300))
    expectFailure(result, .requestTimeout, sent: true)
    try await server.stop()
  }

  @Test("A connection cut before the answer may have carried an executed request")
  func cutConnections() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .disconnect }
    let result = try await exchange(HTTPRequest(method: .post, url: "http://127.0.0.1:\(server.port)/?k=secret"))
    expectFailure(result, .connectionReset, sent: true)
    try await server.stop()
  }

  @Test("An answer that is cut off in its middle is a broken connection, which passes, and may have been executed")
  func cutAnswers() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in
      .rawAndDisconnect("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"symbols\":[")
    }
    let result = try await exchange(HTTPRequest(url: "http://127.0.0.1:\(server.port)/"))
    expectFailure(result, .connectionReset, sent: true)
    try await server.stop()
  }

  @Test("Something that does not speak HTTP is told as such")
  func garbage() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .raw("SSH-2.0-OpenSSH\r\n\r\n") }
    let result = try await exchange(HTTPRequest(url: "http://127.0.0.1:\(server.port)/"))
    expectFailure(result, .other, sent: true)
    try await server.stop()
  }

  @Test("Nobody listening, an unknown name, a plain URL elsewhere, TLS with a plain server: certainly unsent")
  func certainlyUnsent() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .answer(200, "") }
    let port = server.port
    expectFailure(try await exchange(HTTPRequest(url: "https://127.0.0.1:\(port)/?s=secret")), .tls, sent: false)
    try await server.stop()
    expectFailure(
      try await exchange(HTTPRequest(url: "http://127.0.0.1:\(port)/?s=secret")), .connectionRefused, sent: false)
    expectFailure(
      try await exchange(HTTPRequest(url: "https://argonaut.invalid/?s=secret")), .nameResolution, sent: false)
    expectFailure(try await exchange(HTTPRequest(url: "http://192.0.2.1/?s=secret")), .invalidURL, sent: false)
    expectFailure(try await exchange(HTTPRequest(url: "nonsense")), .invalidURL, sent: false)
  }

  @Test("With a proxy that is not there nothing is sent directly")
  func absentProxy() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .answer(200, "") }
    let gone = try await LoopbackHTTPServer.start { _, _ in .answer(200, "") }
    try await gone.stop()
    let options = HTTPTransportOptions(proxyURL: "http://user:secret@127.0.0.1:\(gone.port)")
    let result = try await exchange(HTTPRequest(url: "http://127.0.0.1:\(server.port)/"), options: options)
    expectFailure(result, .proxy, sent: false)
    #expect(server.requestCount == 0)
    try await server.stop()
  }

  @Test("An HTTP proxy is asked to connect with the user and password, and its refusal is told as the proxy's")
  func proxyAuthorization() async throws {
    let isRight = Mutex(false)
    let proxy = try await LoopbackHTTPServer.start { head, _ in
      let authorization = head.headers["proxy-authorization"].joined()
      isRight.withLock { $0 = head.method == .CONNECT && authorization == "Basic dXNlcjpwYXNz" }
      return .answer(407, "")
    }
    let options = HTTPTransportOptions(proxyURL: "http://user:pass@127.0.0.1:\(proxy.port)")
    let result = try await exchange(HTTPRequest(url: "http://127.0.0.1:9/path?k=secret"), options: options)
    expectFailure(result, .proxy, sent: false)
    #expect(isRight.withLock { $0 })
    try await proxy.stop()
  }

  @Test("Unusable options are refused when the transport is made")
  func unusableOptions() async throws {
    let request = HTTPRequest(url: "http://127.0.0.1:9/")
    for proxy in ["nonsense", "ftp://host", "socks5://user:secret@host:70000"] {
      expectFailure(
        try await exchange(request, options: HTTPTransportOptions(proxyURL: proxy)), .proxy, sent: false)
    }
    let options = HTTPTransportOptions(trustRootsFile: "/nowhere/roots.pem")
    expectFailure(try await exchange(request, options: options), .tls, sent: false)
  }

  @Test("The connection is kept and used again")
  func keptConnections() async throws {
    let server = try await LoopbackHTTPServer.start { _, _ in .answer(200, "ok") }
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: Int.self)
    let url = "http://127.0.0.1:\(server.port)/"
    loop.execute {
      guard let transport = try? LiveHTTPTransport(eventLoop: loop) else { return promise.succeed(-1) }
      func next(_ left: Int) {
        if left == 0 { return transport.shutDown { promise.succeed(0) } }
        transport.send(HTTPRequest(url: url), timeout: .seconds(5)) { _ in next(left - 1) }
      }
      next(20)
    }
    #expect(try await promise.futureResult.get() == 0)
    #expect(server.requestCount == 20)
    // The next request can be sent before the pool has its connection back.
    #expect(server.connectionCount <= 2)
    try await server.stop()
  }

  @Test("After shutting down every request fails, certainly unsent")
  func afterShutDown() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: HTTPResponse.self)
    loop.execute {
      guard let transport = try? LiveHTTPTransport(eventLoop: loop) else { return promise.fail(CancellationError()) }
      transport.shutDown {
        transport.send(HTTPRequest(url: "http://127.0.0.1:9/"), timeout: .seconds(1)) {
          promise.completeWith($0.mapError { $0 as any Error })
        }
      }
    }
    do {
      _ = try await promise.futureResult.get()
      Issue.record("expected a failure")
    } catch let error as TransportError {
      #expect(error.kind == .shutDown)
      #expect(!error.mayHaveBeenSent)
    }
  }
}
