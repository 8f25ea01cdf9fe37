/// A new index price of a futures contract's underlying.
public struct IndexPriceUpdate: Hashable, Sendable {
  /// The contract whose underlying the index is of.
  public var instrumentId: InstrumentId
  /// The index price, in the contract's quote currency.
  public var value: Price
  /// The venue's time of the update.
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  /// Makes an update of an index price.
  public init(instrumentId: InstrumentId, value: Price, tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.value = value
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
