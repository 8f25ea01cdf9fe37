public import Logging
import NIOCore
public import TradingLive
public import TradingModel
public import TradingNetwork

/// Binance's REST API for async callers, usable alone and from anywhere.
///
/// ```swift
/// let client = try BinanceHttpClient(accountType: .spot)
/// let depth = try await client.depth("BTCUSDT", limit: 100)
/// ```
///
/// Requests are signed with HMAC, RSA or Ed25519 keys as the secret's format asks for, carry the venue's time, and wait
/// for room in the venue's rate limits. Keys come from the configuration or the environment
/// (``BinanceCredentialSource``). Whatever goes wrong is a ``BinanceError``.
public final class BinanceHttpClient: Sendable {
  /// Where it talks to.
  public let endpoints: BinanceEndpoints
  /// Whether Binance US is asked.
  let isUS: Bool
  /// The kind of key that it has; `nil` without a key.
  public let keyType: BinanceKeyType?
  private let core: Core

  /// A client for a product; connections are made when they are needed.
  ///
  /// - Throws: when a URL or key is unusable.
  public convenience init(
    accountType: BinanceAccountType = .spot, environment: BinanceEnvironment = .live, us: Bool = false,
    apiKey: SecretText? = nil, apiSecret: SecretText? = nil, baseURLHTTP: String? = nil
  ) throws {
    try self.init(
      BinanceConnectionConfig(
        accountType: accountType, environment: environment, us: us, apiKey: apiKey, apiSecret: apiSecret,
        baseURLHTTP: baseURLHTTP))
  }

  /// A client for a configured connection.
  ///
  /// - Throws: when a URL, the proxy, the file of trusted certificates or the key is unusable.
  public init(
    _ connection: BinanceConnectionConfig, logger: Logger = Logger(label: "argonaut.binance.http")
  ) throws(ConfigurationError) {
    try connection.validate()
    endpoints = try BinanceEndpoints(connection)
    isUS = connection.us
    let credentials = try BinanceCredentialSource.credentials(for: connection)
    keyType = credentials?.keyType
    core = Core(connection: connection, credentials: credentials, logger: logger)
  }

  /// The product that it serves.
  public var product: BinanceProduct { endpoints.product }

