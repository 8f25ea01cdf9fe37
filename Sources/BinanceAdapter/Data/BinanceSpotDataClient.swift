public import Logging
public import TradingEngine
public import TradingModel
public import TradingNetwork

/// Market data of Binance's spot exchange (and of its margin accounts, which trade there).
///
/// Quotes come from `@bookTicker`, trades from `@trade` (or `@aggTrade`, see
/// ``BinanceDataClientConfig/useAggTradeTicks``), books from `@depth@100ms` and REST snapshots, bars from `@kline`.
/// It belongs to the kernel's loop.
public final class BinanceSpotDataClient: BinanceDataClient {
  /// - Throws: when the configuration cannot work, in one clear line.
  public override init(
    id: ClientId = "BINANCE", config: BinanceDataClientConfig, session: BinanceHttpSession,
    provider: BinanceInstrumentProvider, runtime: Runtime, sink: any MarketDataSink,
    logger: Logger = Logger(label: "argonaut.binance.data")
  ) throws(BinanceRequestProblem) {
    guard config.connection.accountType.isSpotOrMargin else {
      throw BinanceRequestProblem("\(config.connection.accountType.rawValue) needs a BinanceFuturesDataClient")
    }
    try super.init(
      id: id, config: config, session: session, provider: provider, runtime: runtime, sink: sink, logger: logger)
  }
}
