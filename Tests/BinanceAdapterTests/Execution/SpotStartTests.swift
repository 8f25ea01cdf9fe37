import BinanceAdapter
import Testing
import TradingLive
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The start of a spot node")
struct SpotStartTests {
  private let world: SimulatedWorld
  private let venue: ScriptedSpotVenue

  init() {
    world = SimulatedWorld(seed: 1)
    venue = ScriptedSpotVenue(world: world)
    for place in ["api.binance.com:443", "ws-api.binance.com:443"] { world.network.register(venue, at: place) }
  }

  private func start() throws -> Result<Void, NodeError>? {
    try StartingNode(world: world, accountType: .spot, symbol: "BTCUSDT").start()
  }

  @Test(
    "What fails for now is tried again, while connecting and while reconciling",
    arguments: ["GET /api/v3/exchangeInfo", "GET /api/v3/openOrders"])
  func triesAgain(endpoint: String) throws {
    venue.failures[endpoint] = 4
    try #require(try start()).get()
    #expect(venue.failures[endpoint] == 0)
  }

  @Test(
    "An answer that is cut short is asked for again", arguments: ["GET /api/v3/exchangeInfo", "GET /api/v3/account"])
  func garbled(endpoint: String) throws {
    venue.garbled = [endpoint]
    try #require(try start()).get()
    #expect(venue.garbled.isEmpty)
  }

  @Test(
    "A request that comes too late again and again is tried again, while connecting and while reconciling",
    arguments: ["GET /api/v3/account", "GET /api/v3/openOrders"])
  func late(endpoint: String) throws {
    venue.refusals[endpoint] = (-1021, "Timestamp for this request is outside of the recvWindow.", 400)
    venue.refusalsLeft[endpoint] = 4
    try #require(try start()).get()
    #expect(venue.refusals.isEmpty)
  }

  @Test("An address of the account's events that cannot be reached ends the start after ten seconds, with the cause")
  func unreachableStream() throws {
    let elsewhere = SimulatedWorld(seed: 2)
    elsewhere.network.register(ScriptedSpotVenue(world: elsewhere), at: "api.binance.com:443")
    let begin = elsewhere.now
    let result = try StartingNode(world: elsewhere, accountType: .spot, symbol: "BTCUSDT").start()
    let error = #expect(throws: NodeError.self) { try result?.get() }
    let cause = error?.causes.first as? BinanceError
    #expect(cause?.transport == .nameResolution && cause?.endpoint.contains("ws-api.binance.com") == true, "\(error)")
    #expect(elsewhere.now - begin > .seconds(9) && elsewhere.now - begin < .seconds(30))
  }

  @Test("A WebSocket address that answers with a web page ends the start after ten seconds, and says so")
  func pageInsteadOfStream() throws {
    let elsewhere = SimulatedWorld(seed: 3)
    let venue = ScriptedSpotVenue(world: elsewhere)
    elsewhere.network.register(venue, at: "api.binance.com:443")
    elsewhere.network.register(RefusingServer(), at: "ws-api.binance.com:443")
    let begin = elsewhere.now
    let result = try StartingNode(world: elsewhere, accountType: .spot, symbol: "BTCUSDT").start()
    let error = #expect(throws: NodeError.self) { try result?.get() }
    #expect(error?.description.contains("base URL") == true, "\(error)")
    #expect(elsewhere.now - begin < .seconds(30))
  }

  @Test("A limit is waited for in silence")
  func limit() throws {
    venue.retryAfter = .seconds(20)
    venue.refusals["GET /api/v3/exchangeInfo"] = (-1003, "Too many requests.", 429)
    let begin = world.now
    try #require(try start()).get()
    #expect(world.now - begin >= .seconds(20))
    #expect(venue.log.filter { $0 == "GET /api/v3/exchangeInfo" }.count == 2)
  }

  @Test("A limit that outlasts the node's patience ends the start at once")
  func longLimit() throws {
    venue.retryAfter = .seconds(3_600)
    venue.refusals["GET /api/v3/exchangeInfo"] = (-1003, "Too many requests.", 429)
    let begin = world.now
    let error = #expect(throws: NodeError.self) { try start()?.get() }
    #expect((error?.causes.first as? BinanceError)?.kind == .throttled)
    #expect(world.now - begin < .seconds(5))
  }

  @Test("A key that the venue refuses ends the start at once")
  func refusal() throws {
    venue.refusals["GET /api/v3/exchangeInfo"] = (-2015, "Invalid API-key, IP, or permissions for action.", 401)
    let begin = world.now
    #expect(throws: NodeError.self) { try start()?.get() }
    #expect(world.now - begin < .seconds(2))
  }
}

/// A web server in the place of a WebSocket API: it answers every upgrade with a page.
private final class RefusingServer: SimulatedServer {
  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void) {
    completion(HTTPResponse(status: 404))
  }

  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade {
    .refused(HTTPResponse(status: 200, body: Array("<html>Welcome</html>".utf8)))
  }
}
