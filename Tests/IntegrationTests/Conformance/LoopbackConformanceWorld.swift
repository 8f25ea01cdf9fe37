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
  private let product: TradedProduct
  private let node: TradingNode

  init(_ product: TradedProduct) async throws {
    self.product = product
    var configuration = SandboxConfiguration()
    configuration.products = [product.exchange]
    configuration.synthetic.eventsPerSecond = 20
    server = try await SandboxServer.start(configuration)
    await server.run { product.fund($0) }
    guard let address = server.address(of: product.exchange) else { throw NodeGone() }
    let here = SandboxNode(products: [product], credentials: server.credentials) { _ in VenuePlace(address) }
    var config = here.config(traderId: "CONFORM-001") { $0.useGTD = false }
    config.journal.enabled = false
    node = TradingNode(config: config)
    here.addFactories(to: node)
    try await node.build()
    try await node.start()
  }

  func perform<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async throws -> Result {
    guard let result = await node.withKernel(body) else { throw NodeGone() }
    return result
  }

  func wait(_ limit: Duration, until condition: @escaping @Sendable (TradingKernel) -> Bool) async throws -> Bool {
    // By count, not by the clock: simulations of other suites may hold the threads that tasks run on.
    for _ in 0..<Int(limit / .milliseconds(5)) {
      if try await perform(condition) { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return try await perform(condition)
  }

  func moveMarket(_ instrumentId: InstrumentId, to price: Price) async throws {
    await server.run { [product, text = price.description] in
      $0.movePrice(of: product.symbol, to: text, product: product.exchange)
    }
  }

  func end() async {
    await node.shutDown()
    await server.stop()
  }
}
