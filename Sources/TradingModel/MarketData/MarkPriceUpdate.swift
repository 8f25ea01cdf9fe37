/// A new mark price of a futures contract.
public struct MarkPriceUpdate: Hashable, Sendable {
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
