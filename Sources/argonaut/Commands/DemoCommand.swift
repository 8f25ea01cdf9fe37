import ArgumentParser
import BinanceSandbox
import Logging
import TradingLive
import TradingModel

/// The main job on the embedded exchange: a sandbox in process, a live node connected to it, strategies that trade.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Trades on an embedded exchange: no keys, no network.",
    discussion: """
      Starts a local exchange (spot and USDⓈ-M futures) on free loopback ports, connects one live node to both over real
      HTTP and WebSocket, lets built-in strategies trade BTCUSDT and its perpetual, also against each other, shows what
      happens, and reports. The strategies are examples, not a way to earn money.
      """
  )

  @Option(help: "How long to trade.")
  var seconds = 30

  @Flag(help: "Print events and the report as lines of JSON.")
  var json = false

  @Option(help: "synthetic, or recorded:FILE for a recording of the real market, which is then traded alone.")
  var market = "synthetic"

  @Option(help: "The seed of the synthetic market; the same seed gives the same market.")
  var seed: UInt64 = 1

  func validate() throws {
    guard seconds > 0 else { throw ValidationError("--seconds needs a positive number") }
  }

  func run() async throws {
    ConsoleLog.bootstrap(level: .error)
    let exchange = try await startExchange()
    let market: DemoMarket
    do {
      market = try await tradedMarket(of: exchange)
    } catch {
      await exchange.stop()
      throw error
    }
    let session = DemoSession(market: market, exchange: exchange, prints: json)
    let progress = DemoProgress(isQuiet: json)
    for side in market.sides {
      let address = exchange.address(of: side.product)?.http ?? ""
      progress.tell("exchange  \(address), \(side.product.rawValue), in this process")
    }
    do {
      try await session.start()
    } catch {
      await exchange.stop()
      throw CommandFailure(.failed, "the demo's node did not come up: \(error)")
    }
    progress.tell("node      connected, reconciled, \(market.description)")
    let started = ContinuousClock.now
    await progress.show(session, for: .seconds(seconds))
    let report = await session.finish(after: started.duration(to: .now))
    await exchange.stop()
    guard let report else { throw CommandFailure(.failed, "the demo ended without a report") }
    try session.printReport(report)
    guard report.counts.fills > 0 || seconds < 5 else {
      throw CommandFailure(.failed, "no order was filled in \(seconds) s; try more --seconds")
    }
  }

  /// What is traded on what the exchange serves: Bitcoin, wherever it is listed.
  private func tradedMarket(of exchange: SandboxServer) async throws -> DemoMarket {
    guard let market = try DemoMarket(exchange.products) else {
      throw CommandFailure(.failed, "the embedded exchange serves no product")
    }
    for side in market.sides {
      let listed = await exchange.run { [product = side.product] in $0.symbols(of: product) }
      guard listed.contains(side.symbol) else {
        throw CommandFailure(
          .usage,
          "--market \(self.market): the demo trades \(side.symbol), and this recording is of"
            + " \(listed.joined(separator: ", ")); watch it with argonaut sandbox and argonaut watch")
      }
    }
    return market
  }

  private func startExchange() async throws -> SandboxServer {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot, .usdm]
    configuration.seed = seed
    if market != "synthetic" {
      guard market.hasPrefix("recorded:") else {
        throw CommandFailure(.usage, "--market \(market): expected synthetic or recorded:FILE")
      }
      configuration.recordings = [try RecordingArgument.path(market)]
      configuration.products = nil
    }
    do {
      return try await SandboxServer.start(configuration)
    } catch {
      throw CommandFailure(.failed, "the embedded exchange did not start: \(error)")
    }
  }
}
