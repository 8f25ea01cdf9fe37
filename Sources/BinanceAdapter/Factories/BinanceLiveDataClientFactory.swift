public import TradingEngine
public import TradingLive

/// Makes Binance data clients for a node.
///
/// ```swift
/// node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
/// ```
public struct BinanceLiveDataClientFactory: LiveDataClientFactory {
  /// Makes a factory, which holds nothing.
  public init() {}

  public func makeConfig(_ tree: ConfigurationTree) throws -> any DataClientConfig {
    try BinanceDataClientConfig(tree: tree)
  }

  public func makeClient(
    config: any DataClientConfig, context: ClientContext, sink: any MarketDataSink
  ) throws -> any DataClient {
    guard let config = config as? BinanceDataClientConfig else {
      throw ConfigurationError(
        place: "node", path: "dataClients.\(context.clientId)",
        problem: "a \(type(of: config)) was given to the Binance factory; give a BinanceDataClientConfig")
    }
    let parts = try BinanceClientParts(
      connection: config.connection, provider: config.instrumentProvider, venue: config.venue, context: context)
    parts.reportCredentials(context)
    return try BinanceDataClient.make(
      id: context.clientId, config: config, session: parts.session, provider: parts.provider, runtime: parts.runtime,
      sink: sink, logger: context.logger)
  }
}
