public import TradingModel

/// A snapshot of a book as the venue answers a depth request.
public struct BinanceDepthSnapshot: Hashable, Sendable {
  /// The update up to which the snapshot holds all changes, `lastUpdateId` of the answer.
  public var lastUpdateId: UInt64
  /// A clear followed by additions.
  public var deltas: [OrderBookDelta]
  /// The venue's time; `nil` on spot, which gives none.
  public var tsEvent: UnixNanos?
  /// When this process received the answer.
  public var tsInit: UnixNanos

  /// Makes a snapshot, as read from the answer to a depth request.
  public init(lastUpdateId: UInt64, deltas: [OrderBookDelta], tsEvent: UnixNanos?, tsInit: UnixNanos) {
    self.lastUpdateId = lastUpdateId
    self.deltas = deltas
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
