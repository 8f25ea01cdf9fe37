/// What the venue says about one of the account's orders.
public struct OrderStatusReport: Hashable, Sendable, Codable {
  public var accountId: AccountId
  public var instrumentId: InstrumentId
  /// The identifier that the order was sent with, by whomever.
  public var clientOrderId: ClientOrderId?
  public var venueOrderId: VenueOrderId
  public var side: OrderSide
  public var type: OrderType
  public var timeInForce: TimeInForce
  public var status: OrderStatus
  public var quantity: Quantity
  public var filledQuantity: Quantity
  public var averagePrice: WideDecimal?
  public var price: Price?
  public var triggerPrice: Price?
  public var triggerType: TriggerType?
  public var activationPrice: Price?
  public var trailingOffset: WideDecimal?
  public var trailingOffsetType: TrailingOffsetType?
  public var displayQuantity: Quantity?
  public var expireTime: UnixNanos?
  public var isPostOnly: Bool
  public var isReduceOnly: Bool
  public var contingency: ContingencyType
  public var orderListId: OrderListId?
  /// The venue's position, in hedge mode.
  public var positionId: PositionId?
  /// Why the order was rejected, canceled or expired; empty where the venue does not say.
  public var reason: String
  public var tsAccepted: UnixNanos
  public var tsTriggered: UnixNanos?
  /// When the venue last changed the order.
  public var tsLast: UnixNanos
  public var tsInit: UnixNanos

  public init(
    accountId: AccountId, instrumentId: InstrumentId, clientOrderId: ClientOrderId? = nil, venueOrderId: VenueOrderId,
    side: OrderSide, type: OrderType, timeInForce: TimeInForce = .gtc, status: OrderStatus, quantity: Quantity,
    filledQuantity: Quantity, averagePrice: WideDecimal? = nil, price: Price? = nil, triggerPrice: Price? = nil,
    triggerType: TriggerType? = nil, activationPrice: Price? = nil, trailingOffset: WideDecimal? = nil,
    trailingOffsetType: TrailingOffsetType? = nil, displayQuantity: Quantity? = nil, expireTime: UnixNanos? = nil,
    isPostOnly: Bool = false, isReduceOnly: Bool = false, contingency: ContingencyType = .none,
    orderListId: OrderListId? = nil, positionId: PositionId? = nil, reason: String = "", tsAccepted: UnixNanos,
    tsTriggered: UnixNanos? = nil, tsLast: UnixNanos, tsInit: UnixNanos
  ) {
    self.accountId = accountId
    self.instrumentId = instrumentId
    self.clientOrderId = clientOrderId
    self.venueOrderId = venueOrderId
    self.side = side
    self.type = type
    self.timeInForce = timeInForce
    self.status = status
    self.quantity = quantity
    self.filledQuantity = filledQuantity
    self.averagePrice = averagePrice
    self.price = price
    self.triggerPrice = triggerPrice
    self.triggerType = triggerType
    self.activationPrice = activationPrice
    self.trailingOffset = trailingOffset
    self.trailingOffsetType = trailingOffsetType
    self.displayQuantity = displayQuantity
    self.expireTime = expireTime
    self.isPostOnly = isPostOnly
    self.isReduceOnly = isReduceOnly
    self.contingency = contingency
    self.orderListId = orderListId
    self.positionId = positionId
    self.reason = reason
    self.tsAccepted = tsAccepted
    self.tsTriggered = tsTriggered
    self.tsLast = tsLast
    self.tsInit = tsInit
  }
}
