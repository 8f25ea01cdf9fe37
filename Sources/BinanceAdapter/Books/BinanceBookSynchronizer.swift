public import TradingModel

/// Keeps one order book equal to the venue's, from a depth stream and snapshots.
///
/// A pure state machine. While the book is synced, each message costs one call of ``advance(_:at:)`` that compares
/// integers. Whatever does not continue the book is examined by ``receive(_:at:)``, which buffers it and says what to do.
/// The rules are the venue's:
/// [spot](https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#how-to-manage-a-local-order-book-correctly),
/// [futures](https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/How-to-manage-a-local-order-book-correctly).
/// Continuity is checked on every message for ever. The book is synced only while everything that was handed on equals
/// the venue's book at ``sequence``; the machine never gives up, and what it asks for is spaced by growing delays.
public struct BinanceBookSynchronizer: Sendable {
  /// The bounds and delays.
  public struct Configuration: Hashable, Sendable {
    /// How many messages are kept while waiting for a snapshot; the oldest go first.
    public var maxBuffered = 5_000
    /// How long a stream may stay quiet after it was joined before a snapshot is asked for without it.
    public var quietDelay: Duration = .seconds(1)
    /// The first delay after a snapshot failed or was of no use; it doubles up to ``maxRetryDelay``.
    public var firstRetryDelay: Duration = .milliseconds(250)
    /// The largest delay after a snapshot was of no use.
    public var maxRetryDelay: Duration = .seconds(5)
    /// The largest delay after the venue refused to answer.
    public var maxFailureDelay: Duration = .seconds(30)
    /// A book that falls out of step again within this time waits a little before it asks.
    public var settlingTime: Duration = .seconds(5)
    /// Silence of a busy stream that counts as frozen: five times its usual gap, but at least this.
    public var minSilence: Duration = .seconds(12)
    /// After so long a silence a book that no message has confirmed is compared with another snapshot.
    public var probeDelay: Duration = .seconds(8)
    /// Over how long the venue has to stand still, after a freeze, for the market to count as quiet.
    public var stillness: Duration = .seconds(3)
    /// How long a stream may lag behind other news of the same instrument.
    public var siblingPatience: Duration = .seconds(5)
    /// How long that other news has to go on: what comes last of all before a pause proves nothing.
    public var siblingSpan: Duration = .seconds(2)
    /// How long messages may all lie behind the book before its ids are distrusted.
    public var maxBehind: Duration = .seconds(8)
    /// The same while no message has confirmed the last snapshot: streams can lag behind snapshots.
    public var maxBehindSnapshot: Duration = .seconds(40)

    /// Makes the usual bounds and delays.
    public init() {}
  }

  /// What to do with a message.
  @frozen
  public enum Verdict: Hashable, Sendable {
    /// It continues the book: hand it on.
    case emit
    /// It is known already.
    case ignore
    /// Anything else: give it to ``BinanceBookSynchronizer/receive(_:at:)``.
    case examine
  }

  enum Phase: Hashable {
    case idle
    /// No book, or one that is not to be relied on.
    case building
    case synced
  }

  /// The bounds and delays that the machine keeps to.
  public let configuration: Configuration
  var phase = Phase.idle
  /// The update id up to which everything handed on is right; `nil` before the first snapshot and after the venue's
  /// numbering started anew.
  var base: UInt64?
  var buffer: [BinanceDepthUpdate] = []
  /// How many messages in a row came behind one that waits with a higher id.
  var overtaken = 0
  /// The ticket of the snapshot that is wanted or under way.
  var ticket: UInt64?
  var lastTicket: UInt64 = 0
  /// Whether the wanted snapshot waits only because the stream is quiet.
  var isWaitingForQuiet = false
  /// Snapshots in a row that failed or were of no use.
  var attempts = 0
  /// Snapshots in a row that were older than the book itself.
  var olderSnapshots = 0
  var syncedAt = UnixNanos.zero
  /// Whether a message has confirmed the last snapshot.
  var isAnchored = false
  // The watch over the stream.
  var lastArrival = UnixNanos.zero
  var usualGap: Int64 = 0
  /// Where the book was before its last message.
  var previousBase: UInt64 = 0
  /// Messages in a row that end within what the last one claims to cover.
  var withinCount = 0
  var behindSince: UnixNanos?
  var behindCount = 0
  /// The first news of the instrument that the stream has not caught up with.
  var siblingAheadSince: UnixNanos?
  /// The latest such news.
  var siblingLatest = UnixNanos.zero
  /// Freezes in a row without a message between them.
  var freezes = 0
  /// When the venue's book was found ahead of one that the stream leaves alone.
  var venueAheadSince: UnixNanos?
  /// Snapshots in a row that found the venue as still as the stream.
  var quietProbes = 0
  /// The id of the last snapshot after a freeze: the next one has to be the same for the market to count as quiet.
  var stillAt: UInt64?

