public import Logging
public import TradingModel

/// Carries orders to the execution clients, and what becomes of them back to the strategies.
///
/// Commands go in by ``execute(_:)``; the clients tell events and reports. Each fact counts once: facts are applied to
/// the order's state machine, positions follow from fills, and only then everything that changed is published, in order.
/// The engine belongs to the kernel's loop.
public final class ExecutionEngine: ExecutionEventSink {
  /// How orders in flight are watched and what is made up for where the venue's word and the known fills differ.
  public let config: ExecutionEngineConfig
  /// The node's orders, as their events and the venue's reports make them.
  public let orders: OrderCache
  /// The node's positions, which follow from fills, and the venue's own word on them.
  public let positions: PositionCache
  /// The node's accounts, as their venues last told them.
  public let accounts: AccountCache
  /// Receives everything that changed, after the caches have it.
  public var publish: (ExecutionNews) -> Void = { _ in }
  /// Clients by the order of their registration.
  public private(set) var clients: [any ExecutionClient] = []

  let market: any MarketView
  let clock: any TradingClock
  let log: Logger
  /// Strategies that take orders and positions from elsewhere as their own.
  var claims: [InstrumentId: StrategyId] = [:]
  /// Strategies that keep positions in another way than their venue.
  var omsTypes: [StrategyId: OmsType] = [:]
  /// Fills whose order is being asked for, by the venue's order identifier.
  var orphans: [String: [FillReport]] = [:]
  var connectionStates: [String: ConnectionState] = [:]
  var expiries: [ClientOrderId: any ClockTimer] = [:]
  /// Orders that were canceled because their expire time came.
  var expiring: Set<ClientOrderId> = []
  var pendingChecks: [ClientOrderId: PendingCheck] = [:]
  /// Open orders that the venue did not mention when it should have.
  var suspects: Set<ClientOrderId> = []
  /// Reports whose filled quantity is not explained by trades yet, and the timers that end the waiting.
  var unexplained: [ClientOrderId: Unexplained] = [:]
  var checkTimer: (any ClockTimer)?
  /// What pauses are jittered by; the kernel gives one of its own seed.
  var random = RandomSource(seed: 0)
  /// Surrounds the publishing of what one piece of work had to tell, so that receivers are called after it as a whole.
  var deliver: (() -> Void) -> Void = { $0() }
  /// Takes down what a restart needs to know.
  var journal: (any RecoveryJournal)?
  /// Whether facts of before a restart are being applied: nothing is told or taken down then.
  var isRestoring = false
  /// The time of the last fact that was restored; `nil` when nothing was.
  var restoredUntil: UnixNanos?
  /// The venue's own time of the last fact of each client that was restored.
  var toldUntil: [ClientId: UnixNanos] = [:]
  /// Instruments that the journal knows already.
  var journaledInstruments: Set<InstrumentId> = []
  /// Orders that were about to be sent when the process before this one ended.
  var sentBefore: Set<ClientOrderId> = []
  /// Whose orders are recognized by their identifiers: strategies by their digits (see ``ClientOrderIdFormat``).
  var owners: [String: StrategyId] = [:]
  var traderTag = ""
  /// What the journal knows of the accounts.
  var journaledAccounts: [AccountId: JournaledAccount] = [:]
  /// Fills in instruments that are not loaded: no position follows before they are.
  var parked: [InstrumentId: [OrderFilled]] = [:]
  /// The venue's time of the last fact that changed what an account has free.
  var lastFacts: [AccountId: UnixNanos] = [:]
  private var outbox: [ExecutionNews] = []
  private var depth = 0
  private var isFlushing = false
  /// Whether the venue's positions are explained by the known fills, by instrument.
  var positionWatches: [InstrumentId: PositionWatch] = [:]

  /// An engine without clients on caches of one's own; `market` gives instruments and prices.
  public init(
    config: ExecutionEngineConfig = ExecutionEngineConfig(), market: any MarketView, orders: OrderCache = OrderCache(),
    positions: PositionCache = PositionCache(), accounts: AccountCache = AccountCache(), clock: any TradingClock,
    log: Logger = Logger(label: "argonaut.execution")
  ) {
    self.config = config
    self.market = market
    self.orders = orders
    self.positions = positions
    self.accounts = accounts
    self.clock = clock
    self.log = log
  }

  /// An engine that keeps orders, positions and accounts in a cache.
  public convenience init(
    config: ExecutionEngineConfig = ExecutionEngineConfig(), cache: Cache, clock: any TradingClock,
    log: Logger = Logger(label: "argonaut.execution")
  ) {
    self.init(
      config: config, market: cache, orders: cache.orders, positions: cache.positions, accounts: cache.accounts,
      clock: clock, log: log)
  }

