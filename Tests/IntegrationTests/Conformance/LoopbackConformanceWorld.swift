import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingTesting

/// A conformance world over real sockets: the sandbox's server on free ports and a node connected to it.
final class LoopbackConformanceWorld: ConformanceWorld, Sendable {
  private struct NodeGone: Error {}

  private let server: SandboxServer
  private let node: TradingNode

  init() async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.synthetic.eventsPerSecond = 20
    server = try await SandboxServer.start(configuration)
    let here = server.address(of: .spot)
    var config = TradingNodeConfig(traderId: "CONFORM-001")
    config.journal.enabled = false
    let provider = BinanceInstrumentProviderConfig(loadIds: [try InstrumentId("BTCUSDT.BINANCE")])
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: here?.http, baseURLWS: here?.ws, instrumentProvider: provider)
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(server.credentials.apiKey),
      apiSecret: SecretText(server.credentials.apiSecret), baseURLHTTP: here?.http, baseURLWSAPI: here?.wsApi,
      instrumentProvider: provider)
    node = TradingNode(config: config)
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
    try await node.build()
    try await node.start()
  }

  func perform<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async throws -> Result {
    guard let result = await node.withKernel(body) else { throw NodeGone() }
    return result
  }

  func wait(_ limit: Duration, until condition: @escaping @Sendable (TradingKernel) -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      if try await perform(condition) { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return try await perform(condition)
  }

  func moveMarket(_ instrumentId: InstrumentId, to price: Price) async throws {
    await server.run { [symbol = instrumentId.symbol, text = price.description] in $0.movePrice(of: symbol, to: text) }
  }

  func end() async {
    await node.shutDown()
    await server.stop()
  }
}
