/// One trade, or several that the venue aggregates into one.
@frozen
public struct TradeTick: Hashable, Sendable {
  public var instrumentId: InstrumentId
  public var price: Price
  public var size: Quantity
  public var aggressorSide: AggressorSide
  public var tradeId: TradeId
  /// The trade's own time at the venue.
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  @inlinable
  public init(
    instrumentId: InstrumentId, price: Price, size: Quantity, aggressorSide: AggressorSide, tradeId: TradeId,
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.instrumentId = instrumentId
    self.price = price
    self.size = size
    self.aggressorSide = aggressorSide
    self.tradeId = tradeId
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
