/// The changes of an order book that the venue sent in one message, or a whole snapshot.
///
/// A snapshot starts with a ``BookAction/clear`` followed by additions. The producer reuses the storage of ``deltas``
/// between messages: a copy that is kept costs one allocation, one that is only read costs none.
public struct OrderBookDeltas: Hashable, Sendable {
  /// The instrument whose book changes.
  public var instrumentId: InstrumentId
  /// The changes in the order in which they apply.
  public var deltas: [OrderBookDelta]
  /// The venue's update id of the last change contained.
  public var sequence: UInt64
  /// Whether this replaces the book.
  public var isSnapshot: Bool
  /// The venue's time of the changes; of a snapshot without one, when it arrived.
  public var tsEvent: UnixNanos
  /// When this process received them.
  public var tsInit: UnixNanos

  /// Makes a message of changes, or of a whole book.
  public init(
    instrumentId: InstrumentId, deltas: [OrderBookDelta], sequence: UInt64, isSnapshot: Bool, tsEvent: UnixNanos,
    tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.deltas = deltas
    self.sequence = sequence
    self.isSnapshot = isSnapshot
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
