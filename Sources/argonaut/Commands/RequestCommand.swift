import ArgumentParser
import BinanceAdapter
import TradingEngine
import TradingModel
import TradingNetwork

/// `argonaut request`: history and snapshots.
struct RequestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request", abstract: "Asks for history: trades, aggregated trades, bars, a book snapshot, funding.",
    discussion: "Times are ISO 8601 or numbers since 1970; both ends are included. The oldest comes first.")

  @OptionGroup var connection: ConnectionOptions

  @Argument(help: "trades, agg-trades, bars:STEP-UNIT, book or funding.")
  var kind: String?

  @Option(help: "The same as the argument.")
  var data: String?

  @Option(help: "The instrument, as BTCUSDT.BINANCE.")
  var instrument: [String] = []

  @Option(help: "The first moment.")
  var start: String?

  @Option(help: "The last moment.")
  var end: String?

  @Option(help: "How many items at most.")
  var limit: Int?

  @Option(help: "With book: so many levels of each side.")
  var depth: Int = 1000

  @Flag(help: "One JSON object per line.")
  var json = false

  func run() async throws {
    let instruments = try InstrumentArgument.list(instrument)
    let kinds = try instruments.map { try kind(of: $0) }
    let start = try TimeArgument.read(start, "--start")
    let end = try TimeArgument.read(end, "--end")
    if let limit, limit < 1 { throw CommandFailure(.usage, "--limit is \(limit); it must be at least 1") }
    if let start, let end, end < start { throw CommandFailure(.usage, "--end is before --start; exchange them") }
    var config = try connection.marketDataConfig(instruments)
    config.instrumentStatusPollInterval = nil
    let final = config
    let (limit, json) = (limit, json)
    do {
      try await LiveLoop.run(options: LiveRuntime.Options(final.connection)) { context in
        let kernel = TradingKernel(clock: context.runtime.clock)
        let client = try MarketDataClientMaker.make(final, runtime: context.runtime, sink: kernel.dataEngine)
        let run = RequestRun(kernel: kernel, client: client, json: json)
        context.keep(run)
        context.onSignal = { run.stop() }
        run.start(kinds, from: start, to: end, limit: limit) { context.end($0) }
      }
    } catch {
      throw CommandFailure(connecting: error)
    }
  }

  private func kind(of id: InstrumentId) throws(CommandFailure) -> DataRequest.Kind {
    let valid = "trades, agg-trades, bars:STEP-UNIT, book or funding"
    guard let word = kind ?? data else { throw CommandFailure(.usage, "say what to ask for: \(valid)") }
    switch word {
    case "trades": return .trades(id)
    case "agg-trades", "aggTrades", "aggregated-trades", "agg_trades": return .aggregatedTrades(id)
    case "book": return .bookSnapshot(id, depth: depth)
    case "funding", "funding-rate", "funding-rates": return .fundingRates(id)
    default:
      guard word.hasPrefix("bars:") else {
        throw CommandFailure(.usage, "'\(word)' cannot be asked for; choose of \(valid)")
      }
      let specification = try DataSelection.specification(word.dropFirst(5))
      return .custom(BinanceBar.dataType(BarType(instrumentId: id, specification: specification)))
    }
  }
}
