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
  private let simulation: SimulatedVenue
  private let product: TradedProduct
  private let node: TradingNodeCore

  init(_ product: TradedProduct, seed: UInt64) throws {
    self.product = product
    simulation = try SimulatedVenue(seed: seed, products: [product])
    node = simulation.node(
      simulation.configuration.config(traderId: "CONFORM-001") { $0.useGTD = product.keepsDatesAtVenue })
    simulation.venue.start()
    try simulation.start(node)?.get()
  }

  func perform<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async throws -> Result {
    body(node.kernel)
  }

  func wait(_ limit: Duration, until condition: @escaping @Sendable (TradingKernel) -> Bool) async throws -> Bool {
    simulation.world.run(until: { condition(self.node.kernel) }, limit: limit)
  }

  func moveMarket(_ instrumentId: InstrumentId, to price: Price) async throws {
    simulation.venue.movePrice(of: product.symbol, to: price.description, product: product.exchange)
  }

  func end() {
    simulation.stop(node)
    simulation.shutDown()
  }
}
