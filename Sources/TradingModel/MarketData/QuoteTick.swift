/// The best bid and ask with their sizes.
@frozen
public struct QuoteTick: Hashable, Sendable {
  public var instrumentId: InstrumentId
  public var bidPrice: Price
  public var askPrice: Price
  public var bidSize: Quantity
  public var askSize: Quantity
  /// When the venue says it happened; equal to ``tsInit`` where the venue gives no time (spot book tickers).
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  @inlinable
  public init(
    instrumentId: InstrumentId, bidPrice: Price, askPrice: Price, bidSize: Quantity, askSize: Quantity,
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.bidPrice = bidPrice
    self.askPrice = askPrice
    self.bidSize = bidSize
    self.askSize = askSize
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
