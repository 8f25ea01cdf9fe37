public import TradingModel

/// The life of a connection that comes back: when to connect, wait, replace and close.
///
/// A pure state machine. Its inputs are what happened, its outputs what to do. It never gives up by itself.
///
/// A *channel* is one attempt and the connection it becomes, told apart by its epoch. The *current* channel is the one
/// that works; the *candidate* is the one that is to become current. While a connection is renewed both are open.
public struct ReconnectMachine {
  /// How the connection stands.
  public enum State: Hashable, Sendable {
    case idle
    case connecting
    case open
    /// Open, and about to be replaced by a new channel.
    case rotating
    /// Not connected; the next attempt is due at this time of the monotonic clock.
    case waiting(until: UnixNanos)
    case stopped
  }

  /// The timers that the machine asks for. There is one of each kind at most.
  public enum Timer: Hashable, Sendable {
    /// The next attempt is due.
    case retry
    /// The current channel is old enough to be replaced.
    case rotation
    /// Old and new channel have overlapped for long enough.
    case overlap
  }

  /// What to do, in order.
  public enum Action: Hashable, Sendable {
    /// Ask for the budget's leave (`attempt(after:now:)`), then open a channel with this epoch.
    case connect(epoch: UInt64)
    /// Close a channel; nobody waits for it any more.
    case close(epoch: UInt64)
    case schedule(Timer, after: Duration)
    case cancel(Timer)
  }

  /// The delays and lifetimes that the machine keeps to.
  public let policy: ReconnectPolicy
  /// The channel that works.
  public private(set) var current: UInt64?
  /// The channel that is to become current.
  public private(set) var candidate: UInt64?
  /// Whether the candidate is open already.
  public private(set) var isCandidateOpen = false
  /// How many attempts have failed in a row.
  public private(set) var failures = 0

  private var isRunning = false
  private var wasStopped = false
  private var isRotating = false
  private var retryAt: UnixNanos?
  private var openedAt = UnixNanos.zero
  private var outageSince = UnixNanos.zero
  private var lastEpoch: UInt64 = 0

  /// Makes a machine that is idle until ``start(now:)``.
  public init(policy: ReconnectPolicy = ReconnectPolicy()) {
    self.policy = policy
  }

  /// How the connection stands, as it follows from the channels and the owner's wishes.
  public var state: State {
    guard isRunning else { return wasStopped ? .stopped : .idle }
    if current != nil { return isRotating ? .rotating : .open }
    if candidate != nil { return .connecting }
    return .waiting(until: retryAt ?? .zero)
  }

  // MARK: Inputs

  /// The owner wants a connection.
  public mutating func start(now: UnixNanos) -> [Action] {
    guard !isRunning else { return [] }
    isRunning = true
    failures = 0
    outageSince = now
    return [connect()]
  }

  /// The owner wants no connection any more.
  public mutating func stop() -> [Action] {
    guard isRunning else { return [] }
    isRunning = false
    wasStopped = true
    let open = [current, candidate].compactMap { $0 }
    current = nil
    candidate = nil
    isCandidateOpen = false
    isRotating = false
    retryAt = nil
    return [.cancel(.retry), .cancel(.rotation), .cancel(.overlap)] + open.map { .close(epoch: $0) }
  }

  /// The candidate is open.
  public mutating func opened(epoch: UInt64, now: UnixNanos, unit: Double) -> [Action] {
    guard isRunning, epoch == candidate, !isCandidateOpen else { return [.close(epoch: epoch)] }
    if current != nil {
      isCandidateOpen = true
      return [.schedule(.overlap, after: policy.maximumOverlap)]
    }
    return promoteCandidate(now: now, unit: unit)
  }

  /// A channel ended, or could not be opened.
  ///
  /// - Parameters:
  ///   - epoch: the channel that ended; one that is neither current nor the candidate changes nothing.
  ///   - now: the monotonic time.
  ///   - unit: a random number in `0..<1`, by which delays and lifetimes are spread.
  ///   - leaveAlone: for how long the venue wants no new attempt.
  public mutating func closed(
    epoch: UInt64, now: UnixNanos, unit: Double, leaveAlone: Duration = .zero
  ) -> [Action] {
    guard isRunning else { return [] }
    if epoch == current {
      if now - openedAt >= policy.stableAfter { failures = 0 }
      current = nil
      outageSince = now
      if isCandidateOpen { return [.cancel(.overlap), .cancel(.rotation)] + promoteCandidate(now: now, unit: unit) }
      isRotating = false
      // An attempt that is under way goes on; it was to replace this channel anyway.
      if candidate != nil { return [.cancel(.rotation)] }
      return [.cancel(.rotation)] + retry(now: now, unit: unit, leaveAlone: leaveAlone)
    }
    guard epoch == candidate else { return [] }
    candidate = nil
    let wasOpen = isCandidateOpen
    isCandidateOpen = false
    let overlap: [Action] = wasOpen ? [.cancel(.overlap)] : []
    return overlap + retry(now: now, unit: unit, leaveAlone: leaveAlone)
  }

  /// A timer fired.
  public mutating func fired(_ timer: Timer, now: UnixNanos, unit: Double) -> [Action] {
    guard isRunning else { return [] }
    switch timer {
    case .retry:
      retryAt = nil
      return candidate == nil && (current == nil || isRotating) ? [connect()] : []
    case .rotation: return rotate()
    case .overlap: return finishRotation(now: now, unit: unit)
    }
  }

  /// The current channel is to be replaced, without a gap, because it is old or the venue announced its end.
  public mutating func rotate() -> [Action] {
    guard isRunning, current != nil, !isRotating else { return [] }
    isRotating = true
    return [.cancel(.rotation), connect()]
  }

  /// The new channel delivers everything that the old one does.
  public mutating func finishRotation(now: UnixNanos, unit: Double) -> [Action] {
    guard isRunning, let old = current, isCandidateOpen else { return [] }
    current = nil
    return [.cancel(.overlap), .close(epoch: old)] + promoteCandidate(now: now, unit: unit)
  }

  // MARK: Steps

  private mutating func connect() -> Action {
    lastEpoch += 1
    candidate = lastEpoch
    isCandidateOpen = false
    return .connect(epoch: lastEpoch)
  }

  private mutating func promoteCandidate(now: UnixNanos, unit: Double) -> [Action] {
    current = candidate
    candidate = nil
    isCandidateOpen = false
    isRotating = false
    openedAt = now
    guard let lifetime = policy.lifetime else { return [] }
    let jitter = Duration.nanoseconds(Int64(Double(policy.lifetimeJitter.wholeNanoseconds) * min(max(unit, 0), 1)))
    return [.schedule(.rotation, after: max(lifetime - jitter, .seconds(1)))]
  }

  private mutating func retry(now: UnixNanos, unit: Double, leaveAlone: Duration) -> [Action] {
    failures = min(failures + 1, 1_000)
    let outage = current == nil ? now - outageSince : .zero
    let delay = max(policy.backoff(failures: failures, outage: outage, unit: unit), leaveAlone)
    retryAt = now + delay
    return [.schedule(.retry, after: delay)]
  }
}
