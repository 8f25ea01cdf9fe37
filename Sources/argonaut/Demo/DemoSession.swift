import BinanceAdapter
import BinanceSandbox
import Foundation
import Logging
import TradingEngine
import TradingLive
import TradingModel

/// The node of a demo: its configuration, its strategies, and what is read from it.
final class DemoSession: Sendable {
  private let node: TradingNode
  private let prints: Bool

  /// A node for the exchange at `address`.
  ///
  /// - Parameter prints: whether every event goes to stdout as a line of JSON.
  init(address: SandboxServer.Address, credentials: SandboxCredentials, prints: Bool) {
    self.prints = prints
    var config = TradingNodeConfig(traderId: "DEMO-001")
    config.journal.enabled = false
    config.onStop = .cancel
    config.logLevel = .error
    config.dataClients["BINANCE"] = BinanceDataClientConfig(
      accountType: .spot, baseURLHTTP: address.http, baseURLWS: address.ws,
      instrumentProvider: BinanceInstrumentProviderConfig(loadAll: true))
    config.execClients["BINANCE"] = BinanceExecClientConfig(
      accountType: .spot, apiKey: SecretText(credentials.apiKey), apiSecret: SecretText(credentials.apiSecret),
      baseURLHTTP: address.http, baseURLWS: address.ws, baseURLWSAPI: address.wsApi)
    node = TradingNode(config: config)
    node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
    node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
  }

  /// Connects, and starts the strategies and their observer.
  func start() async throws {
    let instrument = try InstrumentId("BTCUSDT.BINANCE")
    let specification = BarSpecification(step: 20, aggregation: .tick)
    let bars = BarType(instrumentId: instrument, specification: specification, source: .internal)
    let crossing = EmaCrossConfig(
      instrument: instrument, bars: bars, fast: 3, slow: 8, tradeSize: try Quantity("0.01"))
    let making = SimpleMarketMakerConfig(
      instrument: instrument, tradeSize: try Quantity("0.005"), halfSpread: .ticks(1),
      maxPosition: try Quantity("0.05"), requoteInterval: .milliseconds(500), closesOnStop: true)
    node.addActor { DemoObserver(instruments: [instrument], barTypes: [bars]) }
    node.addStrategy { EmaCross(crossing) }
    node.addStrategy { SimpleMarketMaker(making) }
    try await node.build()
    if prints { _ = await node.confine { EventPrinter($0) } }
    try await node.start()
  }

  /// What was counted so far, and the price of the last trade.
  func glance() async -> (counts: DemoObserver.Counts, price: Price?, position: WideDecimal)? {
    await node.withKernel { kernel in
      guard let observer = kernel.actor("DemoObserver") as? DemoObserver else { return nil }
      let id = try? InstrumentId("BTCUSDT.BINANCE")
      let open = kernel.cache.positions.open()
      let net = open.reduce(WideDecimal.zero) { (try? $0.adding($1.signedQuantity)) ?? $0 }
      return (observer.counts, id.flatMap { kernel.cache.trade($0)?.price }, net)
    } ?? nil
  }

  /// Stops the strategies and the node, and takes stock in between.
  func finish(after duration: Duration) async -> DemoReport? {
    await node.stopStrategies()
    let report = await node.withKernel { kernel in
      (kernel.actor("DemoObserver") as? DemoObserver).map {
        DemoReport(kernel: kernel, observer: $0, seconds: duration.inSeconds)
      }
    }
    await node.shutDown()
    return report ?? nil
  }

  /// Prints the report as the contract's last line, or as a page.
  func printReport(_ report: DemoReport) {
    let writer = LineWriter()
    if prints { writer.write(report.line) } else { writer.write(report.page) }
    writer.flush()
  }
}
