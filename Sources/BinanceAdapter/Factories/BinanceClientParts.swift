import Logging
import TradingLive
import TradingModel
import TradingNetwork

/// What data and execution clients are put together from.
struct BinanceClientParts {
  let runtime: Runtime
  let session: BinanceHttpSession
  let provider: BinanceInstrumentProvider

  /// Parts for a client of a node, on the node's loop.
  ///
  /// - Throws: when a URL, the proxy, the file of trusted certificates or the key is unusable.
  init(
    connection: BinanceConnectionConfig, provider config: BinanceInstrumentProviderConfig, venue: Venue,
    context: ClientContext
  ) throws {
    runtime = try context.runtime(
      ClientContext.ConnectionOptions(proxyURL: connection.proxyURL, trustRootsFile: connection.trustRootsFile))
    let credentials = try BinanceCredentialSource.credentials(for: connection)
    for warning in credentials?.warnings ?? [] { context.logger.warning("\(context.clientId): \(warning)") }
    session = try BinanceHttpSession(
      connection: connection, credentials: credentials, runtime: runtime, stateDirectory: context.stateDirectory,
      logger: context.logger)
    provider = try BinanceInstrumentProvider(session: session, config: config, venue: venue, logger: context.logger)
  }
}
