public import TradingLive
import TradingModel

extension BinanceDataClientConfig: DataClientConfig {}

extension BinanceDataClientConfig {
  /// Reads a data client's part of a configuration file; an unknown key is an error that names the nearest valid one.
  public init(tree: ConfigurationTree) throws(ConfigurationError) {
    self.init(
      connection: try BinanceConnectionConfig(tree: tree),
      venue: Venue(try tree.name("venue") ?? "BINANCE"),
      useAggTradeTicks: try tree.bool("useAggTradeTicks") ?? false,
      instrumentProvider: try BinanceInstrumentProviderConfig(client: tree))
    if let interval = try tree.binanceInterval(
      "instrumentStatusPollInterval", unit: .seconds, aliases: ["instrument_status_poll_secs"])
    {
      instrumentStatusPollInterval = interval
    }
    if let interval = try tree.binanceInterval(
      "updateInstrumentsInterval", unit: .seconds, aliases: ["update_instruments_interval_mins"])
    {
      updateInstrumentsInterval = interval
    }
    try tree.finish()
  }
}