  /// Makes a machine for a book that nobody wants yet.
  public init(configuration: Configuration = Configuration()) { self.configuration = configuration }

  /// The update id up to which the book is known.
  public var sequence: UInt64 { base ?? 0 }
  /// Whether the book equals the venue's at ``sequence``.
  public var isSynced: Bool { phase == .synced }
  /// Whether somebody wants this book.
  public var isActive: Bool { phase != .idle }
  /// How many messages wait for a snapshot.
  public var bufferedCount: Int { buffer.count }

  // MARK: The hot path

  /// Judges a message by its ids; constant time, no allocation.
  public mutating func advance(_ span: BinanceDepthSpan, at now: UnixNanos) -> Verdict {
    guard phase == .synced, let base else { return phase == .idle ? .ignore : .examine }
    if span.last <= base { return isLate(span.last, at: now) ? .examine : .ignore }
    guard span.isPlausible, span.continues(from: base) else { return .examine }
    previousBase = base
    self.base = span.last
    isAnchored = true
    behindSince = nil
    noteArrival(at: now)
    return .emit
  }

  /// Takes note of other news of the same instrument that the depth stream has to reflect soon.
  ///
  /// - Parameters:
  ///   - updateId: the book's update id of the news, where it has one (book tickers).
  ///   - now: when the news arrived.
  public mutating func noteSibling(updateId: UInt64, at now: UnixNanos) {
    guard phase == .synced, let base, updateId > base else { return }
    siblingLatest = now
    if siblingAheadSince == nil { siblingAheadSince = now }
  }

  private mutating func noteArrival(at now: UnixNanos) {
    let gap = now.nanoseconds &- lastArrival.nanoseconds
    if lastArrival != .zero {
      // A running median: it moves by a sixteenth towards the side on which gaps fall.
      if usualGap == 0 {
        usualGap = max(gap, 1)
      } else if gap > usualGap {
        usualGap &+= (usualGap &>> 4) &+ 1
      } else {
        usualGap &-= usualGap &>> 4
      }
    }
    lastArrival = now
    siblingAheadSince = nil
    freezes = 0
  }

  private mutating func isLate(_ last: UInt64, at now: UnixNanos) -> Bool {
    lastArrival = now
    let isWithin = isAnchored && last > previousBase && last != base
    guard let since = behindSince else {
      behindSince = now
      behindCount = 1
      withinCount = isWithin ? 1 : 0
      return false
    }
    behindCount &+= 1
    // One message covers what one message can: when several fall into it, its last id is wrong.
    withinCount = isWithin ? withinCount + 1 : 0
    if withinCount > 4 { return true }
    let patience = isAnchored ? configuration.maxBehind : configuration.maxBehindSnapshot
    return behindCount > 3 && now.since(since) > patience
  }
}

// MARK: - The life of the subscription

extension BinanceBookSynchronizer {
  /// Somebody wants the book.
  public mutating func start(at now: UnixNanos) -> [BinanceBookAction] {
    guard phase == .idle else { return [] }
    self = BinanceBookSynchronizer(configuration: configuration, lastTicket: lastTicket)
    phase = .building
    return [.markSyncing(reason: "subscribed")]
  }

