/// The changes of an order book that the venue sent in one message, or a whole snapshot.
///
/// A snapshot starts with a ``BookAction/clear`` followed by additions. The producer reuses the storage of ``deltas``
/// between messages: a copy that is kept costs one allocation, one that is only read costs none.
public struct OrderBookDeltas: Hashable, Sendable {
  public var instrumentId: InstrumentId
  public var deltas: [OrderBookDelta]
  /// The venue's update id of the last change contained.
  public var sequence: UInt64
  /// Whether this replaces the book.
  public var isSnapshot: Bool
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

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
