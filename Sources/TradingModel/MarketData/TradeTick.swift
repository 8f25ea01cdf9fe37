/// One trade, or several that the venue aggregates into one.
@frozen
public struct TradeTick: Hashable, Sendable {
  /// The instrument that was traded.
  public var instrumentId: InstrumentId
  /// The price of the trade, in the quote currency.
  public var price: Price
  /// How much was traded, in base units or contracts.
  public var size: Quantity
  /// Who took liquidity.
  public var aggressorSide: AggressorSide
  /// The venue's number of the trade; aggregated trades are numbered on their own.
  public var tradeId: TradeId
  /// The trade's own time at the venue.
  public var tsEvent: UnixNanos
  /// When this process received it.
  public var tsInit: UnixNanos

  /// Makes a trade of its parts.
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
