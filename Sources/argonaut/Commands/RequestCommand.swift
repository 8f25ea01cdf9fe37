import ArgumentParser
import BinanceAdapter
import TradingEngine
import TradingModel
import TradingNetwork

/// `argonaut request`: history and snapshots.
struct RequestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Asks for history: trades, aggregated trades, bars, a book snapshot, funding, statistics of futures.",
    discussion: """
      Times are ISO 8601 or numbers since 1970; both ends are included. The oldest comes first.

      What can be asked for: \(RequestSelection.names).
      """)

  @OptionGroup var connection: ConnectionOptions

  @Argument(help: "What to ask for, as trades or bars:1-MINUTE; see above.")
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

  @Option(help: "With book: so many levels of each side, 1000 unless said otherwise.")
  var depth: Int?

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
    guard let word = kind ?? data else {
      throw CommandFailure(.usage, "say what to ask for: \(RequestSelection.names)")
    }
    if let data, data != word {
      throw CommandFailure(.usage, "'\(word)' and --data \(data) ask for two things; give one of them")
    }
    let kind = try RequestSelection.kind(word, of: id, depth: depth ?? 1000)
    let hasRange = limit != nil || start != nil || end != nil
    if case .bookSnapshot = kind {
      guard hasRange else { return kind }
      throw CommandFailure(
        .usage, "a book is of now and has levels, not items; use --depth, and leave out --limit, --start and --end")
    }
    if word == "rpi-depth", depth != nil || hasRange {
      throw CommandFailure(
        .usage,
        "rpi-depth is of now and always has the 1,000 best levels of each side, as Binance takes no other number; "
          + "leave out --depth, --limit, --start and --end")
    }
    if depth != nil {
      throw CommandFailure(.usage, "--depth is for book; '\(word)' has no levels: use --limit, or leave --depth out")
    }
    return kind
  }
}
