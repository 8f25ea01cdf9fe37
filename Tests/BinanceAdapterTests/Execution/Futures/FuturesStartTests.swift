import BinanceAdapter
import Testing
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The start of a futures node")
struct FuturesStartTests {
  private let world: SimulatedWorld
  private let venue: ScriptedFuturesVenue

  init() {
    world = SimulatedWorld(seed: 1)
    venue = ScriptedFuturesVenue(world: world, isCoin: false)
    for place in ["fapi.binance.com:443", "ws-fapi.binance.com:443", "fstream.binance.com:443"] {
      world.network.register(venue, at: place)
    }
  }

  private func start(
    configure: (inout BinanceExecClientConfig) -> Void = { _ in }
  ) throws -> Result<Void, NodeError>? {
    try StartingNode(world: world, accountType: .usdtFutures, symbol: "BTCUSDT-PERP", configure: configure).start()
  }

  @Test(
    "A question of the start that fails for now is asked again",
    arguments: [
      "GET /v1/time", "GET /v1/exchangeInfo", "GET /v1/positionSide/dual", "GET /v3/account", "GET /v3/positionRisk",
    ])
  func asksAgain(endpoint: String) throws {
    venue.failures[endpoint] = 2
    try #require(try start()).get()
    #expect(venue.failures[endpoint] == 0)
  }

  @Test("A change of the position mode whose answer is lost is looked at, not given up")
  func lostChange() throws {
    venue.losses["POST /v1/positionSide/dual"] = 1
    try #require(start { $0.positionMode = .hedge }).get()
    #expect(venue.losses["POST /v1/positionSide/dual"] == 0)
    #expect(venue.parameters(of: "POST /v1/positionSide/dual").count == 1)
  }

  @Test("What filled of somebody else's open order is told with its trades, and the position is the venue's at once")
  func partlyFilledBefore() throws {
    venue.placeElsewhere("web_1", side: "BUY", "10", at: "100.0")
    venue.fill("web_1", "4", at: "100.0")
    venue.holdings["BTCUSDT"] = .init(amount: "54", entry: "99")
    world.run(for: .seconds(3_600))
    let starting = try StartingNode(world: world, accountType: .usdtFutures, symbol: "BTCUSDT-PERP")
    try #require(try starting.start()).get()
    let kernel = starting.node.kernel
    let order = try #require(kernel.cache.orders.order(ClientOrderId("web_1")))
    #expect(order.status == OrderStatus.partiallyFilled && order.filledQuantity.description == "4.000")
    #expect(order.tradeIds.map(\.text) == venue.trades.map { String($0.id) })
    #expect(!order.commissions.isEmpty)
    let id = InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE")
    #expect(kernel.cache.positions.open(instrumentId: id).map { $0.signedQuantity.plain() } == ["54"])
  }

  @Test("What the venue refuses ends the start at once")
  func refusal() throws {
    venue.answers["GET /v1/positionSide/dual"] = (
      401, ScriptedQuery.error(-2015, "Invalid API-key, IP, or permissions for action.")
    )
    let begin = world.now
    #expect(throws: NodeError.self) { try start()?.get() }
    #expect(world.now - begin < .seconds(5))
  }

  @Test("A failure that stays ends the start with its cause before the node's patience ends")
  func staysDown() throws {
    venue.failures["GET /v1/exchangeInfo"] = 1_000
    let begin = world.now
    let error = #expect(throws: NodeError.self) { try start()?.get() }
    #expect((error?.causes.first as? BinanceError)?.code == -1001)
    #expect(world.now - begin > .seconds(30))
    #expect(world.now - begin < .seconds(60))
  }
}
