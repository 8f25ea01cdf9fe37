import Testing
import TradingModel
import TradingNetwork

/// A server of the simulated network that greets, counts and can be told what to do.
private final class ScriptedServer: SimulatedServer {
  var channels: [any SimulatedServerChannel] = []
  var received: [String] = []
  var refusal: HTTPResponse?
  var upgrades = 0

  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    completion(HTTPResponse(status: 404))
  }

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    upgrades += 1
    if let refusal { return .refused(refusal) }
    channels.append(channel)
    return .accepted(ScriptedHandler(server: self))
  }

  func broadcast(_ text: String) {
    for channel in channels { channel.send(text: text) }
  }
}

private final class ScriptedHandler: WebSocketHandler {
  let server: ScriptedServer
  init(server: ScriptedServer) { self.server = server }
  func webSocketDidOpen(_ channel: any WebSocketChannel) {}
  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    server.received.append(String(decoding: message, as: UTF8.self))
  }
  func webSocketDidClose(_ reason: WebSocketCloseReason) {}
}

private final class Owner: WebSocketConnectionDelegate {
  var opened: [(epoch: UInt64, replacing: UInt64?)] = []
  var messages: [(epoch: UInt64, text: String)] = []
  var closed: [(epoch: UInt64, reason: String, isReplaced: Bool)] = []
  var states: [ReconnectMachine.State] = []
  var finishesRotation = true

  func connection(_ connection: WebSocketConnection, didOpen epoch: UInt64, replacing: UInt64?) {
    opened.append((epoch, replacing))
    connection.send(text: "subscribe \(epoch)", on: epoch)
  }
  func connection(
    _ connection: WebSocketConnection, epoch: UInt64, didReceive message: UnsafeRawBufferPointer, isText: Bool
  ) {
    messages.append((epoch, String(decoding: message, as: UTF8.self)))
    if finishesRotation, let candidate = opened.last, candidate.replacing != nil, epoch == candidate.epoch {
      connection.finishRotation()
    }
  }
  func connection(
    _ connection: WebSocketConnection, didClose epoch: UInt64, reason: String, isReplaced: Bool
  ) {
    closed.append((epoch, reason, isReplaced))
  }
  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String) {
    states.append(state)
  }
}

@Suite("The connection that comes back, in virtual time")
struct WebSocketConnectionTests {
  private let world = SimulatedWorld(seed: 11)
  private let server = ScriptedServer()
  private let owner = Owner()
  private let connection: WebSocketConnection

  init() {
    world.network.register(server, at: "stream.test:443")
    connection = WebSocketConnection(
      request: WebSocketRequest(url: "wss://stream.test/ws"),
      transport: SimulatedWebSocketTransport(network: world.network, clientAddress: "10.0.0.1"), clock: world,
      random: RandomSource(seed: 5))
    connection.delegate = owner
  }

  /// Lets the server send a numbered message every 100 ms, for a while.
  private func stream(for duration: Duration, from first: Int = 1) {
    let count = Int(duration / .milliseconds(100))
    for number in 0..<count {
      world.schedule(after: .milliseconds(100) * number) { [server] in server.broadcast("m\(first + number)") }
    }
  }

  @Test("A connection opens, its owner subscribes, and messages arrive")
  func opening() {
    connection.start()
    world.run(for: .seconds(1))
    stream(for: .seconds(1))
    world.run(for: .seconds(2))
    #expect(connection.state == .open)
    #expect(server.received == ["subscribe 1"])
    #expect(owner.messages.map(\.text) == (1...10).map { "m\($0)" })
    #expect(connection.send(text: "more"))
    connection.stop()
    world.run(for: .seconds(5))
    #expect(owner.states == [.connecting, .open, .stopped])
    #expect(owner.closed.map(\.epoch) == [1])
    #expect(world.network.openConnections == 0)
  }

  @Test("A broken connection is back within a second")
  func reconnecting() {
    connection.start()
    world.run(for: .seconds(60))
    world.network.resetConnections(at: "stream.test:443")
    server.channels = []
    world.run(for: .seconds(1))
    #expect(connection.state == .open)
    #expect(owner.opened.map(\.epoch) == [1, 2])
    #expect(owner.closed.map(\.isReplaced) == [false])
    #expect(server.received == ["subscribe 1", "subscribe 2"])
  }

  @Test("A venue that is away for hours is not flooded, and is found again soon after it is back")
  func outage() {
    connection.start()
    world.run(for: .seconds(60))
    world.network.unregister(at: "stream.test:443")
    server.upgrades = 0
    world.run(for: .seconds(4 * 3600))
    #expect(connection.state != .open)
    #expect(owner.states.count < 4 * 3600 / 5)
    world.network.register(server, at: "stream.test:443")
    world.run(for: .seconds(31))
    #expect(connection.state == .open)
    #expect(server.upgrades == 1)
  }

  @Test("A refused upgrade is not repeated before the time that the venue named")
  func refused() {
    server.refusal = HTTPResponse(status: 429, headers: [("Retry-After", "120")])
    connection.start()
    world.run(for: .seconds(119))
    #expect(server.upgrades == 1)
    server.refusal = nil
    world.run(for: .seconds(5))
    #expect(server.upgrades == 2)
    #expect(connection.state == .open)
  }

  @Test("A connection over which nothing comes any more is given up within fifteen seconds and replaced")
  func halfOpen() throws {
    connection.start()
    world.run(for: .seconds(60))
    #expect(connection.state == .open, "pongs keep an idle connection alive")
    #expect(owner.opened.count == 1)
    world.network.apply(FaultPlan(rules: [FaultRule(.halfOpen)]))
    server.broadcast("lost")
    world.run(for: .seconds(15))
    let reason = try #require(owner.closed.first?.reason)
    #expect(reason.wholeMatch(of: /nothing was heard for 1[2-4] s/) != nil, "\(reason)")
    world.network.apply(.none)
    world.run(for: .seconds(20))
    #expect(connection.state == .open)
  }

  @Test("A renewal loses no message, and both channels deliver while it lasts")
  func rotation() {
    connection.start()
    world.run(for: .seconds(1))
    stream(for: .seconds(10))
    world.run(for: .seconds(5))
    connection.rotate(reason: "the venue announced its end")
    #expect(connection.state == .rotating)
    world.run(for: .seconds(6))
    #expect(connection.state == .open)
    #expect(connection.currentEpoch == 2)
    #expect(owner.opened.map(\.replacing) == [nil, 1])
    #expect(owner.closed.map(\.isReplaced) == [true])
    #expect(Set(owner.messages.map(\.text)) == Set((1...100).map { "m\($0)" }))
    #expect(owner.messages.last.map(\.epoch) == 2)
  }

  @Test("A connection is renewed before the venue's twenty-four hours are over")
  func plannedRotation() {
    connection.start()
    owner.finishesRotation = false
    world.run(for: .seconds(22 * 3600 + 1790))
    #expect(owner.opened.count == 1)
    world.run(for: .seconds(1900))
    #expect(owner.opened.map(\.epoch) == [1, 2])
    #expect(connection.currentEpoch == 2)
    #expect(owner.closed.map(\.isReplaced) == [true])
  }

  @Test("A connection whose data stopped can be given up by its owner")
  func givenUp() {
    connection.start()
    world.run(for: .seconds(1))
    connection.reconnect(reason: "btcusdt@depth is frozen")
    world.run(for: .seconds(1))
    #expect(owner.closed.map(\.reason) == ["btcusdt@depth is frozen"])
    #expect(connection.currentEpoch == 2)
  }
}
