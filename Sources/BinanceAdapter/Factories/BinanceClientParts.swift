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
    try connection.validate()
    runtime = try context.runtime(
      ClientContext.ConnectionOptions(proxyURL: connection.proxyURL, trustRootsFile: connection.trustRootsFile))
    let credentials = try BinanceCredentialSource.credentials(for: connection)
    for warning in credentials?.warnings ?? [] { context.logger.warning("\(context.clientId): \(warning)") }
    session = try BinanceHttpSession(
      connection: connection, credentials: credentials, runtime: runtime, stateDirectory: context.stateDirectory,
      logger: context.logger)
    provider = try BinanceInstrumentProvider(session: session, config: config, venue: venue, logger: context.logger)
  }

  /// Tells whether the venue accepts the key and what it may do, as soon as the node runs.
  func reportCredentials(_ context: ClientContext) {
    guard let credentials = session.credentials else { return }
    let label = "\(context.clientId): the \(credentials.keyType.rawValue) key"
    let logger = context.logger
    let session = session
    runtime.clock.schedule(after: .zero) {
      BinanceCredentialReport.make(session: session) { result in
        switch result {
        case .success(let report): logger.info("\(label) is \(report.summary)")
        case .failure(let error) where error.kind == .refused: logger.error("\(label) is not valid here: \(error)")
        case .failure(let error): logger.warning("\(label) could not be checked: \(error)")
        }
      }
    }
  }
}
