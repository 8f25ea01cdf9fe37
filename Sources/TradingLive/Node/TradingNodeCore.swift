public import Logging
public import TradingEngine
import TradingModel
import TradingNetwork
public import TradingStore

/// A node without threads: kernel and clients on one loop, driven by calls on that loop.
///
/// ``TradingNode`` puts it on an event loop of its own; a simulation drives it in virtual time. Start-up is one path:
/// connect the data clients, connect the execution clients, reconcile with the venue, and only then start strategies.
public final class TradingNodeCore {
  public let config: TradingNodeConfig
  public let kernel: TradingKernel
  public private(set) var state: NodeState = .idle
  let world: NodeWorld
  let log: Logger
  private let makeLogger: (String) -> Logger
  let stateDirectory: String?
  let journalDevice: (any JournalDevice)?
  /// Makes a journal's snapshots beside the loop; on the loop when `nil`.
  let journalBackground: JournalBackground?
  var journal: NodeJournal?
  var journalTimer: (any ClockTimer)?
  private var dataFactories: [String: any LiveDataClientFactory] = [:]
  private var execFactories: [String: any LiveExecClientFactory] = [:]
  private var dataClients: [any DataClient] = []
  private var execClients: [any ExecutionClient] = []
  private var startCompletion: ((Result<Void, NodeError>) -> Void)?

  /// Runs work that makes bytes beside the loop, and hands them over on the loop.
  public typealias JournalBackground = (@escaping @Sendable () -> [UInt8], @escaping ([UInt8]) -> Void) -> Void

  /// Makes a node; call it on the loop of the world's runtime.
  ///
  /// - Parameters:
  ///   - stateDirectory: where everything that survives a restart is kept; nothing is when `nil`.
  ///   - journalDevice: keeps the journal instead of a folder in `stateDirectory`, as in simulation.
  ///   - journalBackground: makes the journal's snapshots beside the loop; on the loop when `nil`.
  public init(
    config: TradingNodeConfig, world: NodeWorld, stateDirectory: String? = nil,
    journalDevice: (any JournalDevice)? = nil, journalBackground: JournalBackground? = nil,
    logger: @escaping (_ label: String) -> Logger = { Logger(label: $0) }
  ) {
    self.config = config
    self.world = world
    self.stateDirectory = stateDirectory
    self.journalDevice = journalDevice
    self.journalBackground = journalBackground
    makeLogger = logger
    log = logger("argonaut.node")
    kernel = TradingKernel(
      config: config.kernel, clock: world.runtime.clock, random: world.runtime.random.split(), logger: logger)
  }

  // MARK: Building

  /// Names the factory that makes the data client of this name.
  public func addDataClientFactory(_ name: String, _ factory: any LiveDataClientFactory) {
    dataFactories[name] = factory
  }

  /// Names the factory that makes the execution client of this name.
  public func addExecClientFactory(_ name: String, _ factory: any LiveExecClientFactory) {
    execFactories[name] = factory
  }

  /// Adds an actor or a strategy.
  public func add(_ actor: DataActor) { kernel.register(actor) }

  /// Makes all clients of the configuration; nothing connects yet.
  public func build() throws(NodeError) {
    try move(to: .built, during: .building)
    for name in config.dataClients.keys.sorted() {
      guard let client = config.dataClients[name] else { continue }
      let factory = try factory(for: name, in: dataFactories, kind: "data")
      let built = try makeClient(name) {
        try factory.makeClient(config: client, context: context(for: name), sink: kernel.dataEngine)
      }
      dataClients.append(built)
      kernel.register(built)
    }
    for name in config.execClients.keys.sorted() {
      guard let client = config.execClients[name] else { continue }
      let factory = try factory(for: name, in: execFactories, kind: "execution")
      let built = try makeClient(name) {
        try factory.makeClient(config: client, context: context(for: name), sink: kernel.executionEngine)
      }
      execClients.append(built)
      kernel.register(built)
    }
    try openJournal()
  }

  private func factory<Factory>(
    for name: String, in factories: [String: Factory], kind: String
  ) throws(NodeError) -> Factory {
    if let factory = factories[name] { return factory }
    let known = factories.keys.sorted().joined(separator: ", ")
    throw NodeError(
      step: .building,
      reason:
        "no factory for the \(kind) client '\(name)'; add one by its name (added: \(known.isEmpty ? "none" : known))"
    )
  }

  private func makeClient<Client>(_ name: String, _ make: () throws -> Client) throws(NodeError) -> Client {
    do {
      return try make()
    } catch {
      throw NodeError(step: .building, reason: "client '\(name)': \(error)", causes: [error])
    }
  }

  private func context(for name: String) -> ClientContext {
    ClientContext(
      clientId: ClientId(name), traderId: config.traderId, cache: kernel.cache,
      logger: makeLogger("argonaut.client.\(name)"), stateDirectory: stateDirectory,
      makeRuntime: { [world] in try world.runtime($0) })
  }

  private func move(to next: NodeState, during step: NodeError.Step) throws(NodeError) {
    guard state.allows(next) else {
      throw NodeError(step: step, reason: "the node is \(state.rawValue); a node is built, run and stopped once")
    }
    state = next
  }

