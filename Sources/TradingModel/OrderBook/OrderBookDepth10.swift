/// The ten best levels of each side of a book at one moment, best first.
public struct OrderBookDepth10: Hashable, Sendable {
  /// The instrument whose book it is.
  public var instrumentId: InstrumentId
  /// At most ten levels, highest price first.
  public var bids: [BookLevel]
  /// At most ten levels, lowest price first.
  public var asks: [BookLevel]
  /// The venue's update id up to which the levels are known.
  public var sequence: UInt64
  /// The venue's time of the last change that the levels know of.
  public var tsEvent: UnixNanos
  /// When that change was received.
  public var tsInit: UnixNanos

  /// Makes a view of a book; whoever gives the levels keeps them in order.
  public init(
    instrumentId: InstrumentId, bids: [BookLevel], asks: [BookLevel], sequence: UInt64, tsEvent: UnixNanos,
    tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.bids = bids
    self.asks = asks
    self.sequence = sequence
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
