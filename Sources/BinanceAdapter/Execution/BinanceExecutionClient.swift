import Logging
public import TradingEngine
public import TradingModel
import TradingNetwork

/// Order entry and account of a Binance product: the machinery that ``BinanceSpotExecutionClient`` and
/// ``BinanceFuturesExecutionClient`` share. What differs is in ``BinanceProduct`` and the tables that it names.
///
/// Orders go over the WebSocket API while it works and over REST otherwise; the account's events come over the WebSocket
/// API. After every (re)connection the events are subscribed first, then the account, open orders and trades are asked
/// for, then what arrived meanwhile is replayed, each fact once; only then the client says that it is connected.
public class BinanceExecutionClient: ExecutionClient {
  public let id: ClientId
  public var venue: Venue { config.venue }
  /// The account of the configuration; without one every client has an account of its own, by its name.
  public let accountId: AccountId
  /// What kind of account it is: cash on spot, margin on cross and isolated margin and on futures.
  public var accountType: AccountType { session.product.accountType.isMargin ? .margin : .cash }
  /// How positions are kept: one an instrument; on futures in hedge mode one a side.
  public var omsType: OmsType { .netting }
  /// What the client trades on.
  public var product: BinanceProduct { session.product }
  /// The instruments that the client knows.
  public let provider: BinanceInstrumentProvider

  let config: BinanceExecClientConfig
  let session: BinanceHttpSession
  let sink: any ExecutionEventSink
  let lookup: (any OrderLookup)?
  let logger: Logger
  let gateway: BinanceOrderGateway
  var mapper: BinanceOrderMapper
  var reports: BinanceReportMapper
  var tracker = BinanceOrderTracker()
  lazy var resolver = BinanceOrderResolver(client: self)
  lazy var openOrderLook = BinanceOpenOrderLook(session: session)
  /// Denies locally what the venue would certainly refuse.
  let filters: BinanceFilterGate
  /// Events of symbols whose instruments are being loaded.
  var parked: [String: [BinanceExecutionReport]] = [:]
  var reportedOddities: Set<String> = []
  /// Symbols of which orders or events were seen in this session.
  var activeSymbols: Set<String> = []
  /// What was told to be filled of open orders of somebody else, by symbol and the venue's identifier.
  var foreign: [String: WideDecimal] = [:]
  /// The balances as they were told last.
  var balances: [Currency: AccountBalance] = [:]
  /// The venue's time of the newest word on balances.
  var balancesTime: UnixNanos?
  var accountTimer: (any ClockTimer)?
  /// When the last event of the account arrived.
  var lastActivity: UnixNanos?
  /// How many audits in a row did not ask for the account, and how many may at most.
  var quietAudits = 0
  static let quietAuditLimit = 3
  /// What a margin account has besides; nil for all others.
  let margin: BinanceMarginState?
  /// The instruments that were asked about, since every order asks several times.
  private var served: [InstrumentId: Bool] = [:]
  /// Symbols whose orders the venue does not amend, as it said itself.
  var unamendable: Set<String> = []

  let stream: any BinanceAccountEvents
  /// The connection for orders, where it is another one than that of the account's events.
  private let trading: BinanceTradingConnection?
  /// Decides when the account is in step with the venue, and what is to be asked before.
  var synchronizer = BinanceAccountSynchronizer()
  var syncPause = BinanceRetryPause()
  var retryTimer: (any ClockTimer)?
  var auditTimer: (any ClockTimer)?
  var connectCompletion: ((Result<Void, any Error>) -> Void)?
  private var connectTimer: (any ClockTimer)?
  /// Since when the account's events are being connected to, by the monotonic clock.
  var subscribingSince = UnixNanos.zero
  /// Why the last attempt to connect to the account's events failed.
  var connectionProblem: BinanceError?

  /// Less than a node's patience, so that the failure tells the cause and not a time-out.
  private static let connectLimit: Duration = .seconds(58)

