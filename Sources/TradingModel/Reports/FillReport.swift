/// What the venue says about one of the account's trades.
public struct FillReport: Hashable, Sendable, Codable {
  public var accountId: AccountId
  public var instrumentId: InstrumentId
  public var clientOrderId: ClientOrderId?
  public var venueOrderId: VenueOrderId
  public var tradeId: TradeId
  public var side: OrderSide
  public var lastQuantity: Quantity
  public var lastPrice: Price
  public var commission: Money?
  /// Whether the commission was worked out here because the venue has not told it yet.
  public var isCommissionEstimated: Bool
  public var liquiditySide: LiquiditySide
  /// The venue's position, in hedge mode.
  public var positionId: PositionId?
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public init(
    accountId: AccountId, instrumentId: InstrumentId, clientOrderId: ClientOrderId? = nil, venueOrderId: VenueOrderId,
    tradeId: TradeId, side: OrderSide, lastQuantity: Quantity, lastPrice: Price, commission: Money? = nil,
    isCommissionEstimated: Bool = false, liquiditySide: LiquiditySide = .none, positionId: PositionId? = nil,
    tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.accountId = accountId
    self.instrumentId = instrumentId
    self.clientOrderId = clientOrderId
    self.venueOrderId = venueOrderId
    self.tradeId = tradeId
    self.side = side
    self.lastQuantity = lastQuantity
    self.lastPrice = lastPrice
    self.commission = commission
    self.isCommissionEstimated = isCommissionEstimated
    self.liquiditySide = liquiditySide
    self.positionId = positionId
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
