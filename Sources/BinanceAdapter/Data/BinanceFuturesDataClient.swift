public import Logging
public import TradingEngine
public import TradingModel
public import TradingNetwork

/// Market data of Binance's futures, USDⓈ-M or COIN-M.
///
/// Trades are always the aggregated ones, books come from `@depth@0ms`, and there are mark prices, index prices, funding
/// rates and liquidations. It belongs to the kernel's loop.
public final class BinanceFuturesDataClient: BinanceDataClient {
  /// - Throws: when the configuration cannot work, in one clear line.
  public override init(
    id: ClientId = "BINANCE", config: BinanceDataClientConfig, session: BinanceHttpSession,
    provider: BinanceInstrumentProvider, runtime: Runtime, sink: any MarketDataSink,
    logger: Logger = Logger(label: "argonaut.binance.data")
  ) throws(BinanceRequestProblem) {
    guard config.connection.accountType.isFutures else {
      throw BinanceRequestProblem("\(config.connection.accountType.rawValue) needs a BinanceSpotDataClient")
    }
    try super.init(
      id: id, config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
  }
}