  /// Makes the shared machinery; users make one of the two clients of the products.
  ///
  /// - Parameters:
  ///   - session: the signed way to the venue.
  ///   - provider: loads the instruments; may be shared with a data client of the same product.
  ///   - lookup: the node's orders, for orders that an earlier session made.
  ///   - sink: what hears of orders and account.
  init(
    id: ClientId, config: BinanceExecClientConfig, session: BinanceHttpSession, provider: BinanceInstrumentProvider,
    lookup: (any OrderLookup)?, sink: any ExecutionEventSink,
    logger: Logger = Logger(label: "argonaut.binance.execution")
  ) {
    self.id = id
    accountId = config.accountId ?? AccountId("\(id)-001")
    self.config = config
    self.session = session
    self.provider = provider
    self.lookup = lookup
    self.sink = sink
    self.logger = logger
    mapper = BinanceOrderMapper(product: session.product, sideEffectType: config.sideEffectType)
    filters = BinanceFilterGate(session: session, provider: provider, logger: logger)
    reports = BinanceReportMapper(
      product: session.product, accountId: accountId, treatsExpiredAsCanceled: config.treatExpiredAsCanceled,
      usesPositionIds: config.usePositionIds, defaultTakerFee: config.defaultTakerFee)
    margin = session.product.accountType.isMargin ? BinanceMarginState(session: session, logger: logger) : nil
    let product = session.product
    let api = session.endpoints.webSocketAPIURL.map {
      BinanceWebSocketAPI(session: session, url: $0, logger: logger)
    }
    switch (product.eventRoute, api) {
    case (.listenToken, let api?):
      // The cross account has a stream of its own, each isolated pair another.
      let scopes: [String?] = margin?.riskStream == nil ? [] : [nil]
      stream = BinanceListenTokenStream(session: session, api: api, scopes: scopes, logger: logger)
    case (.subscription, let api?):
      stream = BinanceUserDataStream(api: api, clock: session.runtime.clock, logger: logger)
    case (.listenKey, _), (_, nil):
      stream = BinanceListenKeyStream(session: session, logger: logger)
    }
    let usesWebSocket = config.useWSTrading && product.takesOrdersOverWebSocket
    trading =
      usesWebSocket && product.hasConnectionForOrders
      ? api.map { BinanceTradingConnection(api: $0, logger: logger) } : nil
    gateway = BinanceOrderGateway(session: session, api: usesWebSocket ? api : nil)
    stream.delegate = self
  }

  var clock: any TradingClock { session.runtime.clock }
  var now: UnixNanos { clock.now }
  public var venueClockOffset: Duration { session.timestamp - now }
  /// Whether the account's events arrive and are complete.
  var isSynced: Bool { synchronizer.phase == .synced }

  /// The venue ends GTD orders on USDⓈ-M only.
  public func keepsExpireTime(_ instrumentId: InstrumentId) -> Bool {
    config.useGTD && session.product.accountType == .usdtFutures
  }

  public func serves(_ instrumentId: InstrumentId) -> Bool {
    if let known = served[instrumentId] { return known }
    let isServed =
      instrumentId.venue == venue
      && BinanceSymbol.serves(symbol: instrumentId.symbol, accountType: session.product.accountType)
    served[instrumentId] = isServed
    return isServed
  }

  // MARK: - Connecting

  public func connect(completion: @escaping (Result<Void, any Error>) -> Void) {
    guard synchronizer.phase == .idle, connectCompletion == nil else {
      clock.schedule(after: .zero) { completion(.failure(self.failure("already connected or connecting"))) }
      return
    }
    connectCompletion = completion
    connectionProblem = nil
    guard session.credentials != nil else {
      clock.schedule(after: .zero) { [self] in finishConnecting(.failure(failure("there is no API key"))) }
      return
    }
    connectTimer = clock.schedule(after: Self.connectLimit) { [weak self] in
      guard let self else { return }
      let block = session.remainingBlock
      guard block > .zero else {
        let cause = connectionProblem.map { ": \($0)" } ?? ""
        return finishConnecting(
          .failure(failure("the account's events could not be subscribed within \(Self.connectLimit)\(cause)")))
      }
      let seconds = Int(block.inSeconds.rounded(.up))
      finishConnecting(.failure(failure("the venue's limit or ban stands for another \(seconds) s; start again then")))
    }
    askBeforeSubscribing()
  }

