import ArgumentParser
import BinanceAdapter
import Logging
import TradingLive
import TradingModel

/// `argonaut instruments`: loads instruments and prints them.
struct InstrumentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instruments", abstract: "Loads instruments and prints them.")

  @OptionGroup var connection: ConnectionOptions

  @Option(name: .customLong("instrument"), help: "Only this instrument; can be given several times.")
  var instruments: [String] = []

  @Option(help: "Only instruments with this quote currency; can be given several times.")
  var quote: [String] = []

  @Option(help: "Only instruments with this status (TRADING, …); can be given several times.")
  var status: [String] = []

  @Flag(help: "Ask for the account's own commission rates.")
  var queryCommissionRates = false

  @Flag(inversion: .prefixedNo, help: "Warn of instruments that cannot be represented.")
  var logWarnings = true

  @Flag(help: "Print JSON Lines.")
  var json = false

  func run() async throws {
    ConsoleLog.bootstrap()
    let config = try connection.dataClientConfig()
    var provider = config.instrumentProvider
    if instruments.isEmpty, connection.config == nil || provider.loadIds.isEmpty { provider.loadAll = true }
    if !instruments.isEmpty {
      provider.loadAll = false
      provider.loadIds = try InstrumentArgument.list(instruments)
    }
    if !quote.isEmpty { provider.filters["quote"] = quote }
    if !status.isEmpty { provider.filters["status"] = status }
    if queryCommissionRates { provider.queryCommissionRates = true }
    provider.logWarnings = logWarnings && provider.logWarnings
    let found: (instruments: [Instrument], summary: BinanceInstrumentProvider.Summary)
    do {
      let client = try BinanceHttpClient(config.connection, logger: Logger(label: "argonaut.instruments"))
      found = try await client.loadInstruments(provider, venue: config.venue)
      await client.shutDown()
    } catch {
      throw CommandFailure(binance: error)
    }
    let writer = LineWriter()
    if !json { writer.write(InstrumentLine.header) }
    for instrument in found.instruments {
      if json { writer.write(InstrumentLine.json(instrument)) } else { writer.write(InstrumentLine.text(instrument)) }
    }
    writer.flush()
    try writer.check()
    guard found.summary.missing.isEmpty else {
      throw CommandFailure(.usage, Self.unknown(found.summary.missing, config.accountType))
    }
  }

  /// What to say of instruments that the venue does not have.
  static func unknown(_ ids: [InstrumentId], _ type: BinanceAccountType) -> String {
    let names = ids.prefix(5).map(\.text).joined(separator: ", ")
    let capitals = ids.first { $0.text != $0.text.uppercased() }?.text.uppercased()
    let example = capitals ?? InstrumentLine.example(type)
    return "unknown instrument \(names): the venue does not list it for \(type.rawValue); ids look like \(example), "
      + "and --account-type chooses the product"
  }
}
