public import TradingModel

/// Shares what may be spent on book snapshots among all books, so that a thousand gaps at once do not flood the venue.
///
/// A pure state machine. Books queue in the order in which they ask. The queue spends at most its part of the venue's
/// request weight in each of the venue's minutes, keeps a few requests under way, and asks for smaller snapshots while
/// many books wait.
public struct BinanceSnapshotQueue: Sendable {
  /// A snapshot to be requested now.
  public struct Grant: Hashable, Sendable {
    /// Which book: the number given to ``BinanceSnapshotQueue/enqueue(book:ticket:)``.
    public var book: Int
    /// The ticket under which the book asked last; a book that holds another by now does not want the snapshot.
    public var ticket: UInt64
    /// The `limit` parameter.
    public var limit: Int
  }

  private struct Entry: Hashable {
    var book: Int
    var ticket: UInt64
  }

  /// Limits and weights, ascending.
  private let sizes: [BinanceProduct.LimitWeight]
  private let weightPerMinute: Int
  private let maxUnderWay: Int
  private var waiting: [Entry] = []
  private var head = 0
  private var underWay = 0
  private var minute: Int64 = .min
  private var spent = 0
  private var pausedUntil = UnixNanos.zero

  /// - Parameters:
  ///   - weightPerMinute: what snapshots may cost in a minute.
  ///   - sizes: limits and their weights, ascending.
  ///   - maxUnderWay: how many requests may be under way at once.
  public init(weightPerMinute: Int, sizes: [BinanceProduct.LimitWeight], maxUnderWay: Int = 8) {
    self.sizes = sizes
    self.weightPerMinute = max(weightPerMinute, sizes.last?.weight ?? 1)
    self.maxUnderWay = max(1, maxUnderWay)
  }

  /// How many books wait.
  public var waitingCount: Int { waiting.count - head }

  /// A book wants a snapshot; a book that waits already keeps its place under the new ticket.
  public mutating func enqueue(book: Int, ticket: UInt64) {
    if let index = waiting[head...].firstIndex(where: { $0.book == book }) {
      waiting[index].ticket = ticket
    } else {
      waiting.append(Entry(book: book, ticket: ticket))
    }
  }

  /// The next snapshot to request, if one may be requested now.
  public mutating func next(at now: UnixNanos) -> Grant? {
    guard waitingCount > 0, underWay < maxUnderWay, now >= pausedUntil else { return nil }
    rollMinute(now)
    let size = currentSize
    guard spent + size.weight <= weightPerMinute else { return nil }
    let entry = waiting[head]
    head += 1
    if head == waiting.count || head > 256 {
      waiting.removeFirst(head)
      head = 0
    }
    underWay += 1
    spent += size.weight
    return Grant(book: entry.book, ticket: entry.ticket, limit: size.upTo)
  }

  /// A grant is not needed any more and nothing was sent: its weight is free again.
  public mutating func cancelled(_ grant: Grant) {
    finished()
    spent = max(0, spent - (sizes.first { $0.upTo == grant.limit }?.weight ?? 0))
  }

  /// A request ended, with whatever result.
  public mutating func finished() { underWay = max(0, underWay - 1) }

  /// The venue asks to be left alone for a while.
  public mutating func pause(until time: UnixNanos) { pausedUntil = max(pausedUntil, time) }

  /// When ``next(at:)`` may answer again, if only time is missing.
  public mutating func nextDue(after now: UnixNanos) -> UnixNanos? {
    guard waitingCount > 0, underWay < maxUnderWay else { return nil }
    if now < pausedUntil { return pausedUntil }
    rollMinute(now)
    if spent + currentSize.weight <= weightPerMinute { return now }
    return UnixNanos((now.nanoseconds / Self.nanosecondsPerMinute + 1) &* Self.nanosecondsPerMinute + 50_000_000)
  }

  private static let nanosecondsPerMinute: Int64 = 60_000_000_000

  private mutating func rollMinute(_ now: UnixNanos) {
    let current = now.nanoseconds / Self.nanosecondsPerMinute
    if current != minute {
      minute = current
      spent = 0
    }
  }

  /// The largest snapshot while few books wait and most of the minute's weight is left, smaller ones otherwise.
  private var currentSize: BinanceProduct.LimitWeight {
    let crowd = waitingCount <= 4 ? 1 : waitingCount <= 60 ? 2 : 3
    let thrift = spent * 3 < weightPerMinute ? 1 : spent * 3 < weightPerMinute * 2 ? 2 : 3
    let index = max(0, sizes.count - max(crowd, thrift))
    return index < sizes.count ? sizes[index] : BinanceProduct.LimitWeight(upTo: 1000, weight: 50)
  }
}