  /// Asks for what must be known before the account's events come.
  ///
  /// What fails ends the attempt; whether to make another is the node's to decide.
  private func askBeforeSubscribing() {
    session.synchronizeClock { [self] result in
      if case .failure(let error) = result { return finishConnecting(.failure(error)) }
      provider.load { [self] result in
        if case .failure(let error) = result { return finishConnecting(.failure(error)) }
        guard connectCompletion != nil else { return }
        filters.follow(provider.knownInstruments.filter { serves($0.id) })
        followMarginPrices()
        prepare { [self] result in
          if case .failure(let error) = result { return finishConnecting(.failure(error)) }
          guard connectCompletion != nil else { return }
          synchronizer.subscribe()
          subscribingSince = clock.monotonicNow
          trading?.start()
          stream.start()
        }
      }
    }
  }

  // MARK: - What a product does in its own way

  /// Learns and sets how the account trades, before its events are subscribed.
  func prepare(completion: @escaping (Result<Void, any Error>) -> Void) { completion(.success(())) }

  /// Asks for balances and margins.
  func askForAccount(completion: @escaping (Result<AccountState, BinanceError>) -> Void) {
    requestAccount(completion: completion)
  }

  /// Adds to an order what it leaves open.
  func complete(_ command: SubmitOrder, _ instrument: Instrument) throws(BinanceOrderDenial) -> SubmitOrder { command }

  /// Deals with an event that spot does not have.
  func process(_ event: BinanceFuturesEvent) {}

  /// Asks for the account's positions; nil where an account has none.
  func askForPositions(completion: @escaping (Result<[PositionStatusReport]?, BinanceError>) -> Void) {
    completion(.success(nil))
  }

  /// Sees every event of an order before it is dealt with.
  func observe(_ report: BinanceExecutionReport) {}

  /// Sees why the venue refused an order.
  func observe(refusal: BinanceError) {}

  /// Called when the client is closed.
  func didClose() {}

  /// Called when the account's events are complete: at the start, and after every gap.
  func didSynchronize() {}

  /// Called when the audit has asked for the account, and with it for whatever the product holds besides balances.
  func didAuditAccount() {}

  private func failure(_ message: String) -> BinanceError {
    BinanceError(
      kind: session.credentials == nil ? .missingCredentials : .transport, outcome: .definitive, message: message,
      endpoint: session.endpoints.webSocketAPIURL ?? session.endpoints.http)
  }

  func finishConnecting(_ result: Result<Void, any Error>) {
    guard let completion = connectCompletion else { return }
    connectCompletion = nil
    connectTimer?.cancel()
    if case .failure = result { close() }
    completion(result)
  }

  public func disconnect(completion: @escaping () -> Void) {
    close()
    tellUserState(.disconnected, "disconnected")
    session.shutDown()
    clock.schedule(after: .zero) { completion() }
  }

  private func close() {
    synchronizer.close()
    for timer in [connectTimer, auditTimer, retryTimer, accountTimer] { timer?.cancel() }
    accountTimer = nil
    resolver.stop()
    filters.stop()
    margin?.riskStream?.stop()
    stream.stop()
    trading?.stop()
    didClose()
  }

  func tellUserState(_ state: ConnectionState.State, _ reason: String) {
    sink.process(
      ConnectionState(clientId: id, channel: "user", state: state, reason: reason, tsInit: now))
  }

  /// Says something once, however often it happens.
  func reportOnce(_ text: String) {
    // Texts hold what the venue sent, so that a defect there could make a new one with every event.
    guard reportedOddities.count < 1_000, reportedOddities.insert(text).inserted else { return }
    logger.warning("\(text)")
  }
}
