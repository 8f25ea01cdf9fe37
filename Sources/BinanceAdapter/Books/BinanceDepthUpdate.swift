public import TradingModel

/// A depth message that waits for its snapshot.
public struct BinanceDepthUpdate: Hashable, Sendable {
  public var span: BinanceDepthSpan
  public var deltas: [OrderBookDelta]
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public init(span: BinanceDepthSpan, deltas: [OrderBookDelta], tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.span = span
    self.deltas = deltas
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
