/// A new mark price of a futures contract.
public struct MarkPriceUpdate: Hashable, Sendable {
  /// The contract whose mark price it is.
  public var instrumentId: InstrumentId
  /// The mark price, in the contract's quote currency: what margins and liquidations go by.
  public var value: Price
  /// The venue's time of the update.
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  /// Makes an update of a mark price.
  public init(instrumentId: InstrumentId, value: Price, tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.instrumentId = instrumentId
    self.value = value
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
