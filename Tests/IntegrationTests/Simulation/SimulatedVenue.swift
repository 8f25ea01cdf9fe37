import BinanceAdapter
import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// A world in virtual time with an exchange in it, and everything that a node needs to trade there: what all simulated
/// proofs stand on.
final class SimulatedVenue {
  let world: SimulatedWorld
  let venue: SandboxVenue
  let products: [TradedProduct]

  /// - Parameters:
  ///   - eventsPerSecond: how busy the synthetic markets are.
  ///   - configure: changes the exchange's configuration.
  init(
    seed: UInt64, products: [TradedProduct] = [.spot], eventsPerSecond: Double = 10,
    configure: (inout SandboxConfiguration) -> Void = { _ in }
  ) throws {
    self.products = products
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = SandboxProduct.allCases.filter { exchange in
      products.contains { $0.exchange == exchange }
    }
    configuration.synthetic.eventsPerSecond = eventsPerSecond
    configure(&configuration)
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    for product in products { product.fund(venue) }
    venue.register(
      in: world.network,
      places: Dictionary(products.map { ($0.exchange, Self.authority($0)) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func authority(_ product: TradedProduct) -> String { "127.0.0.1:\(product.port)" }

  /// The configuration of nodes that trade here.
  var configuration: SandboxNode {
    SandboxNode(products: products, credentials: venue.credentials) { VenuePlace(authority: Self.authority($0)) }
  }

  /// A node that trades all products here.
  func node(_ config: TradingNodeConfig) -> TradingNodeCore {
    let node = TradingNodeCore(config: config, world: NodeWorld(runtime: world.runtime()))
    configuration.addFactories(to: node)
    return node
  }

  /// The signed way to the exchange of a client without a node.
  func session(_ config: BinanceExecClientConfig) throws -> BinanceHttpSession {
    let credentials = try BinanceCredentials(
      apiKey: SecretText(venue.credentials.apiKey), apiSecret: SecretText(venue.credentials.apiSecret))
    return try BinanceHttpSession(connection: config.connection, credentials: credentials, runtime: world.runtime())
  }

  /// Starts a node and waits until it runs or has failed.
  func start(_ node: TradingNodeCore) throws -> Result<Void, NodeError>? {
    try node.build()
    var result: Result<Void, NodeError>?
    node.start { result = $0 }
    world.run(until: { result != nil }, limit: .seconds(120))
    return result
  }

  /// Stops a node; `false` when it is not down within a minute.
  @discardableResult
  func stop(_ node: TradingNodeCore) -> Bool {
    var isDown = false
    node.stop { isDown = true }
    return world.run(until: { isDown }, limit: .seconds(60))
  }

  /// Ends the exchange and the world.
  func shutDown() {
    venue.stop()
    world.shutDown()
  }
}
