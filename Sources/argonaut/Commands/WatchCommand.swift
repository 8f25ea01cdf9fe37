import ArgumentParser
import BinanceAdapter
import Foundation
import TradingEngine
import TradingModel
import TradingNetwork

/// `argonaut watch`: streams what a strategy would receive.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Streams market data as a strategy would receive it.",
    discussion: """
      One line for each event, in order, flushed at once. Ends with exit code 0 at the first of --count, --seconds, \
      --idle, SIGINT and SIGTERM; a book that was asked for is printed at the end.
      """)

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var stream: StreamOptions

  @Option(help: "The instrument, as BTCUSDT.BINANCE or BTCUSDT-PERP.BINANCE; repeatable.")
  var instrument: [String] = []

  func run() async throws {
    let instruments = try InstrumentArgument.list(instrument)
    let plan = try stream.plan()
    var config = try connection.marketDataConfig(instruments)
    if !plan.selections.contains(.status) { config.instrumentStatusPollInterval = nil }
    let final = config
    do {
      try await LiveLoop.run(options: LiveRuntime.Options(final.connection)) { context in
        let run = try Self.makeRun(final, plan: plan, instruments: instruments, context: context)
        context.onSignal = { run.stop() }
        run.start { context.end($0) }
      }
    } catch {
      throw CommandFailure(connecting: error)
    }
  }

  private static func makeRun(
    _ config: BinanceDataClientConfig, plan: StreamOptions.Plan, instruments: [InstrumentId], context: LiveLoop.Context
  ) throws -> WatchRun {
    let kernel = TradingKernel(clock: context.runtime.clock)
    let client = try MarketDataClientMaker.make(config, runtime: context.runtime, sink: kernel.dataEngine)
    let printer = WatchPrinter(options: plan.printing, clock: context.runtime.clock)
    let run = WatchRun(
      kernel: kernel, client: client, printer: printer, instruments: instruments, selections: plan.selections,
      rule: plan.rule, withStatistics: plan.withStatistics)
    context.keep(run)
    return run
  }
}
