public import Logging
public import TradingModel

/// The deterministic heart of a node: clock, bus, cache, engines, actors and strategies on one loop.
///
/// A kernel is synchronous and belongs to one loop. Everything that comes in (market data, order events, timers,
/// commands) is processed to the end before the next: its effects on the cache, its delivery to all receivers, and
/// what these publish in turn. The same inputs at the same times give the same outputs.
public final class TradingKernel {
  public let config: TradingKernelConfig
  public let clock: any TradingClock
  public let bus: MessageBus
  public let cache: Cache
  public let dataEngine: DataEngine
  /// The actors in the order of their registration, strategies included.
  public private(set) var actors: [DataActor] = []
  public private(set) var state: ComponentState = .ready
  public let log: Logger
  private let makeLogger: (String) -> Logger
  private var journal: JournalWriter?

  /// A kernel on `clock`; `logger` makes the loggers of the kernel's parts from their labels.
  public init(
    config: TradingKernelConfig = TradingKernelConfig(), clock: any TradingClock,
    logger: @escaping (_ label: String) -> Logger = { Logger(label: $0) }
  ) {
    self.config = config
    self.clock = clock
    makeLogger = logger
    log = logger("argonaut.kernel")
    bus = MessageBus()
    cache = Cache(config: config.cache)
    dataEngine = DataEngine(
      config: config.dataEngine, cache: cache, bus: bus, clock: clock, log: logger("argonaut.data"))
  }

  /// The node's trader.
  public var traderId: TraderId { config.traderId }

  // MARK: Parts

  /// Adds a data client.
  public func register(_ client: any DataClient) { dataEngine.register(client) }

  /// Adds an actor; it is started at once where the kernel runs already.
  public func register(_ actor: DataActor) {
    guard !actors.contains(where: { $0 === actor }) else { return }
    actor.register(in: self, as: uniqueName(for: actor))
    actors.append(actor)
    if state == .running { start(actor) }
  }

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
    guard self.actor(actor.actorId) != nil else { return actor.actorId }
    var number = 2
    while self.actor(ActorId("\(actor.actorId)-\(number)")) != nil { number += 1 }
    return ActorId("\(actor.actorId)-\(number)")
  }

  // MARK: Life

  /// Starts every actor and strategy in the order of registration.
  public func start() {
    guard transition(.start) else { return }
    bus.perform {
      for actor in actors { actor.start() }
    }
    _ = transition(.startCompleted)
  }

  /// Stops every actor and strategy in the reverse order.
  public func stop() {
    guard transition(.stop) else { return }
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

  // MARK: For its actors

  func logger(label: String) -> Logger { makeLogger(label) }

  func noteState(of actor: ActorId, _ state: ComponentState) {
    journal?.append(.component(id: actor.text, state))
  }

  func noteTimer(_ event: TimeEvent, of actor: ActorId) {
    journal?.append(.timer(owner: actor.text, event))
  }
}
