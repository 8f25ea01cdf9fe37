import BinanceAdapter
import BinanceSandbox
import Foundation
import Logging
import TradingEngine
import TradingLive
import TradingModel

/// The node of a demo: its configuration, its strategies, and what is read from it.
final class DemoSession: Sendable {
  /// How it stands while it runs.
  struct Glance: Sendable {
    let counts: DemoObserver.Counts
    /// The price of the last trade of what is traded, product by product.
    let prices: [Price?]
    /// What the node holds, product by product.
    let positions: [WideDecimal]
  }

  private let node: TradingNode
  private let market: DemoMarket
  private let prints: Bool

  /// A node for what an exchange serves.
  ///
  /// - Parameter prints: whether every event goes to stdout as a line of JSON.
  init(market: DemoMarket, exchange: SandboxServer, prints: Bool) {
    self.market = market
    self.prints = prints
    var config = TradingNodeConfig(traderId: "DEMO-001")
    config.journal.enabled = false
    config.onStop = .cancel
    config.logLevel = .error
    for side in market.sides {
      guard let address = exchange.address(of: side.product) else { continue }
      config.dataClients[side.client] = BinanceDataClientConfig(
        // Without keys of its own it would take those of the environment, which are another venue's.
        accountType: side.accountType, apiKey: SecretText(exchange.credentials.apiKey),
        apiSecret: SecretText(exchange.credentials.apiSecret), baseURLHTTP: address.http, baseURLWS: address.ws,
        instrumentProvider: BinanceInstrumentProviderConfig(loadAll: true))
      var trading = BinanceExecClientConfig(
        accountType: side.accountType, apiKey: SecretText(exchange.credentials.apiKey),
        apiSecret: SecretText(exchange.credentials.apiSecret), baseURLHTTP: address.http, baseURLWS: address.ws,
        baseURLWSAPI: address.wsApi)
      // Where two strategies share the account's one position in a contract, one may close its part while the whole is on
      // the other side: the venue would refuse that as reduce-only.
      trading.useReduceOnly = market.basis != nil
      config.execClients[side.client] = trading
    }
    node = TradingNode(config: config)
    for side in market.sides {
      node.addDataClientFactory(side.client, BinanceLiveDataClientFactory())
      node.addExecClientFactory(side.client, BinanceLiveExecClientFactory())
    }
  }

  /// Connects, and starts the strategies and their observer.
  func start() async throws {
    let (instruments, bars) = (market.sides.map(\.instrument), market.bars)
    node.addActor { DemoObserver(instruments: instruments, barTypes: [bars]) }
    node.addStrategy { [market] in EmaCross(market.crossing) }
    node.addStrategy { [market] in SimpleMarketMaker(market.making) }
    if let carrying = market.carrying { node.addStrategy { BasisTrade(carrying) } }
    try await node.build()
    if prints { _ = await node.confine { EventPrinter($0) } }
    try await node.start()
  }

  /// What was counted so far, the last prices, and what is held.
  func glance() async -> Glance? {
    await node.withKernel { [market] kernel in
      guard let observer = kernel.actor("DemoObserver") as? DemoObserver else { return nil }
      return Glance(
        counts: observer.counts, prices: market.sides.map { kernel.cache.trade($0.instrument)?.price },
        positions: market.sides.map { kernel.portfolio.netPosition($0.instrument) })
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
  func printReport(_ report: DemoReport) throws(CommandFailure) {
    let writer = LineWriter()
    if prints { writer.write(report.line) } else { writer.write(report.page) }
    writer.flush()
    try writer.check()
  }
}