  // MARK: Parts

  /// Adds an execution client.
  public func register(_ client: any ExecutionClient) {
    guard !clients.contains(where: { $0.id == client.id }) else { return }
    clients.append(client)
  }

  /// Lets go of all clients, which hold this engine as the sink of what they tell.
  func releaseClients() { clients = [] }

  /// Lets a strategy own the orders and positions in an instrument that come from elsewhere.
  public func claim(_ instrumentId: InstrumentId, for strategyId: StrategyId) { claims[instrumentId] = strategyId }

  /// Keeps a strategy's positions in another way than the venue does.
  public func setOmsType(_ type: OmsType, for strategyId: StrategyId) {
    omsTypes[strategyId] = type == .unspecified ? nil : type
  }

  /// The client of a name.
  public func client(_ id: ClientId) -> (any ExecutionClient)? { clients.first { $0.id == id } }

  /// The client that carries a command about what is there already, as an order that was sent: the named one, else the
  /// first that serves the instrument; none when the named one does not serve it, since another product may have a
  /// symbol of the same name. A new order takes ``carrier(for:named:)``.
  public func client(for instrumentId: InstrumentId, named id: ClientId? = nil) -> (any ExecutionClient)? {
    if let id { return client(id).flatMap { $0.serves(instrumentId) ? $0 : nil } }
    return clients.first { $0.serves(instrumentId) }
  }

  /// The client that carries a new order: the named one if it serves the instrument, else the only one that does.
  ///
  /// None where several do, as on spot and on margin, and none is named: whose money is spent is not guessed.
  public func carrier(for instrumentId: InstrumentId, named id: ClientId? = nil) -> (any ExecutionClient)? {
    if id != nil { return client(for: instrumentId, named: id) }
    guard let first = clients.firstIndex(where: { $0.serves(instrumentId) }),
      !clients[(first + 1)...].contains(where: { $0.serves(instrumentId) })
    else { return nil }
    return clients[first]
  }

  /// The account in which an instrument is traded: that of the named client, else of the only one that serves it.
  public func account(for instrumentId: InstrumentId, clientId: ClientId? = nil) -> Account? {
    carrier(for: instrumentId, named: clientId).flatMap { accounts.account($0.accountId) }
  }

  /// Whether an account's balances know of everything that is known to have happened to its orders.
  func isCurrent(_ account: Account) -> Bool { account.tsLast >= lastFacts[account.id] ?? .zero }

  // MARK: Publishing

  /// Runs `work`; what it has to tell is published when the outermost piece of work is done and everything is consistent.
  func perform<Result>(_ work: () -> Result) -> Result {
    depth += 1
    let result = work()
    depth -= 1
    if depth == 0, !isFlushing, !outbox.isEmpty { deliver { flush() } }
    return result
  }

  func tell(_ news: ExecutionNews) {
    if !isRestoring { outbox.append(news) }
  }

  private func flush() {
    isFlushing = true
    defer { isFlushing = false }
    // What receivers cause is appended while this runs, and told after what was there before.
    var next = 0
    while next < outbox.count {
      // What is told has been written down, so that it is not told again after a restart.
      journal?.commit()
      publish(outbox[next])
      next += 1
    }
    outbox.removeAll(keepingCapacity: true)
  }

  var now: UnixNanos { clock.now }

  func header(_ order: Order, isReconciliation: Bool = false, tsEvent: UnixNanos? = nil) -> OrderEventHeader {
    let now = self.now
    return OrderEventHeader(
      order: order.identity, venueOrderId: order.venueOrderId, accountId: order.accountId,
      isReconciliation: isReconciliation, tsEvent: tsEvent ?? now, tsInit: now)
  }

  // MARK: The sink's simple parts

  /// Takes over an account's state and tells it, completed by what is known already; an older one is dropped.
  public func process(_ state: AccountState) {
    perform {
      guard accounts.apply(state), let account = accounts.account(state.accountId) else { return }
      noteAccount(state, account)
      var told = state.isComplete ? state : account.state(tsInit: state.tsInit)
      // Why it changed, and by what, is told with this event alone.
      told.info = state.info
      tell(.account(told))
    }
  }

  public func process(_ state: ConnectionState) {
    perform {
      connectionStates["\(state.clientId)/\(state.channel)"] = state
      tell(.connection(state))
    }
  }
}