  // MARK: Starting

  /// Connects, reconciles, and starts the strategies. `completion` is called once, on the loop.
  public func start(completion: @escaping (Result<Void, NodeError>) -> Void) {
    do {
      try move(to: .connecting, during: .connecting)
    } catch {
      return completion(.failure(error))
    }
    startCompletion = completion
    connectDataClients()
  }

  private func connectDataClients() {
    let gathering = Gathering(
      dataClients.map(\.id.text), on: world.runtime.clock, timeout: config.timeoutConnection
    ) { [weak self] failures in
      guard let self, self.proceed(.connecting, failures) else { return }
      self.connectExecClients()
    }
    for client in dataClients {
      client.connect { gathering.arrived(client.id.text, $0) }
    }
  }

  private func connectExecClients() {
    let gathering = Gathering(
      execClients.map(\.id.text), on: world.runtime.clock, timeout: config.timeoutConnection
    ) { [weak self] failures in
      guard let self, self.proceed(.connecting, failures) else { return }
      self.state = .reconciling
      self.kernel.executionEngine.beginReconciliation()
      self.reconcile()
    }
    for client in execClients {
      client.connect { gathering.arrived(client.id.text, $0) }
    }
  }

  private func reconcile() {
    let gathering = Gathering(
      execClients.map(\.id.text), on: world.runtime.clock, timeout: config.timeoutReconciliation
    ) { [weak self] failures in
      guard let self, self.proceed(.reconciling, failures) else { return }
      self.kernel.executionEngine.finishReconciliation()
      self.state = .running
      self.kernel.start()
      self.finishStart(.success(()))
    }
    for client in execClients {
      kernel.executionEngine.reconcile(client) { gathering.arrived(client.id.text, $0) }
    }
  }

  /// Whether start-up goes on after a step; a failed step ends it.
  private func proceed(_ step: NodeError.Step, _ failures: [Gathering.Failure]) -> Bool {
    guard state == .connecting || state == .reconciling else { return false }
    guard failures.isEmpty else {
      let reason = failures.map(\.description).joined(separator: "; ")
      finishStart(.failure(NodeError(step: step, reason: reason, causes: failures.compactMap(\.cause))))
      return false
    }
    return true
  }

  private func finishStart(_ result: Result<Void, NodeError>) {
    let completion = startCompletion
    startCompletion = nil
    completion?(result)
  }

  // MARK: Stopping

  /// Stops the strategies, deals with open orders as configured, and waits for their last events, while the clients stay
  /// connected. `completion` is called once, on the loop.
  public func stopStrategies(completion: @escaping () -> Void) {
    guard state == .running, kernel.state == .running else { return completion() }
    settleOpenOrders()
    for strategy in kernel.strategies.reversed() where strategy.state == .running { kernel.stop(strategy) }
    let deadline = world.runtime.clock.monotonicNow + config.timeoutPostStop
    awaitLastEvents(until: deadline, then: completion)
  }

  /// Stops the strategies as ``stopStrategies(completion:)`` does, and disconnects. `completion` is called once, on the
  /// loop.
  public func stop(completion: @escaping () -> Void) {
    guard state != .stopping, state != .stopped else { return completion() }
    guard state.allows(.stopping) else {
      state = .stopped
      closeJournal()
      return world.end(completion)
    }
    stopStrategies { [self] in
      state = .stopping
      if kernel.state == .running { kernel.stop() }
      finishStart(.failure(NodeError(step: .connecting, reason: "the node was stopped before it was up")))
      disconnect(completion)
    }
  }

  private func settleOpenOrders() {
    guard config.onStop != .leave else { return }
    for strategy in kernel.strategies where strategy.state == .running {
      strategy.cancelAll()
      guard config.onStop == .flatten else { continue }
      let held = kernel.cache.positions.open(strategyId: strategy.strategyId).map(\.instrumentId)
      for instrumentId in Set(held).sorted() { strategy.flatten(instrumentId) }
    }
  }

  /// Waits while orders are on their way, at most until the deadline.
  private func awaitLastEvents(until deadline: UnixNanos, then proceed: @escaping () -> Void) {
    let clock = world.runtime.clock
    let isQuiet = kernel.cache.orders.inFlight().isEmpty
    if isQuiet || clock.monotonicNow >= deadline {
      if !isQuiet { log.warning("orders are still in flight; the next start finds out what became of them") }
      return proceed()
    }
    clock.schedule(after: .milliseconds(20)) { [self] in awaitLastEvents(until: deadline, then: proceed) }
  }

  private func disconnect(_ completion: @escaping () -> Void) {
    let names = execClients.map { "execution \($0.id)" } + dataClients.map { "data \($0.id)" }
    let gathering = Gathering(names, on: world.runtime.clock, timeout: config.timeoutDisconnection) {
      [self] failures in
      for failure in failures { log.warning("while disconnecting: \(failure)") }
      state = .stopped
      closeJournal()
      world.end(completion)
    }
    for client in execClients {
      client.disconnect { gathering.arrived("execution \(client.id)", .success(())) }
    }
    for client in dataClients {
      client.disconnect { gathering.arrived("data \(client.id)", .success(())) }
    }
  }
}
