/// Whether an order book can be relied on.
public struct BookStatus: Hashable, Sendable {
  /// The states of a book kept from a stream.
  public enum State: String, Hashable, Sendable {
    /// Waiting for a snapshot or replaying what was buffered.
    case syncing
    /// Equal to the venue's book at ``BookStatus/sequence``.
    case synced
    /// Not to be relied on: a gap, a frozen stream or a lost connection; being rebuilt.
    case stale
  }

  /// The instrument whose book it is.
  public var instrumentId: InstrumentId
  /// Whether the book can be relied on now.
  public var state: State
  /// The update id up to which the book is known.
  public var sequence: UInt64
  /// Why the state changed, for people.
  public var reason: String
  /// When the state changed, by this side's clock; the venue's time of the change where that was found to be wrong.
  public var tsEvent: UnixNanos
  /// When this process made the status, or received the change that was found to be wrong.
  public var tsInit: UnixNanos

  /// Makes a status of a book.
  public init(
    instrumentId: InstrumentId, state: State, sequence: UInt64, reason: String, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.state = state
    self.sequence = sequence
    self.reason = reason
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