  /// Nobody wants the book any more.
  public mutating func stop() {
    self = BinanceBookSynchronizer(configuration: configuration, lastTicket: lastTicket)
  }

  private init(configuration: Configuration, lastTicket: UInt64) {
    self.init(configuration: configuration)
    self.lastTicket = lastTicket
  }

  /// The venue confirmed the stream, for the first time or again.
  public mutating func streamReady(at now: UnixNanos) -> [BinanceBookAction] {
    guard phase == .building, ticket == nil, buffer.isEmpty else { return [] }
    // A quiet market sends nothing to start from. After a freeze the stream has to prove itself for longer.
    isWaitingForQuiet = true
    let factor = Int64(1) << Int64(min(freezes, 5))
    return [request(after: freezes == 0 ? configuration.quietDelay : configuration.quietDelay * Int(factor * 4))]
  }

  /// The connection that carried the stream is gone, and no other carries it.
  public mutating func streamLost(reason: String, at now: UnixNanos) -> [BinanceBookAction] {
    guard phase != .idle else { return [] }
    buffer.removeAll(keepingCapacity: false)
    ticket = nil
    isWaitingForQuiet = false
    lastArrival = .zero
    return fall(reason: reason)
  }

  /// A message of the stream could not be read.
  public mutating func streamCorrupted(reason: String, at now: UnixNanos) -> [BinanceBookAction] {
    guard phase != .idle else { return [] }
    let actions = fall(reason: reason)
    return actions + requestIfNeeded(at: now)
  }

  /// Looks at the stream from time to time, about once a second.
  public mutating func check(at now: UnixNanos) -> [BinanceBookAction] {
    guard phase == .synced else { return [] }
    if let ahead = siblingAheadSince, now.since(ahead) >= configuration.siblingPatience,
      siblingLatest.since(ahead) >= configuration.siblingSpan, now.since(lastArrival) >= configuration.siblingPatience
    {
      return freeze("the depth stream is frozen: the market moved on \(seconds(now.since(ahead))) ago", at: now)
    }
    guard isAnchored, usualGap > 0 else { return checkUnconfirmed(at: now) }
    let limit = max(Duration.nanoseconds(usualGap) * 5, configuration.minSilence)
    let silence = now.since(lastArrival)
    guard silence >= limit else { return [] }
    return freeze("the depth stream has been silent for \(seconds(silence))", at: now)
  }

  mutating func freeze(_ reason: String, at now: UnixNanos) -> [BinanceBookAction] {
    freezes += 1
    siblingAheadSince = nil
    venueAheadSince = nil
    stillAt = nil
    lastArrival = now
    buffer.removeAll(keepingCapacity: false)
    ticket = nil
    return fall(reason: reason) + [.renewStream]
  }

  private func seconds(_ duration: Duration) -> String { "\(duration.wholeNanoseconds / 1_000_000_000) s" }

  /// Leaves the synced state, saying so once.
  mutating func fall(reason: String) -> [BinanceBookAction] {
    guard phase == .synced else { return [] }
    phase = .building
    behindSince = nil
    // A snapshot under way only probes the book: it may be older than what went wrong now.
    ticket = nil
    return [.markStale(reason: reason)]
  }

  /// Wants a snapshot.
  mutating func request(after delay: Duration) -> BinanceBookAction {
    lastTicket &+= 1
    ticket = lastTicket
    return .requestSnapshot(after: delay, ticket: lastTicket)
  }

  /// Wants a snapshot now, or a little later when the book fell out of step soon after it was built.
  mutating func requestIfNeeded(at now: UnixNanos) -> [BinanceBookAction] {
    if ticket != nil, !isWaitingForQuiet { return [] }
    isWaitingForQuiet = false
    let isUnsettled = syncedAt != .zero && now.since(syncedAt) < configuration.settlingTime
    return [request(after: isUnsettled ? .seconds(1) : .zero)]
  }
}
