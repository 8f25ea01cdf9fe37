import Dispatch
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import Synchronization
public import TradingEngine
public import TradingModel
import TradingNetwork
import TradingStore
import UnixSignals

/// A live trading node: a kernel with its clients and strategies on an event loop of its own.
///
/// ```swift
/// let node = TradingNode(config: config)
/// node.addDataClientFactory("BINANCE", BinanceLiveDataClientFactory())
/// node.addExecClientFactory("BINANCE", BinanceLiveExecClientFactory())
/// node.addStrategy { EmaCross(config: crossing) }
/// try await node.build()
/// try await node.run()
/// ```
///
/// ``run()`` returns after a graceful stop: by SIGINT or SIGTERM, by ``stop()``, or by the shutdown of the service group
/// that runs it.
public final class TradingNode: Service, Sendable {
  /// What the node is made of.
  public let config: TradingNodeConfig
  private let group: MultiThreadedEventLoopGroup
  private let eventLoop: any EventLoop
  private let makeLogger: @Sendable (String) -> Logger
  private let snapshots = DispatchQueue(label: "argonaut.journal.snapshot", qos: .utility)
  private let shared = Mutex(Shared())

  private struct Shared {
    var dataFactories: [(String, any LiveDataClientFactory)] = []
    var execFactories: [(String, any LiveExecClientFactory)] = []
    var makers: [@Sendable () throws -> DataActor] = []
    var core: LoopConfined<TradingNodeCore>?
    var stopWaiters: [CheckedContinuation<Void, Never>] = []
    var stopRequested = false
    var isInterrupted = false
    var isDown = false
  }

  /// Makes a node; nothing is opened before ``build()``.
  ///
  /// - Parameters:
  ///   - config: the node's clients by name, its engines' settings, and how long it waits for what.
  ///   - logger: makes loggers by label; by default those of the process's logging system.
  public init(
    config: TradingNodeConfig, logger: @escaping @Sendable (_ label: String) -> Logger = { Logger(label: $0) }
  ) {
    self.config = config
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    eventLoop = group.next()
    let level = config.logLevel
    makeLogger = { label in
      var made = logger(label)
      made.logLevel = level
      return made
    }
  }

  // MARK: Building

  /// Names the factory that makes the data client of this name in the configuration.
  public func addDataClientFactory(_ name: String, _ factory: any LiveDataClientFactory) {
    shared.withLock { $0.dataFactories.append((name, factory)) }
  }

  /// Names the factory that makes the execution client of this name in the configuration.
  public func addExecClientFactory(_ name: String, _ factory: any LiveExecClientFactory) {
    shared.withLock { $0.execFactories.append((name, factory)) }
  }

  /// Adds a strategy, made on the node's loop where it will live.
  public func addStrategy(_ make: @escaping @Sendable () throws -> Strategy) {
    shared.withLock { $0.makers.append { try make() } }
  }

  /// Adds an actor, made on the node's loop where it will live.
  public func addActor(_ make: @escaping @Sendable () throws -> DataActor) {
    shared.withLock { $0.makers.append(make) }
  }

  /// Makes the kernel, the clients and the strategies; nothing connects yet.
  ///
  /// - Throws: ``NodeError`` in one clear line when the configuration or the credentials cannot work.
  public func build() async throws {
    let (dataFactories, execFactories, makers) = shared.withLock { ($0.dataFactories, $0.execFactories, $0.makers) }
    let core = try await eventLoop.submit { [config, eventLoop, makeLogger, snapshots] in
      let core = TradingNodeCore(
        config: config, world: try LiveWorld.make(on: eventLoop), stateDirectory: Self.stateDirectory(of: config),
        journalBackground: Self.background(of: snapshots, on: eventLoop), logger: makeLogger)
      for (name, factory) in dataFactories { core.addDataClientFactory(name, factory) }
      for (name, factory) in execFactories { core.addExecClientFactory(name, factory) }
      for make in makers { core.add(try make()) }
      try core.build()
      return LoopConfined(core, to: NIOTradingLoop(eventLoop))
    }.get()
    shared.withLock { $0.core = core }
  }

  /// Makes bytes on another thread and hands them over on the loop.
  private static func background(
    of queue: DispatchQueue, on eventLoop: any EventLoop
  ) -> TradingNodeCore.JournalBackground {
    let loop = NIOTradingLoop(eventLoop)
    return { work, done in
      let confined = LoopConfined(done, to: loop)
      queue.async {
        let bytes = work()
        loop.execute { confined.value(bytes) }
      }
    }
  }

  private static func stateDirectory(of config: TradingNodeConfig) -> String? {
    guard config.journal.enabled else { return nil }
    return config.journal.directory ?? StateDirectory.path(traderId: config.traderId.text)
  }

  // MARK: Running

  /// Connects, reconciles, trades, and stops gracefully.
  ///
  /// - Throws: ``NodeError`` when the node did not come up.
  public func run() async throws { try await run(for: nil) }

