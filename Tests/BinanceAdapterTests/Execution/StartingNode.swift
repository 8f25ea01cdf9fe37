import BinanceAdapter
import Testing
import TradingLive
import TradingModel
import TradingNetwork
import TradingTesting

/// A node with one execution client that starts on a scripted venue in a simulated world.
struct StartingNode {
  let world: SimulatedWorld
  let node: TradingNodeCore

  private static let hmacSecret: SecretText = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"

  init(
    world: SimulatedWorld, accountType: BinanceAccountType, symbol: String,
    configure: (inout BinanceExecClientConfig) -> Void = { _ in }
  ) throws {
    self.world = world
    var client = BinanceExecClientConfig(
      accountType: accountType, apiKey: "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zv", apiSecret: Self.hmacSecret)
    client.instrumentProvider.loadIds = [InstrumentId(symbol: symbol, venue: "BINANCE")]
    configure(&client)
    var config = TradingNodeConfig(traderId: "START-001")
    config.execClients["BINANCE"] = client
    node = TradingNodeCore(config: config, world: NodeWorld(runtime: world.runtime()))
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
  }

  /// Starts the node and waits until it runs or has failed.
  func start() throws -> Result<Void, NodeError>? {
    try node.build()
    var result: Result<Void, NodeError>?
    node.start { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(200))
    return result
  }
}
