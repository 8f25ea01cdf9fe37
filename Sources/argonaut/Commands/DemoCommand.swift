import ArgumentParser
import BinanceSandbox
import Foundation
import Logging
import TradingLive
import TradingModel

/// The main job on the embedded exchange: a sandbox in process, a live node connected to it, strategies that trade.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Trades on an embedded exchange: no keys, no network.",
    discussion: """
      Starts a local exchange on free loopback ports, connects a live node to it over real HTTP and WebSocket, lets two
      built-in strategies trade BTCUSDT, shows what happens, and reports. The strategies are examples, not a way to
      earn money.
      """
  )

  @Option(help: "How long to trade.")
  var seconds = 30

  @Flag(help: "Print events and the report as lines of JSON.")
  var json = false

  @Option(help: "synthetic, or recorded:FILE for a recording of the real spot market.")
  var market = "synthetic"

  @Option(help: "The seed of the synthetic market; the same seed gives the same market.")
  var seed: UInt64 = 1

  func validate() throws {
    guard seconds > 0 else { throw ValidationError("--seconds needs a positive number") }
  }

  func run() async throws {
    ConsoleLog.bootstrap(level: .error)
    let exchange = try await startExchange()
    guard let address = exchange.address(of: .spot) else {
      await exchange.stop()
      throw CommandFailure(.usage, "--market \(market): the demo trades spot, and this recording is of another product")
    }
    let session = DemoSession(address: address, credentials: exchange.credentials, prints: json)
    let progress = DemoProgress(isQuiet: json)
    progress.tell("exchange  \(address.http), in this process")
    do {
      try await session.start()
    } catch {
      await exchange.stop()
      throw CommandFailure(.failed, "the demo's node did not come up: \(error)")
    }
    progress.tell("node      connected, reconciled, trading BTCUSDT.BINANCE with EmaCross and SimpleMarketMaker")
    let started = ContinuousClock.now
    await progress.show(session, for: .seconds(seconds))
    let report = await session.finish(after: started.duration(to: .now))
    await exchange.stop()
    guard let report else { throw CommandFailure(.failed, "the demo ended without a report") }
    session.printReport(report)
    guard report.counts.fills > 0 || seconds < 5 else {
      throw CommandFailure(.failed, "no order was filled in \(seconds) s; try more --seconds")
    }
  }

  private func startExchange() async throws -> SandboxServer {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.seed = seed
    if market != "synthetic" {
      guard market.hasPrefix("recorded:") else {
        throw CommandFailure(.usage, "--market \(market): expected synthetic or recorded:FILE")
      }
      configuration.recordings = [String(market.dropFirst("recorded:".count))]
      configuration.products = nil
    }
    do {
      return try await SandboxServer.start(configuration)
    } catch {
      throw CommandFailure(.failed, "the embedded exchange did not start: \(error)")
    }
  }
}
