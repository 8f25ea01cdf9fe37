public import TradingModel

/// A depth message that waits for its snapshot.
public struct BinanceDepthUpdate: Hashable, Sendable {
  /// The updates that the message covers, by which it is placed before or behind a snapshot.
  public var span: BinanceDepthSpan
  /// The changed levels with their new sizes, in the order of the message.
  public var deltas: [OrderBookDelta]
  /// When the book changed, by the venue's clock (`T`); on spot when the venue sent the message (`E`).
  public var tsEvent: UnixNanos
  /// When this process received the message.
  public var tsInit: UnixNanos

  /// Makes an update, as read from a depth message.
  public init(span: BinanceDepthSpan, deltas: [OrderBookDelta], tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.span = span
    self.deltas = deltas
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
