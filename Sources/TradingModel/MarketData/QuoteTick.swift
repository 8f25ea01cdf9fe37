/// The best bid and ask with their sizes.
@frozen
public struct QuoteTick: Hashable, Sendable {
  /// The instrument that is quoted.
  public var instrumentId: InstrumentId
  /// The highest price at which somebody buys; zero, with a size of zero, where the venue's book has no bid.
  public var bidPrice: Price
  /// The lowest price at which somebody sells; zero, with a size of zero, where the venue's book has no ask.
  public var askPrice: Price
  /// How much is wanted at the bid price, in base units or contracts.
  public var bidSize: Quantity
  /// How much is offered at the ask price, in base units or contracts.
  public var askSize: Quantity
  /// When the venue says it happened; equal to ``tsInit`` where the venue gives no time (spot book tickers).
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  /// Makes a quote of its parts.
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
