import BinanceSandbox
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork

/// A whole session in virtual time: the exchange, the network between, and a live node with its strategies.
final class SimulatedSession {
  private let simulation: SimulatedVenue
  let node: TradingNodeCore
  let journal = MemoryJournal()
  private(set) var startResult: Result<Void, NodeError>?

  var world: SimulatedWorld { simulation.world }
  var venue: SandboxVenue { simulation.venue }

  /// - Parameter eventsPerSecond: how busy the synthetic market is.
  init(seed: UInt64, eventsPerSecond: Double = 10, journalsMarketData: Bool = true) throws {
    simulation = try SimulatedVenue(seed: seed, eventsPerSecond: eventsPerSecond)
    var config = simulation.configuration.config(traderId: "SIM-001")
    config.kernel.journalsMarketData = journalsMarketData
    node = simulation.node(config)
    node.kernel.attach(journal)
  }

  /// Starts the exchange and the node, and waits until the strategies run.
  func start() throws {
    venue.start()
    startResult = try simulation.start(node)
  }

  /// Stops the node and waits until it is down.
  func stop() {
    simulation.stop(node)
    simulation.shutDown()
  }

  /// Adds the built-in strategies with small sizes.
  func addStrategies() throws {
    let instrument = TradedProduct.spot.instrument
    let bars = BarType(
      instrumentId: instrument, specification: try BarSpecification(step: 20, aggregation: .tick), source: .internal)
    node.add(
      EmaCross(EmaCrossConfig(instrument: instrument, bars: bars, fast: 3, slow: 8, tradeSize: try Quantity("0.01"))))
    node.add(
      SimpleMarketMaker(
        SimpleMarketMakerConfig(
          instrument: instrument, tradeSize: try Quantity("0.005"), halfSpread: .ticks(1),
          maxPosition: try Quantity("0.05"))))
  }
}
