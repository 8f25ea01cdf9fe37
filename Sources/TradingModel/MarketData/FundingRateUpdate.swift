/// A new funding rate of a perpetual contract.
public struct FundingRateUpdate: Hashable, Sendable {
  /// The perpetual contract whose holders pay the rate to one another.
  public var instrumentId: InstrumentId
  /// The rate as a fraction, `0.0001` for one basis point.
  public var rate: WideDecimal
  /// When it is charged next, where known.
  public var nextFunding: UnixNanos?
  /// The venue's time of the update; of a rate of the past, when it was charged.
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  /// Makes an update of a funding rate.
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
