public import Logging
public import TradingModel

/// The deterministic heart of a node: clock, bus, cache, engines, actors and strategies on one loop.
///
/// A kernel is synchronous and belongs to one loop. Everything that comes in (market data, order events, timers,
/// commands) is processed to the end before the next: its effects on the cache, its delivery to all receivers, and
/// what these publish in turn. The same inputs at the same times give the same outputs.
public final class TradingKernel {
  /// What the kernel was made with.
  public let config: TradingKernelConfig
  /// The time of everything in the kernel; it belongs to the kernel's loop.
  public let clock: any TradingClock
  /// Where market data and events meet their receivers.
  public let bus: MessageBus
  /// What the node knows: instruments, market data, orders, positions and accounts.
  public let cache: Cache
  /// Takes market data from the data clients to the cache and the subscribers.
  public let dataEngine: DataEngine
  /// Checks every command before the execution engine has it.
  public let riskEngine: RiskEngine
  /// Takes commands to the execution clients, and applies what these tell.
  public let executionEngine: ExecutionEngine
  /// What is held and what it has earned, by the cache.
  public let portfolio: Portfolio
  /// The actors in the order of their registration, strategies included.
  public private(set) var actors: [DataActor] = []
  /// Where the kernel is in its life; it begins as `ready`.
  public private(set) var state: ComponentState = .ready
  /// The kernel's own log, labelled `argonaut.kernel`.
  public let log: Logger
  private let makeLogger: (String) -> Logger
  private var journal: JournalWriter?
  private var topics = StrategyTopics()
  var observers: [(KernelEvent) -> Void] = []
  var exits: [MarketExit] = []
  let killSwitch: KillSwitch
  private var purgeTimer: (any ClockTimer)?
  let orderIds: ClientOrderIdGenerator

  /// A kernel on `clock`, whose order identifiers come from `random`; `logger` makes the loggers of the kernel's parts
  /// from their labels.
  public init(
    config: TradingKernelConfig = TradingKernelConfig(), clock: any TradingClock,
    random: RandomSource = .system(), logger: @escaping (_ label: String) -> Logger = { Logger(label: $0) }
  ) {
    self.config = config
    self.clock = clock
    makeLogger = logger
    log = logger("argonaut.kernel")
    bus = MessageBus()
    cache = Cache(config: config.cache)
    dataEngine = DataEngine(
      config: config.dataEngine, cache: cache, bus: bus, clock: clock, log: logger("argonaut.data"))
    executionEngine = ExecutionEngine(
      config: config.executionEngine, market: cache, orders: cache.orders, positions: cache.positions,
      accounts: cache.accounts, clock: clock, log: logger("argonaut.execution"))
    riskEngine = RiskEngine(
      config: config.riskEngine, execution: executionEngine, clock: clock, log: logger("argonaut.risk"))
    portfolio = Portfolio(cache: cache)
    orderIds = ClientOrderIdGenerator(traderId: config.traderId, clock: clock, random: random)
    executionEngine.random = random.split()
    killSwitch = KillSwitch(
      execution: executionEngine, clock: clock, log: logger("argonaut.kill"), perform: { [bus] in bus.perform($0) })
    dataEngine.observe = { [weak self] event in self?.announce(event) }
    dataEngine.instrumentArrived = { [executionEngine] in executionEngine.unpark($0) }
    executionEngine.traderTag = ClientOrderIdFormat.traderTag(config.traderId)
    executionEngine.publish = { [weak self] news in self?.publish(news) }
    executionEngine.deliver = { [bus] work in bus.perform(work) }
    bus.later = { [clock, log] work in
      log.warning("more than \(MessageBus.turnLimit) messages in one turn: does a callback answer itself without end?")
      clock.schedule(after: .milliseconds(1), work)
    }
  }

  deinit {
    dataEngine.releaseClients()
    executionEngine.releaseClients()
  }

  /// The node's trader.
  public var traderId: TraderId { config.traderId }

  // MARK: Parts

  /// Adds a data client.
  public func register(_ client: any DataClient) { dataEngine.register(client) }

  /// Adds an execution client.
  public func register(_ client: any ExecutionClient) { executionEngine.register(client) }

  /// Adds an actor; it is started at once where the kernel runs already.
  public func register(_ actor: DataActor) {
    guard actor.state == .preInitialized else {
      return log.error("\(actor.actorId) is \(actor.state.rawValue) and cannot be registered; an actor has one kernel")
    }
    actor.register(in: self, as: uniqueName(for: actor))
    actors.append(actor)
    if let strategy = actor as? Strategy { introduce(strategy) }
    if state == .running { start(actor) }
  }

  /// Stops an actor where it is running, and lets go of it for good.
  public func remove(_ actor: DataActor) {
    guard actors.contains(where: { $0 === actor }) else { return }
    bus.perform {
      if actor.state == .running || actor.state == .starting { actor.stop() }
      actor.dispose()
    }
    actors.removeAll { $0 === actor }
  }

  /// The strategies in the order of their registration.
  public var strategies: [Strategy] { actors.compactMap { $0 as? Strategy } }

  /// The actor or strategy of a name.
  public func actor(_ id: ActorId) -> DataActor? { actors.first { $0.actorId == id } }

