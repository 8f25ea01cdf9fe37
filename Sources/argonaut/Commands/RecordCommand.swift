import ArgumentParser
import BinanceAdapter
import TradingModel
import TradingNetwork

/// `argonaut record`: writes what the venue sends to a file.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Writes raw market data to a file that replay and sandbox understand.",
    discussion: "A line is the time of receipt in nanoseconds and the message as received; .gz compresses.")

  @OptionGroup var connection: ConnectionOptions

  @Argument(help: "The file to create.")
  var file: String

  @Option(help: "The instrument, as BTCUSDT.BINANCE; repeatable.")
  var instrument: [String] = []

  @Option(help: ArgumentHelp("What to record: \(DataSelection.names).", valueName: "list"))
  var data: String = "quotes,trades,book"

  @OptionGroup var stop: StopOptions

  func run() async throws {
    let instruments = try InstrumentArgument.list(instrument)
    let selections = try DataSelection.list(data)
    let config = try connection.marketDataConfig(instruments)
    let symbols = try instruments.map { id throws(CommandFailure) in
      guard let symbol = BinanceSymbol.raw(id, accountType: config.connection.accountType) else {
        throw CommandFailure(
          .usage, "\(id) is not an instrument of \(config.connection.accountType.rawValue); choose with --account-type")
      }
      return symbol
    }
    let rule = try stop.rule()
    let path = file
    try LineFile.probe(path)
    do {
      try await LiveLoop.run(options: LiveRuntime.Options(config.connection)) { context in
        let session = try BinanceHttpSession(
          connection: config.connection, credentials: nil, runtime: context.runtime,
          logger: StandardError.logger("record"))
        var wanted = BinanceInstrumentProviderConfig(loadIds: instruments)
        wanted.logWarnings = false
        let provider = try BinanceInstrumentProvider(
          session: session, config: wanted, venue: config.venue, logger: StandardError.logger("record"))
        let run = try RecordRun(
          session: session, provider: provider, runtime: context.runtime, path: path, symbols: symbols,
          selections: selections, useAggregatedTrades: config.useAggTradeTicks, rule: rule)
        context.keep(run)
        context.onSignal = { run.stop() }
        run.start { context.end($0) }
      }
    } catch {
      throw CommandFailure(connecting: error)
    }
  }
}
