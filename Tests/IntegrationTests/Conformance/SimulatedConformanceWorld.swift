import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork
import TradingTesting

/// A conformance world in virtual time: the exchange, the network and a live node on one thread.
///
/// It is used by one task at a time, which is what makes it safe to hand over.
final class SimulatedConformanceWorld: ConformanceWorld, @unchecked Sendable {
  private let world: SimulatedWorld
  private let venue: SandboxVenue
  private let node: TradingNodeCore

  init(seed: UInt64) throws {
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.synthetic.eventsPerSecond = 10
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080"])
    var config = TradingNodeConfig(traderId: "CONFORM-001")
    let provider = BinanceInstrumentProviderConfig(loadIds: [try InstrumentId("BTCUSDT.BINANCE")])
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: "http://127.0.0.1:8080", baseURLWS: "ws://127.0.0.1:8080",
      instrumentProvider: provider)
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(venue.credentials.apiKey),
      apiSecret: SecretText(venue.credentials.apiSecret), baseURLHTTP: "http://127.0.0.1:8080",
      baseURLWSAPI: "ws://127.0.0.1:8080", instrumentProvider: provider)
    node = TradingNodeCore(config: config, world: NodeWorld(runtime: world.runtime(clientAddress: "10.0.0.1")))
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    venue.start()
    try node.build()
    var started: Result<Void, NodeError>?
    node.start { started = $0 }
    _ = world.run(until: { started != nil }, limit: .seconds(120))
    try started?.get()
  }

  func perform<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async throws -> Result {
    body(node.kernel)
  }

  func wait(_ limit: Duration, until condition: @escaping @Sendable (TradingKernel) -> Bool) async throws -> Bool {
    world.run(until: { condition(self.node.kernel) }, limit: limit)
  }

  func moveMarket(_ instrumentId: InstrumentId, to price: Price) async throws {
    venue.movePrice(of: instrumentId.symbol, to: price.description)
  }

  func end() {
    var isDown = false
    node.stop { isDown = true }
    _ = world.run(until: { isDown }, limit: .seconds(60))
    venue.stop()
    world.shutDown()
  }
}
