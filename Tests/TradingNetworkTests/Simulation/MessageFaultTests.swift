import Testing
import TradingModel
import TradingNetwork

@Suite("Faults of messages")
struct MessageFaultTests {
  private let world = SimulatedWorld(seed: 3)
  private let server = EchoServer()
  private let handler = RecordingHandler()

  /// Sends ten messages from the server under a fault and returns what arrived of them.
  private func arrivals(_ fault: Fault, skip: Int = 3, limit: Int? = 1) -> [String] {
    world.network.register(server, at: "venue.test:443")
    let runtime = world.runtime()
    _ = runtime.webSocket.connect(WebSocketRequest(url: "wss://venue.test/ws"), handler: handler)
    world.runUntilIdle()
    let rule = FaultRule(fault, scope: .message(.toClient), skip: skip, limit: limit)
    world.network.apply(FaultPlan(seed: 5, rules: [rule]))
    for index in 0..<10 {
      world.schedule(after: .milliseconds(100 * index)) { [server] in
        server.handlers[0].channel.send(text: "m\(index)")
      }
    }
    world.run(for: .seconds(30))
    return Array(handler.messages.dropFirst())
  }

  private let all = (0..<10).map { "m\($0)" }

  @Test("A dropped message is missing, the others are there")
  func drop() { #expect(arrivals(.drop) == all.filter { $0 != "m3" }) }

  @Test("A doubled message comes twice")
  func duplicate() { #expect(arrivals(.duplicate) == Array(all[0...3]) + Array(all[3...])) }

  @Test("A reordered message comes behind those that overtake it")
  func reorder() {
    #expect(arrivals(.reorder(by: 2)) == ["m0", "m1", "m2", "m4", "m5", "m3", "m6", "m7", "m8", "m9"])
  }

  @Test("The last message of a connection is not lost by being reordered")
  func reorderAtTheEnd() { #expect(arrivals(.reorder(by: 2), skip: 9) == all) }

  @Test("A delayed message holds the later ones back")
  func delay() {
    #expect(arrivals(.delay(.seconds(5) ... .seconds(5))) == all)
    #expect(handler.batches < 11)
  }

  @Test("A fragmented message comes whole with its last piece")
  func fragment() { #expect(arrivals(.fragment(pieces: 4, gap: .milliseconds(500))) == all) }

  @Test("A corrupted message has the same length and other bytes")
  func corrupt() {
    let messages = arrivals(.corrupt(bytes: 1))
    #expect(messages.count == 10)
    #expect(messages[3] != "m3")
  }

  @Test("A truncated message is cut short")
  func truncate() { #expect(arrivals(.truncate(keeping: 0.5))[3] == "m") }

  @Test("A frozen stream is silent while pings go through")
  func freeze() {
    #expect(arrivals(.freeze) == Array(all[0..<3]))
    server.handlers[0].channel.ping()
    world.run(for: .seconds(1))
    #expect(handler.pings == 1)
    #expect(handler.closeReasons.isEmpty)
  }

  @Test("A half-open connection swallows everything, pings too, and tells nobody")
  func halfOpen() {
    #expect(arrivals(.halfOpen) == Array(all[0..<3]))
    server.handlers[0].channel.ping()
    world.run(for: .seconds(60))
    #expect(handler.pings == 0)
    #expect(handler.closeReasons.isEmpty)
    #expect(server.handlers[0].closeReason == nil)
  }

  @Test("A reset connection ends on both sides")
  func reset() {
    #expect(arrivals(.reset) == Array(all[0..<3]))
    #expect(handler.closeReasons.count == 1)
    #expect(server.handlers[0].closeReason != nil)
  }

  @Test("A closed connection ends with the code")
  func close() {
    #expect(arrivals(.close(code: 1_001)) == Array(all[0..<3]))
    #expect(handler.closeReasons.map(\.description) == ["closed by the peer (1001)"])
  }
}