  /// Connects, reconciles, trades for a while, and stops gracefully; `nil` trades until asked to stop.
  ///
  /// ``stop()``, a signal or the shutdown of the service group end it before the time is over.
  ///
  /// - Throws: ``NodeError`` when the node did not come up.
  public func run(for duration: Duration?) async throws {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        // A signal counts from the first moment on, also while the node is still connecting.
        group.addTask {
          // The sequence ends without a signal when the run is over.
          for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return await self.interrupt() }
        }
        group.addTask {
          if (try? await gracefulShutdown()) != nil { await self.interrupt() }
        }
        group.addTask { try await self.tradeUntilStopped(for: duration) }
        defer { group.cancelAll() }
        try await group.next()
        self.releaseStopWaiters()
      }
    } catch {
      guard shared.withLock({ $0.isInterrupted }) else { throw error }
    }
    await shutDown()
  }

  /// Starts, and returns when asked to stop or when the time is over, which the clock of the node's loop tells.
  func tradeUntilStopped(for duration: Duration?) async throws {
    try await start()
    if let duration {
      // Under the lock: a loop that was shut down meanwhile takes no timer.
      shared.withLock { shared in
        guard !shared.isDown, let core = shared.core else { return }
        core.loop.execute {
          core.value.kernel.clock.schedule(after: duration) { self.releaseStopWaiters() }
        }
      }
    }
    await awaitStop()
  }

  /// Lets a node that runs stop, and stops one that is still connecting.
  private func interrupt() async {
    let core = shared.withLock { shared in
      shared.isInterrupted = true
      return shared.core
    }
    releaseStopWaiters()
    guard let core else { return }
    await withCheckedContinuation { continuation in
      core.loop.execute {
        if core.value.state == .running { return continuation.resume() }
        core.value.stop { continuation.resume() }
      }
    }
  }

  /// Connects and reconciles; returns when the strategies run. Follow it by ``shutDown()``.
  public func start() async throws {
    if shared.withLock({ $0.core == nil }) { try await build() }
    do {
      try await withCore { core, completion in core.start(completion: completion) }
    } catch {
      await shutDown()
      throw error
    }
  }

  /// Makes ``run()`` and ``run(for:)`` stop gracefully and return, also while the node is still connecting.
  public func stop() {
    shared.withLock { shared in
      shared.isInterrupted = true
      guard !shared.isDown, let core = shared.core else { return }
      core.loop.execute { if core.value.state != .running { core.value.stop {} } }
    }
    releaseStopWaiters()
  }

  /// Stops the strategies and waits for the last events of their orders; the clients stay connected.
  public func stopStrategies() async {
    guard let core = shared.withLock({ $0.core }) else { return }
    await withCheckedContinuation { continuation in
      core.loop.execute { core.value.stopStrategies { continuation.resume() } }
    }
  }

  /// Stops the strategies, disconnects the clients and ends the node's thread.
  public func shutDown() async {
    let isFirst = shared.withLock { shared in
      defer { shared.isDown = true }
      return !shared.isDown
    }
    guard isFirst else { return }
    if let core = shared.withLock({ $0.core }) {
      await withCheckedContinuation { continuation in
        core.loop.execute { core.value.stop { continuation.resume() } }
      }
    }
    // What is made beside the loop is handed over while the loop still takes it.
    await withCheckedContinuation { continuation in snapshots.async { continuation.resume() } }
    try? await group.shutdownGracefully()
  }

  /// Does something with the kernel on its loop and returns what came of it.
  public func withKernel<Result: Sendable>(_ body: @escaping @Sendable (TradingKernel) -> Result) async -> Result? {
    guard let core = shared.withLock({ $0.core }) else { return nil }
    return await core.run { body($0.kernel) }
  }

  /// Makes something that lives on the node's loop beside the kernel.
  public func confine<Value>(
    _ make: @escaping @Sendable (TradingKernel) -> Value
  ) async -> LoopConfined<Value>? {
    guard let core = shared.withLock({ $0.core }) else { return nil }
    return await core.run { LoopConfined(make($0.kernel), to: core.loop) }
  }

  private func withCore(
    _ body: @escaping @Sendable (TradingNodeCore, @escaping (Result<Void, NodeError>) -> Void) -> Void
  ) async throws {
    guard let core = shared.withLock({ $0.core }) else { return }
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      // Under the lock: a loop that was shut down meanwhile would never carry it out.
      let isTaken = shared.withLock { shared in
        guard !shared.isDown else { return false }
        core.loop.execute {
          body(core.value) { continuation.resume(with: $0.mapError { $0 as any Error }) }
        }
        return true
      }
      if !isTaken {
        continuation.resume(throwing: NodeError(step: .connecting, reason: "the node was stopped before it was up"))
      }
    }
  }

  private func awaitStop() async {
    await withCheckedContinuation { continuation in
      let isDone = shared.withLock { shared in
        if shared.stopRequested { return true }
        shared.stopWaiters.append(continuation)
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  private func releaseStopWaiters() {
    let waiters = shared.withLock { shared in
      shared.stopRequested = true
      defer { shared.stopWaiters = [] }
      return shared.stopWaiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
