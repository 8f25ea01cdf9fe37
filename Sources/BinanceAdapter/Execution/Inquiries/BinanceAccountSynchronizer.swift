import TradingModel

/// Brings what is known of an account in step with the venue, at the start and after every interruption.
///
/// A pure state machine: what happens is a method, and what is to be done about it is the action that it returns. The
/// order is always the same: the events are subscribed first, then the account is asked for, after an interruption also
/// what happened since the last event, and only then what arrived meanwhile is replayed. Every attempt has a number, by
/// which late answers to an earlier one are known.
struct BinanceAccountSynchronizer {
  /// How the client stands with the account's events.
  enum Phase: Hashable {
    case idle
    /// Waiting for the subscription.
    case subscribing
    /// Subscribed; what happened before is being asked for, events are kept.
    case synchronizing
    case synced
  }

  /// What is to be done.
  enum Action: Equatable {
    case nothing
    /// Ask for balances and margins.
    case askForAccount(attempt: Int)
    /// Ask for what happened since a time. What others traded before `knownSince` is in the account's positions already.
    case askForGap(attempt: Int, since: UnixNanos, knownSince: UnixNanos)
    /// The account is in step with the venue once these events are dealt with, in their order.
    case replay([JSONValue])
    case process(JSONValue)
    /// Give up the connection and make a new one: more events came than can be kept.
    case reconnect
  }

  private(set) var phase = Phase.idle
  /// The venue's time of the newest event, from which a gap is filled.
  private(set) var lastEventTime: UnixNanos?
  /// The venue's time at which the account was known for the first time.
  private var knownSince: UnixNanos?
  private var attempt = 0
  private var kept: [JSONValue] = []
  private let keptLimit: Int
  /// How much further back than the last event a gap is filled.
  private let overlap: Duration

  init(keptLimit: Int = 100_000, overlap: Duration = .seconds(60)) {
    self.keptLimit = keptLimit
    self.overlap = overlap
  }

  // MARK: The connection

  /// The account's events are being subscribed.
  mutating func subscribe() { phase = .subscribing }

  /// Events arrive from now on; `isGapless` where those before were not interrupted.
  mutating func begin(isGapless: Bool) -> Action {
    if phase == .idle || (isGapless && phase == .synced) { return .nothing }
    return ask()
  }

  /// Events do not arrive any more; false where none were expected.
  mutating func interrupt() -> Bool {
    guard phase != .idle else { return false }
    phase = .subscribing
    forget()
    return true
  }

  /// Nothing is wanted any more.
  mutating func close() {
    phase = .idle
    forget()
  }

  private mutating func forget() {
    attempt += 1
    kept = []
  }

  // MARK: Answers

  /// Whether an answer belongs to the attempt that is under way.
  func awaits(_ attempt: Int) -> Bool { phase == .synchronizing && attempt == self.attempt }

  /// The account was told, at a time of the venue.
  mutating func accountWasTold(_ attempt: Int, at time: UnixNanos) -> Action {
    guard awaits(attempt) else { return .nothing }
    guard let knownSince, let lastEventTime else { return finish(at: time) }
    return .askForGap(attempt: attempt, since: lastEventTime + (.zero - overlap), knownSince: knownSince)
  }

  /// What happened in a gap was told, at a time of the venue.
  mutating func gapWasTold(_ attempt: Int, at time: UnixNanos) -> Action {
    awaits(attempt) ? finish(at: time) : .nothing
  }

  /// The pause after an attempt that failed is over.
  mutating func retry() -> Action { phase == .synchronizing ? ask() : .nothing }

  private mutating func ask() -> Action {
    phase = .synchronizing
    attempt += 1
    return .askForAccount(attempt: attempt)
  }

  private mutating func finish(at time: UnixNanos) -> Action {
    lastEventTime = lastEventTime ?? time
    knownSince = knownSince ?? time
    phase = .synced
    defer { kept = [] }
    return .replay(kept)
  }

  // MARK: Events

  /// An event of the account arrived.
  mutating func receive(_ event: JSONValue) -> Action {
    switch phase {
    case .synced: return .process(event)
    case .idle: return .nothing
    case .subscribing, .synchronizing:
      guard kept.count < keptLimit else {
        kept = []
        return .reconnect
      }
      kept.append(event)
      return .nothing
    }
  }

  /// An event that was dealt with is of this time.
  mutating func note(eventTime: UnixNanos) { lastEventTime = max(lastEventTime ?? eventTime, eventTime) }
}
