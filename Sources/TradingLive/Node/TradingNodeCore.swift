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
  /// What the node is made of.
  public let config: TradingNodeConfig
  /// The node's kernel, which is there before anything is built.
  public let kernel: TradingKernel
  /// Where the node is in its life; it is in each state once at most.
  public internal(set) var state: NodeState = .idle
  var stopCompletions: [() -> Void] = []
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
  var dataClients: [any DataClient] = []
  var execClients: [any ExecutionClient] = []
  private var startCompletion: ((Result<Void, NodeError>) -> Void)?

  /// Runs work that makes bytes beside the loop, and hands them over on the loop.
  public typealias JournalBackground = (@escaping @Sendable () -> [UInt8], @escaping ([UInt8]) -> Void) -> Void

  /// Makes a node; call it on the loop of the world's runtime.
  ///
  /// - Parameters:
  ///   - config: the node's clients by name, its engines' settings, and how long it waits for what.
  ///   - world: the seams of the node's loop, and how further connections are made on that loop.
  ///   - stateDirectory: where everything that survives a restart is kept; nothing is when `nil`.
  ///   - journalDevice: keeps the journal instead of a folder in `stateDirectory`, as in simulation.
  ///   - journalBackground: makes the journal's snapshots beside the loop; on the loop when `nil`.
  ///   - logger: makes loggers by label; by default those of the process's logging system.
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

  private typealias Completion = (Result<Void, any Error>) -> Void

  /// What one client has to do in a step of the start.
  private struct Part {
    let client: ClientId
    let perform: (@escaping Completion) -> Void
  }

  private func connectDataClients() {
    let parts = dataClients.map { client in Part(client: client.id) { client.connect(completion: $0) } }
    take(.connecting, parts, within: config.timeoutConnection) { $0.connectExecClients() }
  }

  private func connectExecClients() {
    let parts = execClients.map { client in Part(client: client.id) { client.connect(completion: $0) } }
    take(.connecting, parts, within: config.timeoutConnection) { core in
      guard core.hasRequiredInstruments() else { return }
      core.state = .reconciling
      core.kernel.executionEngine.beginReconciliation()
      core.reconcile()
    }
  }

  private func reconcile() {
    let parts = execClients.map { client in
      Part(client: client.id) { [kernel] in kernel.executionEngine.reconcile(client, completion: $0) }
    }
    take(.reconciling, parts, within: config.timeoutReconciliation) { core in
      core.kernel.executionEngine.finishReconciliation()
      core.state = .running
      core.kernel.start()
      core.finishStart(.success(()))
    }
  }

  /// Takes a step of the start with several clients at once, and goes on when each has done its part.
  private func take(
    _ step: NodeError.Step, _ parts: [Part], within limit: Duration, then next: @escaping (TradingNodeCore) -> Void
  ) {
    let gathering = Gathering(parts.map(\.client.text), on: world.runtime.clock, timeout: limit) {
      [weak self] failures in
      guard let self, proceed(step, failures) else { return }
      next(self)
    }
    let start = world.runtime.clock.monotonicNow
    for part in parts {
      attempt("\(step.rawValue) \(part.client)", within: limit, since: start, part.perform) {
        gathering.arrived(part.client.text, $0)
      }
    }
  }

  /// Does a step of the start for one client, again and again while it fails for a reason that may pass, within a limit.
  private func attempt(
    _ what: String, within limit: Duration, since start: UnixNanos, number: Int = 1,
    _ step: @escaping (@escaping Completion) -> Void, completion: @escaping Completion
  ) {
    step { [weak self] result in
      guard let self, isStarting, case .failure(let error) = result, let failure = error as? any PassingFailure,
        let patience = failure.patience
      else { return completion(result) }
      let clock = world.runtime.clock
      let wait = max(Duration.seconds(min(1 << min(number - 1, 4), 10)), failure.retryAfter ?? .zero)
      // A sixth of the limit is left to the last attempt, so that its failure tells the cause, not a time-out.
      guard (clock.monotonicNow + wait) - start < min(limit / 6 * 5, patience) else { return completion(result) }
      let seconds = Int(wait.inSeconds.rounded(.up))
      log.warning("\(what): attempt \(number) failed, trying again in \(seconds) s: \(error)")
      clock.schedule(after: wait) { [weak self] in
        guard let self, isStarting else { return completion(result) }
        attempt(what, within: limit, since: start, number: number + 1, step, completion: completion)
      }
    }
  }

  private var isStarting: Bool { state == .connecting || state == .reconciling }

  /// Whether start-up goes on after a step; a failed step ends it.
  private func proceed(_ step: NodeError.Step, _ failures: [Gathering.Failure]) -> Bool {
    guard isStarting else { return false }
    guard failures.isEmpty else {
      let reason = failures.map(\.description).joined(separator: "; ")
      finishStart(.failure(NodeError(step: step, reason: reason, causes: failures.compactMap(\.cause))))
      return false
    }
    return true
  }

  func finishStart(_ result: Result<Void, NodeError>) {
    let completion = startCompletion
    startCompletion = nil
    completion?(result)
  }
}
