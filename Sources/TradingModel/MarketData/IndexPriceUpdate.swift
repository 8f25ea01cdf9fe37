/// A new index price of a futures contract's underlying.
public struct IndexPriceUpdate: Hashable, Sendable {
  public var instrumentId: InstrumentId
  public var value: Price
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public init(instrumentId: InstrumentId, value: Price, tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.value = value
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
