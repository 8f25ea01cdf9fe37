import DequeModule
public import TradingModel

/// Holds requests back until a ``RateBudget`` has room for them, and releases them most urgent first.
///
/// Requests of one priority keep their order. Nothing is called before `submit` returns, except that a request for which
/// there is room at once is released at once.
public final class RequestQueue {
  /// The moment of release: what ``settle(_:reports:)`` wants to know afterwards.
  public struct Admission: Sendable {
    /// What was counted, and is settled once the answer is there.
    public let cost: RateCost
    /// When it was admitted, by the venue's clock.
    public let time: UnixNanos
  }

  private final class Waiting {
    let cost: RateCost
    let priority: RatePriority
    var release: ((Result<Admission, RateLimitError>) -> Void)?
    var deadlineTimer: (any ClockTimer)?

    init(cost: RateCost, priority: RatePriority, release: @escaping (Result<Admission, RateLimitError>) -> Void) {
      self.cost = cost
      self.priority = priority
      self.release = release
    }

    func take() -> ((Result<Admission, RateLimitError>) -> Void)? {
      deadlineTimer?.cancel()
      defer { release = nil }
      return release
    }
  }

  /// How far the venue's clock is ahead of ours. From then on the venue's time goes on by itself: a step of this machine's
  /// clock does not move it.
  public var venueOffset = Duration.zero {
    didSet { known = (venue: clock.now + venueOffset, monotonic: clock.monotonicNow) }
  }
  /// The venue's time when it was told last, and when that was.
  private var known: (venue: UnixNanos, monotonic: UnixNanos)?
  /// The counters and limits.
  public private(set) var budget: RateBudget
  /// Hears of pauses and bans when they begin.
  public var onBlock: ((RateBlock) -> Void)?

  private let clock: any TradingClock
  private let capacity: Int
  private var lanes: [Deque<Waiting>]
  private var timer: (any ClockTimer)?
  private var isReleasing = false
  private var mustReleaseAgain = false

  /// - Parameters:
  ///   - clock: the clock of the loop to which the queue belongs.
  ///   - budget: the limits.
  ///   - capacity: how many requests wait at most.
  public init(clock: any TradingClock, budget: RateBudget, capacity: Int = 1_000) {
    self.clock = clock
    self.budget = budget
    self.capacity = capacity
    self.lanes = RatePriority.allCases.map { _ in [] }
  }

  /// The time by the venue's clock.
  public var venueNow: UnixNanos {
    guard let known else { return clock.now }
    return known.venue + (clock.monotonicNow - known.monotonic)
  }

  /// How many requests wait.
  public var count: Int { lanes.reduce(0) { $0 + $1.reduce(0) { $1.release == nil ? $0 : $0 + 1 } } }

  /// Asks to send something.
  ///
  /// - Parameters:
  ///   - cost: what it costs.
  ///   - priority: how urgent it is.
  ///   - patience: how long it may wait; nil means for ever.
  ///   - release: called once, with the admission when it is to be sent now.
  public func submit(
    _ cost: RateCost, priority: RatePriority, patience: Duration? = nil,
    release: @escaping (Result<Admission, RateLimitError>) -> Void
  ) {
    let now = venueNow
    if !(0...priority.rawValue).contains(where: { !lanes[$0].isEmpty }) {
      switch budget.admit(cost, priority: priority, at: now) {
      case .admitted: return release(.success(Admission(cost: cost, time: now)))
      case .impossible(let window): return release(.failure(.exceedsLimit(window)))
      case .wait: break
      }
    }
    guard makeRoom(for: priority) else { return release(.failure(.queueFull(capacity: capacity))) }
    let waiting = Waiting(cost: cost, priority: priority, release: release)
    if let patience {
      waiting.deadlineTimer = clock.schedule(after: patience) { [weak self, weak waiting] in
        guard let self, let release = waiting?.take() else { return }
        forgetReleased()
        release(.failure(.expired(waitingFor: wait(for: cost, priority: priority))))
      }
    }
    lanes[priority.rawValue].append(waiting)
    releaseDue()
  }

