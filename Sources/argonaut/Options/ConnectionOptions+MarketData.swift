import BinanceAdapter
import TradingModel
import TradingNetwork

extension ConnectionOptions {
  /// The configuration of a data client that looks at a few instruments for a while.
  func marketDataConfig(_ instruments: [InstrumentId]) throws(CommandFailure) -> BinanceDataClientConfig {
    var config = try dataClientConfig()
    config.instrumentProvider.loadAll = false
    config.instrumentProvider.loadIds = instruments
    config.updateInstrumentsInterval = nil
    return config
  }
}

extension LiveRuntime.Options {
  /// How a client wants its connections made.
  init(_ connection: BinanceConnectionConfig) {
    self.init(proxyURL: connection.proxyURL, trustRootsFile: connection.trustRootsFile)
  }
}
