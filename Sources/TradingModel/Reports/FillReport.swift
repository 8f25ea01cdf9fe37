/// What the venue says about one of the account's trades.
public struct FillReport: Hashable, Sendable, Codable {
  /// The account whose trade it is.
  public var accountId: AccountId
  /// The instrument that was traded.
  public var instrumentId: InstrumentId
  /// The identifier that the order was sent with; `nil` where the venue does not tell it with the trade.
  public var clientOrderId: ClientOrderId?
  /// The venue's identifier of the order.
  public var venueOrderId: VenueOrderId
  /// The venue's identifier of the trade; where smart order routing made it, that of the allocation as `A-` and its
  /// number.
  public var tradeId: TradeId
  /// Whether the account bought or sold.
  public var side: OrderSide
  /// How much was traded, in base units or contracts.
  public var lastQuantity: Quantity
  /// The price of the trade, in the quote currency.
  public var lastPrice: Price
  /// What the trade cost (negative for a rebate); `nil` where nothing was paid, or where it is neither told nor can be
  /// estimated.
  public var commission: Money?
  /// Whether the commission was worked out here because the venue has not told it yet.
  public var isCommissionEstimated: Bool
  /// Whether the trade made or took liquidity.
  public var liquiditySide: LiquiditySide
  /// The venue's position, in hedge mode.
  public var positionId: PositionId?
  /// The venue's time of the trade.
  public var tsEvent: UnixNanos
  /// When this process made the report.
  public var tsInit: UnixNanos

  /// Makes a report of what the venue says about a trade.
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
