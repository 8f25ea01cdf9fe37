public import Logging
public import TradingEngine
public import TradingModel
public import TradingNetwork

extension BinanceDataClient {
  /// Makes the data client of the product that a configuration names, from its parts; call it on the runtime's loop.
  ///
  /// - Throws: when the configuration cannot work, in one clear line.
  public static func make(
    id: ClientId = "BINANCE", config: BinanceDataClientConfig, session: BinanceHttpSession,
    provider: BinanceInstrumentProvider, runtime: Runtime, sink: any MarketDataSink, logger: Logger
  ) throws(BinanceRequestProblem) -> BinanceDataClient {
    if config.connection.accountType.isFutures {
      return try BinanceFuturesDataClient(
        id: id, config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
    }
    return try BinanceSpotDataClient(
      id: id, config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
  }

  /// Makes a data client without a node around it and without a key; call it on the runtime's loop.
  ///
  /// - Throws: when the configuration cannot work, in one clear line.
  public static func makeKeyless(
    config: BinanceDataClientConfig, runtime: Runtime, sink: any MarketDataSink, logger: Logger
  ) throws -> BinanceDataClient {
    let session = try BinanceHttpSession(
      connection: config.connection, credentials: nil, runtime: runtime, logger: logger)
    let provider = try BinanceInstrumentProvider(
      session: session, config: config.instrumentProvider, venue: config.venue, logger: logger)
    return try make(
      config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
  }
}
