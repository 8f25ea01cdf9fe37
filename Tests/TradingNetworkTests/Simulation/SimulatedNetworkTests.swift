import Testing
import TradingModel
import TradingNetwork

@Suite("SimulatedNetwork")
struct SimulatedNetworkTests {
  private let world = SimulatedWorld(seed: 42)
  private let server = EchoServer()
  private let runtime: Runtime

  init() {
    world.network.register(server, at: "venue.test:443")
    runtime = world.runtime(clientAddress: "10.0.0.9")
  }

  private func get(_ url: String, timeout: Duration = .seconds(5)) -> () -> Result<HTTPResponse, TransportError>? {
    var answer: Result<HTTPResponse, TransportError>?
    runtime.http.send(HTTPRequest(url: url), timeout: timeout) { answer = $0 }
    return { answer }
  }

  private func connect(_ handler: RecordingHandler) -> any WebSocketChannel {
    runtime.webSocket.connect(WebSocketRequest(url: "wss://venue.test/stream?streams=a"), handler: handler)
  }

  private func expectFailure(
    _ result: Result<HTTPResponse, TransportError>?, _ kind: TransportError.Kind, sent: Bool
  ) {
    guard case .failure(let error) = result else {
      Issue.record("expected a failure, got \(String(describing: result))")
      return
    }
    #expect(error.kind == kind)
    #expect(error.mayHaveBeenSent == sent)
  }

  @Test("A request reaches its server with the client's address and is answered after the latency both ways")
  func requestsAreAnswered() throws {
    let answer = get("https://venue.test/api?x=1")
    #expect(answer() == nil)
    world.runUntilIdle()
    let response = try #require(try answer()?.get())
    #expect(String(decoding: response.body, as: UTF8.self) == "10.0.0.9 https://venue.test/api?x=1")
    #expect(world.elapsed >= .milliseconds(10))
  }

  @Test("An unknown host, a closed port and a plain URL each fail in their own way, certainly unsent")
  func unreachableServers() {
    let unknown = get("https://nowhere.test/")
    let closed = get("https://venue.test:444/")
    let plain = get("http://venue.test/")
    let silly = get("venue.test")
    world.runUntilIdle()
    expectFailure(unknown(), .nameResolution, sent: false)
    expectFailure(closed(), .connectionRefused, sent: false)
    expectFailure(plain(), .invalidURL, sent: false)
    expectFailure(silly(), .invalidURL, sent: false)
  }

  @Test("A lost request is not executed, a lost answer leaves an executed one behind; both end in a timeout")
  func lostRequestsAndAnswers() {
    world.network.apply(
      FaultPlan(rules: [
        FaultRule(.drop, scope: .request("/lost")), FaultRule(.drop, scope: .response("/executed")),
      ]))
    let lost = get("https://venue.test/lost")
    let executed = get("https://venue.test/executed")
    world.runUntilIdle()
    expectFailure(lost(), .requestTimeout, sent: true)
    expectFailure(executed(), .requestTimeout, sent: true)
    #expect(server.requests.map(\.url) == ["https://venue.test/executed"])
    #expect(world.network.faultCounts == [1, 1])
  }

  @Test("An answer in the server's place leaves the request executed or not, as the rule says")
  func answersInTheServersPlace() {
    let error = HTTPResponse(status: 503, body: Array("{\"code\":-1000}".utf8))
    world.network.apply(
      FaultPlan(rules: [
        FaultRule(.answer(error, executed: false), scope: .request("/a")),
        FaultRule(.answer(error, executed: true), scope: .request("/b")),
      ]))
    let first = get("https://venue.test/a")
    let second = get("https://venue.test/b")
    world.runUntilIdle()
    #expect((try? first()?.get())?.status == 503)
    #expect((try? second()?.get())?.status == 503)
    #expect(server.requests.map(\.url) == ["https://venue.test/b"])
  }

  @Test("A reset before the request leaves it unexecuted, a reset of the answer executed; both are unknown")
  func resets() {
    world.network.apply(
      FaultPlan(rules: [FaultRule(.reset, scope: .request("/a")), FaultRule(.reset, scope: .response("/b"))]))
    let first = get("https://venue.test/a")
    let second = get("https://venue.test/b")
    world.runUntilIdle()
    expectFailure(first(), .connectionReset, sent: true)
    expectFailure(second(), .connectionReset, sent: true)
    #expect(server.requests.map(\.url) == ["https://venue.test/b"])
  }

  @Test("Failures to connect are told as such")
  func connectFailures() {
    world.network.apply(
      FaultPlan(rules: [
        FaultRule(.nameResolutionFails, scope: .request("/dns")),
        FaultRule(.connectionRefused, scope: .request("/refused")),
        FaultRule(.connectTimeout, scope: .request("/timeout")),
      ]))
    let dns = get("https://venue.test/dns")
    let refused = get("https://venue.test/refused")
    let timeout = get("https://venue.test/timeout")
    world.runUntilIdle()
    expectFailure(dns(), .nameResolution, sent: false)
    expectFailure(refused(), .connectionRefused, sent: false)
    expectFailure(timeout(), .connectTimeout, sent: false)
  }

