/// What a ``BinanceBookSynchronizer`` wants done, in this order.
public enum BinanceBookAction: Hashable, Sendable {
  /// Ask the venue for a snapshot after a while; the answer goes back with the ticket.
  case requestSnapshot(after: Duration, ticket: UInt64)
  /// Hand on a whole book.
  case emitSnapshot(BinanceDepthSnapshot)
  /// Hand on changes.
  case emitDeltas(BinanceDepthUpdate)
  /// Tell subscribers that the book is being built.
  case markSyncing(reason: String)
  /// Tell subscribers that the book must not be relied on.
  case markStale(reason: String)
  /// Tell subscribers that the book equals the venue's at this update id.
  case markSynced(sequence: UInt64)
  /// Leave the stream and join it again: it is confirmed but silent.
  case renewStream
}