  /// Gives the journal everything that is processed from now on.
  public func attach(_ journal: any EventJournal) {
    let writer = JournalWriter(journal: journal, clock: clock)
    self.journal = writer
    dataEngine.journal = writer
    dataEngine.recordsMarketData = config.journalsMarketData
  }

  private func uniqueName(for actor: DataActor) -> ActorId {
    var number = 1
    while self.actor(actor.name(number: number)) != nil { number += 1 }
    return actor.name(number: number)
  }

  private func introduce(_ strategy: Strategy) {
    recognize(strategy.strategyId)
    executionEngine.setOmsType(strategy.config.omsType, for: strategy.strategyId)
    for instrument in strategy.config.externalOrderClaims {
      executionEngine.claim(instrument, for: strategy.strategyId)
    }
  }

  // MARK: Trading

  /// Gives a command to the risk engine, which checks it and hands it on. What becomes of it is told by events, which
  /// are delivered before this returns, or after the current callback when called in one.
  ///
  /// - Returns: why nothing was done, when no event can tell; else `nil`.
  @discardableResult
  public func execute(_ command: TradingCommand) -> CommandRefusal? {
    var refusal: CommandRefusal?
    bus.perform {
      journal?.append(.command(command))
      refusal = riskEngine.execute(command)
    }
    return refusal
  }

  /// Orders of a strategy's own, or of whoever trades without one under this name.
  public func orderFactory(for strategyId: StrategyId) -> OrderFactory {
    OrderFactory(strategyId: strategyId, clock: clock, ids: orderIds)
  }

  private func publish(_ news: ExecutionNews) {
    switch news {
    case .order(let event):
      journal?.append(.orderEvent(event))
      announce(.order(event))
      bus.publish(event, topic: topics.orders(of: event.strategyId))
      continueExits(after: event)
    case .position(let event):
      journal?.append(.positionEvent(event))
      announce(.position(event))
      bus.publish(event, topic: topics.positions(of: event.strategyId))
    case .account(let state):
      journal?.append(.accountState(state))
      announce(.account(state))
      bus.publish(state, topic: EventTopic.account(state.accountId))
    case .connection(let state):
      dataEngine.process(state)
    }
  }

  // MARK: Life

  /// Starts every actor and strategy in the order of registration.
  public func start() {
    guard transition(.start) else { return }
    executionEngine.startChecks()
    startPurging()
    if killReason != nil { bus.perform { executionEngine.perform { killSwitch.sweep() } } }
    bus.perform {
      for actor in actors { actor.start() }
    }
    _ = transition(.startCompleted)
  }

  /// Stops every actor and strategy in the reverse order; a kernel that does not run stays as it is.
  public func stop() {
    guard state == .running || state == .starting, transition(.stop) else { return }
    bus.perform {
      for actor in actors.reversed() where actor.state == .running || actor.state == .starting { actor.stop() }
    }
    _ = transition(.stopCompleted)
  }

  /// Ends every actor and lets go of them.
  public func dispose() {
    guard transition(.dispose) else { return }
    bus.perform {
      for actor in actors { actor.dispose() }
    }
    actors = []
    stopWatching()
    _ = transition(.disposeCompleted)
  }

  /// Starts one actor.
  public func start(_ actor: DataActor) { bus.perform { actor.start() } }

  /// Stops one actor.
  public func stop(_ actor: DataActor) { bus.perform { actor.stop() } }

  /// Makes one stopped actor forget what it learned.
  public func reset(_ actor: DataActor) { bus.perform { actor.reset() } }

  private func transition(_ trigger: ComponentState.Trigger) -> Bool {
    guard let next = state.next(on: trigger) else {
      log.warning("the kernel cannot \(trigger.rawValue) while it is \(state.rawValue)")
      return false
    }
    state = next
    journal?.append(.component(id: "kernel", next))
    return true
  }

  /// Lets orders be recognized as a strategy's own by their identifiers.
  func recognize(_ strategyId: StrategyId) {
    executionEngine.owners[ClientOrderIdFormat.strategyTag(strategyId)] = strategyId
  }

  // MARK: Upkeep

  /// Forgets closed orders that are older than the cache is to keep them, now and then.
  private func startPurging() {
    guard let age = config.cache.closedOrderAge, purgeTimer == nil else { return }
    purgeTimer = clock.schedule(after: .seconds(60)) { [weak self] in
      guard let self else { return }
      purgeTimer = nil
      cache.orders.purgeClosed(before: clock.now + (.zero - age))
      startPurging()
    }
  }

  private func stopWatching() {
    executionEngine.stopChecks()
    purgeTimer?.cancel()
    purgeTimer = nil
    killSwitch.pause()
  }

  // MARK: For its actors

  func record(_ payload: JournalEntry.Payload) { journal?.append(payload) }

  func logger(label: String) -> Logger { makeLogger(label) }

  func noteState(of actor: ActorId, _ state: ComponentState) {
    journal?.append(.component(id: actor.text, state))
  }

  func noteTimer(_ event: TimeEvent, of actor: ActorId) {
    journal?.append(.timer(owner: actor.text, event))
  }
}