  /// Sends any request and returns its answer.
  public func send<Response>(_ request: BinanceRequest<Response>) async throws(BinanceError) -> Response {
    let core = core
    let result: Result<Response, BinanceError> = await withCheckedContinuation { continuation in
      core.run { session in
        switch session {
        case .success(let session): session.send(request) { continuation.resume(returning: $0) }
        case .failure(let error): continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  /// Asks any endpoint and returns the answer as a tree.
  ///
  /// - Parameters:
  ///   - method: the method of the HTTP request.
  ///   - path: from the root, such as `/api/v3/myFilters`.
  ///   - parameters: in the order in which they are sent.
  ///   - security: what the endpoint needs.
  public func request(
    _ method: HTTPRequest.Method = .get, _ path: String, _ parameters: BinanceParameters = [:],
    security: BinanceRequestSecurity = .none
  ) async throws(BinanceError) -> JSONValue {
    try await send(BinanceRequest(method, path, parameters, security: security) { json, _ in json })
  }

  /// Loads instruments through this client's connection, with the account's commission rates if they are wanted: that
  /// may take minutes.
  public func loadInstruments(
    _ config: BinanceInstrumentProviderConfig, venue: Venue = "BINANCE"
  ) async throws -> (instruments: [Instrument], summary: BinanceInstrumentProvider.Summary) {
    let core = core
    let logger = core.logger
    let result: Result<([Instrument], BinanceInstrumentProvider.Summary), any Error> =
      await withCheckedContinuation { continuation in
        core.run { session in
          do {
            let provider = try BinanceInstrumentProvider(
              session: session.get(), config: config, venue: venue, logger: logger)
            // Nothing else needs this client's weight meanwhile.
            provider.ratesShare = 0.6
            provider.load { result in
              provider.whenRatesKnown {
                continuation.resume(returning: result.map { (provider.instruments, $0) }.mapError { $0 })
              }
            }
          } catch {
            continuation.resume(returning: .failure(error))
          }
        }
      }
    return try result.get()
  }

  /// Checks reachability, clock, limits, instruments, streams, credentials and permissions.
  ///
  /// - Parameters:
  ///   - config: which instruments are loaded for the check.
  ///   - needsKey: whether missing credentials are a failure.
  public func check(
    _ config: BinanceInstrumentProviderConfig = BinanceInstrumentProviderConfig(), needsKey: Bool = false
  ) async throws -> [BinanceCheckFinding] {
    let core = core
    let logger = core.logger
    let result: Result<[BinanceCheckFinding], any Error> = await withCheckedContinuation { continuation in
      core.run { session in
        do {
          let session = try session.get()
          let provider = try BinanceInstrumentProvider(session: session, config: config, logger: logger)
          BinanceConnectionCheck(session: session, provider: provider, needsKey: needsKey) {
            continuation.resume(returning: .success($0))
          }.run()
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  /// How far the venue's clock is ahead of this machine's, measured now, and the round trip of the best measurement.
  public func measureClock() async throws(BinanceError) -> (offset: Duration, roundTrip: Duration) {
    let core = core
    let result: Result<(Duration, Duration), BinanceError> = await withCheckedContinuation { continuation in
      core.run { session in
        guard case .success(let session) = session else {
          return continuation.resume(returning: session.map { _ in (.zero, .zero) })
        }
        session.synchronizeClock { result in
          continuation.resume(
            returning: result.map { _ in
              (
                session.serverClock.offset(clock: session.runtime.clock) ?? .zero,
                session.serverClock.best?.roundTrip ?? .zero
              )
            })
        }
      }
    }
    return try result.get()
  }

  /// Closes the connections; whatever is under way fails.
  public func shutDown() async {
    let core = core
    await withCheckedContinuation { continuation in
      core.shutDown { continuation.resume() }
    }
  }

  deinit {
    core.shutDown {}
  }
}

/// The loop's half of a client: made on first use, touched on its event loop only.
private final class Core: @unchecked Sendable {
  // Unchecked is sound because `state` is used within `eventLoop.execute` only.
  private enum State {
    case idle
    case running(LiveRuntime, BinanceHttpSession)
    case ended
  }

  let logger: Logger
  private let eventLoop: any EventLoop
  private let connection: BinanceConnectionConfig
  private let credentials: BinanceCredentials?
  private var state = State.idle

  init(connection: BinanceConnectionConfig, credentials: BinanceCredentials?, logger: Logger) {
    self.eventLoop = LiveRuntime.sharedEventLoop()
    self.connection = connection
    self.credentials = credentials
    self.logger = logger
  }

  /// Runs on the loop with the session.
  func run(_ body: @escaping @Sendable (Result<BinanceHttpSession, BinanceError>) -> Void) {
    eventLoop.execute { body(self.session()) }
  }

  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    eventLoop.execute {
      guard case .running(let live, let session) = self.state else {
        self.state = .ended
        return completion()
      }
      self.state = .ended
      session.shutDown()
      live.shutDown(completion: completion)
    }
  }

  private func session() -> Result<BinanceHttpSession, BinanceError> {
    switch state {
    case .running(_, let session): return .success(session)
    case .ended:
      return .failure(
        BinanceError(kind: .shutDown, outcome: .definitive, message: "the client was shut down", endpoint: ""))
    case .idle: break
    }
    do {
      let live = try LiveRuntime(
        eventLoop: eventLoop,
        options: LiveRuntime.Options(proxyURL: connection.proxyURL, trustRootsFile: connection.trustRootsFile))
      let session = try BinanceHttpSession(
        connection: connection, credentials: credentials, runtime: live.runtime, logger: logger)
      state = .running(live, session)
      return .success(session)
    } catch {
      return .failure(
        BinanceError(kind: .transport, outcome: .definitive, message: String(describing: error), endpoint: ""))
    }
  }
}