  /// Takes note that an admitted request was answered (or failed, with no reports).
  public func settle(_ admission: Admission, reports: [RateReport]) {
    budget.settle(admission.cost, reports: reports, admittedAt: admission.time, at: venueNow)
    releaseDue()
  }

  /// Follows what the venue says about its counters outside of an answer.
  public func follow(_ reports: [RateReport]) {
    budget.follow(reports, at: venueNow)
    releaseDue()
  }

  /// Adopts the limits that the venue has published.
  public func adopt(_ windows: [RateWindow]) {
    budget.adopt(windows)
    releaseDue()
  }

  /// Obeys the venue's order to stop. See ``RateBudget/stop(until:isBan:at:)``.
  public func stop(until: UnixNanos?, isBan: Bool) {
    let before = budget.block
    budget.stop(until: until, isBan: isBan, at: venueNow)
    if let block = budget.block, block != before { onBlock?(block) }
    releaseDue()
  }

  /// Obeys an order to stop for so long, as `Retry-After` gives it.
  public func stop(for duration: Duration, isBan: Bool) { stop(until: venueNow + duration, isBan: isBan) }

  /// Restores a pause or ban that was noted by an earlier process.
  public func restore(_ block: RateBlock) { budget.restore(block, at: venueNow) }

  /// Withdraws everything that waits.
  public func shutDown() {
    timer?.cancel()
    let waiting = lanes.flatMap { $0 }
    for index in lanes.indices { lanes[index].removeAll() }
    for entry in waiting { entry.take()?(.failure(.withdrawn)) }
  }

  // MARK: Releasing

  /// Releases what there is room for, and sets the timer for the rest.
  private func releaseDue() {
    mustReleaseAgain = true
    if isReleasing { return }
    isReleasing = true
    defer { isReleasing = false }
    timer?.cancel()
    var earliest: UnixNanos?
    // What is released may submit, settle or stop, which asks for another round.
    while mustReleaseAgain {
      mustReleaseAgain = false
      earliest = releaseRound()
    }
    guard let earliest else { return }
    // A hair after the window's beginning, so that clocks that differ slightly do not send into the old one.
    let delay = max(earliest - venueNow, .zero) + .milliseconds(5)
    timer = clock.schedule(after: delay) { [weak self] in self?.releaseDue() }
  }

  /// One pass over the lanes: the earliest time at which something that waits may go.
  private func releaseRound() -> UnixNanos? {
    var earliest: UnixNanos?
    for lane in lanes.indices {
      while let first = lanes[lane].first {
        guard first.release != nil else {
          lanes[lane].removeFirst()
          continue
        }
        let now = venueNow
        let decision = budget.admit(first.cost, priority: first.priority, at: now)
        if case .wait(let until) = decision {
          earliest = earliest.map { min($0, until) } ?? until
          break
        }
        lanes[lane].removeFirst()
        if case .impossible(let window) = decision {
          first.take()?(.failure(.exceedsLimit(window)))
        } else {
          first.take()?(.success(Admission(cost: first.cost, time: now)))
        }
      }
    }
    return earliest
  }

  private func forgetReleased() {
    for lane in lanes.indices { lanes[lane].removeAll { $0.release == nil } }
  }

  /// Whether there is a place for one more; the newest of the least urgent gives way to something more urgent.
  private func makeRoom(for priority: RatePriority) -> Bool {
    if count < capacity { return true }
    for lane in lanes.indices.reversed() where lane > priority.rawValue {
      if let last = lanes[lane].popLast() {
        last.take()?(.failure(.queueFull(capacity: capacity)))
        return true
      }
    }
    return false
  }

  /// How long something would have to wait if it were submitted now; zero when it could be sent at once.
  public func wait(for cost: RateCost, priority: RatePriority) -> Duration {
    let now = venueNow
    guard case .wait(let until) = budget.decision(on: cost, priority: priority, at: now) else { return .zero }
    return until - now
  }
}