  @Test("Delays, corruption and truncation strike answers")
  func alteredAnswers() throws {
    world.network.apply(
      FaultPlan(rules: [
        FaultRule(.delay(.seconds(2) ... .seconds(2)), scope: .response("/slow")),
        FaultRule(.corrupt(bytes: 3), scope: .response("/bad")),
        FaultRule(.truncate(keeping: 0.5), scope: .response("/half")),
      ]))
    let slow = get("https://venue.test/slow")
    let bad = get("https://venue.test/bad")
    let half = get("https://venue.test/half")
    world.run(for: .seconds(1))
    #expect(slow() == nil)
    let badText = String(decoding: try #require(try bad()?.get()).body, as: UTF8.self)
    #expect(badText != "10.0.0.9 https://venue.test/bad")
    #expect(try #require(try half()?.get()).body.count == "10.0.0.9 https://venue.test/half".utf8.count / 2)
    world.run(for: .seconds(3))
    #expect((try? slow()?.get())?.status == 200)
  }

  @Test("A rule counts, skips, and keeps to its window and client")
  func rulesAreScoped() {
    var rule = FaultRule(.drop, scope: .request("/"), skip: 1, limit: 2, window: .seconds(10)..<(.seconds(20)))
    rule.scope.clientAddress = "10.0.0.9"
    world.network.apply(FaultPlan(rules: [rule]))
    var answers = [get("https://venue.test/before")]
    world.run(for: .seconds(10))
    for index in 0..<4 { answers.append(get("https://venue.test/\(index)")) }
    world.runtime(clientAddress: "10.0.0.8").http.send(
      HTTPRequest(url: "https://venue.test/other"), timeout: .seconds(1)
    ) { _ in }
    world.runUntilIdle()
    #expect(answers.map { (try? $0()?.get()) != nil } == [true, true, false, false, true])
    #expect(server.requests.contains { $0.url.hasSuffix("/other") })
  }

  @Test("Messages of a connection arrive in order, and the greeting after the opening")
  func messagesArriveInOrder() {
    let handler = RecordingHandler()
    handler.onOpen = { channel in for index in 0..<200 { channel.send(text: "\(index)") } }
    _ = connect(handler)
    world.runUntilIdle()
    #expect(handler.messages == ["welcome"] + (0..<200).map { "echo \($0)" })
    #expect(handler.batches > 0)
  }

  @Test("A ping is answered with a pong by the other end")
  func pingsAreAnswered() {
    let handler = RecordingHandler()
    handler.onOpen = { $0.ping() }
    _ = connect(handler)
    world.runUntilIdle()
    server.handlers.first?.channel.ping()
    world.runUntilIdle()
    #expect(handler.pongs == 1)
    #expect(handler.pings == 1)
  }

  @Test("Closing is heard once on both sides, with the code on the other")
  func closing() {
    let handler = RecordingHandler()
    let channel = connect(handler)
    world.runUntilIdle()
    channel.close(code: 1_000)
    channel.close(code: 1_000)
    #expect(channel.send(text: "late") == false)
    world.runUntilIdle()
    guard case .closedLocally = handler.closeReasons.first, handler.closeReasons.count == 1 else {
      Issue.record("the client heard \(handler.closeReasons)")
      return
    }
    guard case .closedByPeer(1_000, "") = server.handlers[0].closeReason else {
      Issue.record("the server heard \(String(describing: server.handlers[0].closeReason))")
      return
    }
    #expect(world.network.openConnections == 0)
  }

  @Test("A server closes with a reason, refuses with a response, and disappears with a reset")
  func endsByTheServer() {
    let closed = RecordingHandler()
    _ = connect(closed)
    world.runUntilIdle()
    server.handlers[0].channel.close(code: 1_008, reason: "too many requests")
    world.runUntilIdle()
    #expect(closed.closeReasons.map(\.description) == ["closed by the peer (1008: too many requests)"])

    server.refusal = HTTPResponse(status: 418)
    let refused = RecordingHandler()
    _ = connect(refused)
    world.runUntilIdle()
    #expect(refused.opened == 0)
    #expect(refused.closeReasons.map(\.description) == ["upgrade refused with HTTP 418"])

    server.refusal = nil
    let broken = RecordingHandler()
    _ = connect(broken)
    world.runUntilIdle()
    world.network.unregister(at: "venue.test:443")
    world.runUntilIdle()
    #expect(broken.closeReasons.count == 1)
    let unknown = RecordingHandler()
    _ = connect(unknown)
    world.runUntilIdle()
    #expect(unknown.closeReasons.map(\.description) == ["the host's name does not resolve (venue.test:443)"])
  }

  @Test("Dropping a connection is heard here at once and there by a reset")
  func aborting() {
    let handler = RecordingHandler()
    let channel = connect(handler)
    world.runUntilIdle()
    channel.abort()
    #expect(handler.closeReasons.isEmpty)
    world.runUntilIdle()
    #expect(handler.closeReasons.count == 1)
    guard case .failed = server.handlers[0].closeReason else {
      Issue.record("the server heard \(String(describing: server.handlers[0].closeReason))")
      return
    }
  }

  @Test("Closing while opening ends the attempt once")
  func closingWhileOpening() {
    let handler = RecordingHandler()
    connect(handler).close(code: 1_000)
    world.runUntilIdle()
    #expect(handler.opened == 0)
    #expect(handler.closeReasons.count == 1)
    #expect(world.network.openConnections == 0)
  }
}
