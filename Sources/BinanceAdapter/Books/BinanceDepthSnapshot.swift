public import TradingModel

/// A snapshot of a book as the venue answers a depth request.
public struct BinanceDepthSnapshot: Hashable, Sendable {
  public var lastUpdateId: UInt64
  /// A clear followed by additions.
  public var deltas: [OrderBookDelta]
  /// The venue's time; `nil` on spot, which gives none.
  public var tsEvent: UnixNanos?
  public var tsInit: UnixNanos

  public init(lastUpdateId: UInt64, deltas: [OrderBookDelta], tsEvent: UnixNanos?, tsInit: UnixNanos) {
    self.lastUpdateId = lastUpdateId
    self.deltas = deltas
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
