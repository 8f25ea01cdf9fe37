import BinanceAdapter
import TradingEngine
import TradingModel
import TradingNetwork

/// Makes a data client without a node around it, for the commands that only look.
enum MarketDataClientMaker {
  /// Call it on the loop.
  static func make(
    _ config: BinanceDataClientConfig, runtime: Runtime, sink: any MarketDataSink
  ) throws -> BinanceDataClient {
    let logger = StandardError.logger("data")
    let session = try BinanceHttpSession(
      connection: config.connection, credentials: nil, runtime: runtime, logger: logger)
    let provider = try BinanceInstrumentProvider(
      session: session, config: config.instrumentProvider, venue: config.venue, logger: logger)
    if config.connection.accountType.isFutures {
      return try BinanceFuturesDataClient(
        config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
    }
    return try BinanceSpotDataClient(
      config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
  }
}
