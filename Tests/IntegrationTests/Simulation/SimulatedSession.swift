import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// A whole session in virtual time: the exchange, the network between, and a live node with its strategies.
final class SimulatedSession {
  let world: SimulatedWorld
  let venue: SandboxVenue
  let node: TradingNodeCore
  let journal = MemoryJournal()
  private(set) var startResult: Result<Void, NodeError>?

  /// - Parameter eventsPerSecond: how busy the synthetic market is.
  init(seed: UInt64, eventsPerSecond: Double = 10, journalsMarketData: Bool = true) throws {
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.synthetic.eventsPerSecond = eventsPerSecond
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080"])
    var config = TradingNodeConfig(traderId: "SIM-001")
    config.kernel.journalsMarketData = journalsMarketData
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: "http://127.0.0.1:8080", baseURLWS: "ws://127.0.0.1:8080",
      instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [try InstrumentId("BTCUSDT.BINANCE")]))
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(venue.credentials.apiKey),
      apiSecret: SecretText(venue.credentials.apiSecret), baseURLHTTP: "http://127.0.0.1:8080",
      baseURLWSAPI: "ws://127.0.0.1:8080")
    let runtime = world.runtime(clientAddress: "10.0.0.1")
    node = TradingNodeCore(config: config, world: NodeWorld(runtime: runtime))
    node.kernel.attach(journal)
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
  }

  /// Starts the exchange and the node, and waits until the strategies run.
  func start() throws {
    venue.start()
    try node.build()
    node.start { [weak self] in self?.startResult = $0 }
    _ = world.run(until: { self.startResult != nil }, limit: .seconds(120))
  }

  /// Stops the node and waits until it is down.
  func stop() {
    var isDown = false
    node.stop { isDown = true }
    _ = world.run(until: { isDown }, limit: .seconds(60))
    venue.stop()
    world.shutDown()
  }

  /// Adds the built-in strategies with small sizes.
  func addStrategies() throws {
    let instrument = try InstrumentId("BTCUSDT.BINANCE")
    let bars = BarType(
      instrumentId: instrument, specification: BarSpecification(step: 20, aggregation: .tick), source: .internal)
    node.add(
      EmaCross(EmaCrossConfig(instrument: instrument, bars: bars, fast: 3, slow: 8, tradeSize: try Quantity("0.01"))))
    node.add(
      SimpleMarketMaker(
        SimpleMarketMakerConfig(
          instrument: instrument, tradeSize: try Quantity("0.005"), halfSpread: .ticks(1),
          maxPosition: try Quantity("0.05"))))
  }
}
