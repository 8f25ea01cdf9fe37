public import TradingEngine
public import TradingLive
import TradingModel

/// Makes Binance execution clients for a node.
///
/// ```swift
/// node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
/// ```
public struct BinanceLiveExecClientFactory: LiveExecClientFactory {
  /// Makes a factory, which holds nothing.
  public init() {}

  public func makeConfig(_ tree: ConfigurationTree) throws -> any ExecClientConfig {
    try BinanceExecClientConfig(tree: tree)
  }

  public func makeClient(
    config: any ExecClientConfig, context: ClientContext, sink: any ExecutionEventSink
  ) throws -> any ExecutionClient {
    guard let config = config as? BinanceExecClientConfig else {
      throw ConfigurationError(
        place: "node", path: "execClients.\(context.clientId)",
        problem: "a \(type(of: config)) was given to the Binance factory; give a BinanceExecClientConfig")
    }
    let parts = try BinanceClientParts(
      connection: config.connection, provider: config.instrumentProvider, venue: config.venue, context: context)
    guard parts.session.credentials != nil else {
      let names = BinanceCredentialSource.variableNames(
        accountType: config.connection.accountType, environment: config.connection.environment)
      let pairs = names.map { "\($0.key) and \($0.secret)" }.joined(separator: ", or ")
      throw ConfigurationError(
        place: "node", path: "execClients.\(context.clientId)",
        problem: "there is no API key; set \(pairs), or name key files")
    }
    parts.reportCredentials(context)
    // The data clients of the node have loaded what the strategies trade; it need not be loaded twice.
    parts.provider.shared = { [cache = context.cache] in cache.instrument($0) }
    parts.provider.sharedInstruments = { [cache = context.cache] in cache.instruments() }
    // A node without data clients knows what its execution clients load; what a data client loaded stays.
    parts.provider.onLoad = { [cache = context.cache] in
      if cache.instrument($0.id) == nil { cache.add($0) }
    }
    parts.provider.onRates = { [cache = context.cache] in
      var known = cache.instrument($0.id) ?? $0
      (known.makerFee, known.takerFee) = ($0.makerFee, $0.takerFee)
      cache.add(known)
    }
    if config.connection.accountType.isFutures {
      return BinanceFuturesExecutionClient(
        id: context.clientId, config: config, session: parts.session, provider: parts.provider,
        lookup: context.cache.orders, market: context.cache, sink: sink, logger: context.logger)
    }
    return BinanceSpotExecutionClient(
      id: context.clientId, config: config, session: parts.session, provider: parts.provider,
      lookup: context.cache.orders, sink: sink, logger: context.logger)
  }
}
