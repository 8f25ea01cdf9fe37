/// A new funding rate of a perpetual contract.
public struct FundingRateUpdate: Hashable, Sendable {
  public var instrumentId: InstrumentId
  /// The rate as a fraction, `0.0001` for one basis point.
  public var rate: WideDecimal
  /// When it is charged next, where known.
  public var nextFunding: UnixNanos?
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public init(
    instrumentId: InstrumentId, rate: WideDecimal, nextFunding: UnixNanos?, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.rate = rate
    self.nextFunding = nextFunding
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
