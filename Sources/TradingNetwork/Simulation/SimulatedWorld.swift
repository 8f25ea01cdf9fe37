import Synchronization
public import TradingModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A world in virtual time: one thread, one queue of actions, one seed.
///
/// The world is the clock, the loop and the source of randomness of everything that lives in it. Time stands still while
/// an action runs and jumps to the next action's time between two of them, so an hour takes as long as the work in it.
/// Actions run in the order of their times and, at the same time, in the order in which they were scheduled: the same
/// seed and the same program give the same session, byte for byte.
///
/// A world is used on one thread at a time: the one that made it, or the last one that ran it. Only ``execute(_:)`` and
/// ``isCurrent`` may be called from elsewhere, and what other threads execute is not deterministic.
public final class SimulatedWorld: TradingClock, TradingLoop, @unchecked Sendable {
  // Unchecked is sound because everything but `shared` is touched on the owning thread only.

  /// The seed that determines this world.
  public let seed: UInt64
  /// When this world began.
  public let start: UnixNanos
  /// The root of all randomness; hand out `RandomSource/split()`s of it.
  public let random: RandomSource
  /// How many actions have run.
  public private(set) var executedActions: UInt64 = 0
  /// The network between the clients and servers of this world.
  public private(set) lazy var network = SimulatedNetwork(world: self)

  private var time: UnixNanos
  private var queue = SimulatedEventQueue()
  private var isOver = false
  private let shared: Mutex<Shared>

  private struct Shared {
    var owner: pthread_t
    var inbox: [@Sendable () -> Void] = []
  }

  /// - Parameters:
  ///   - seed: determines every random number of this world.
  ///   - start: the wall-clock time at which it begins.
  public init(seed: UInt64, start: UnixNanos = UnixNanos(1_795_392_000_000_000_000)) {
    self.seed = seed
    self.start = start
    self.time = start
    self.random = RandomSource(seed: seed)
    self.shared = Mutex(Shared(owner: pthread_self()))
  }

  // MARK: Clock

  public var now: UnixNanos { time }

  /// The time since ``start``: this world's monotonic clock begins at zero.
  public var monotonicNow: UnixNanos { UnixNanos(time.nanoseconds &- start.nanoseconds) }

  /// How long this world has existed, in its own time.
  public var elapsed: Duration { time - start }

  @discardableResult
  public func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    scheduleEvent(at: delay > .zero ? time + delay : time, action)
  }

  func scheduleEvent(at due: UnixNanos, _ action: @escaping () -> Void) -> SimulatedEvent {
    // What ends together with its world may still want to wait for something.
    if isOver { return SimulatedEvent(action: nil) }
    return queue.append(at: max(due, time), action)
  }

  // MARK: Loop

  public func execute(_ work: @escaping @Sendable () -> Void) {
    let isOwner = shared.withLock { shared in
      if pthread_equal(shared.owner, pthread_self()) != 0 { return true }
      shared.inbox.append(work)
      return false
    }
    if isOwner { _ = scheduleEvent(at: time, work) }
  }

  public var isCurrent: Bool {
    shared.withLock { pthread_equal($0.owner, pthread_self()) != 0 }
  }

  // MARK: Running

  /// How many actions wait, cancelled ones not counted.
  public var pendingActions: Int { queue.count }

  /// Runs everything that is due until `end`, and stops at that time exactly.
  public func run(until end: UnixNanos) {
    takeOver()
    while runNext(notAfter: end) {}
    if end > time { time = end }
  }

  /// Runs everything that is due within the next `duration`.
  public func run(for duration: Duration) { run(until: time + duration) }

  /// Runs until nothing waits any more, or until `limit` of virtual time has passed.
  ///
  /// - Returns: whether the world became idle.
  @discardableResult
  public func runUntilIdle(limit: Duration = .seconds(3_600)) -> Bool {
    takeOver()
    let end = time + limit
    while runNext(notAfter: end) {}
    if queue.isEmpty { return true }
    time = max(time, end)
    return false
  }

  /// Runs until `condition` holds, looking at it after every action, or until `limit` of virtual time has passed.
  ///
  /// - Returns: whether the condition came to hold.
  @discardableResult
  public func run(until condition: () -> Bool, limit: Duration = .seconds(3_600)) -> Bool {
    takeOver()
    let end = time + limit
    while !condition() {
      guard runNext(notAfter: end) else {
        if end > time, !queue.isEmpty { time = end }
        return condition()
      }
    }
    return true
  }

  /// Ends the world for good: forgets all waiting actions, servers and connections, and with them what they keep alive.
  public func shutDown() {
    isOver = true
    network.shutDown()
    queue.removeAll()
    shared.withLock { $0.inbox.removeAll() }
  }

  private func takeOver() {
    shared.withLock { $0.owner = pthread_self() }
    drainInbox()
  }

  private func runNext(notAfter end: UnixNanos) -> Bool {
    if executedActions & 63 == 0 { drainInbox() }
    guard let (due, action) = queue.popNext(notAfter: end) else { return false }
    time = due
    executedActions &+= 1
    action()
    return true
  }

  private func drainInbox() {
    let arrived = shared.withLock { shared in
      defer { shared.inbox.removeAll() }
      return shared.inbox
    }
    for work in arrived { _ = scheduleEvent(at: time, work) }
  }
}

extension SimulatedWorld {
  /// The runtime of one client: its own address, clock and randomness, and transports into this world's network.
  ///
  /// - Parameters:
  ///   - clientAddress: the address that servers see, and by which faults can be scoped.
  ///   - clockOffset: how far the client's wall clock is ahead of the world's.
  ///   - clockDrift: how many parts per million the client's wall clock is too fast.
  public func runtime(
    clientAddress: String = "10.0.0.1", clockOffset: Duration = .zero, clockDrift: Int = 0
  ) -> Runtime {
    let clock: any TradingClock =
      clockOffset == .zero && clockDrift == 0
      ? self : SimulatedClock(world: self, offset: clockOffset, drift: clockDrift)
    return runtime(clientAddress: clientAddress, clock: clock)
  }

  /// The runtime of one client with a clock of the caller's, such as a ``SimulatedClock`` that is stepped later.
  public func runtime(clientAddress: String, clock: any TradingClock) -> Runtime {
    Runtime(
      loop: self, clock: clock, random: random.split(),
      http: SimulatedHTTPTransport(network: network, clientAddress: clientAddress),
      webSocket: SimulatedWebSocketTransport(network: network, clientAddress: clientAddress))
  }
}
