/// What the venue says about one of the account's orders.
public struct OrderStatusReport: Hashable, Sendable, Codable {
  /// The account whose order it is.
  public var accountId: AccountId
  /// The instrument that the order trades.
  public var instrumentId: InstrumentId
  /// The identifier that the order was sent with, by whomever.
  public var clientOrderId: ClientOrderId?
  /// The venue's identifier: of a conditional futures order that waits, the one that its own service gave it.
  public var venueOrderId: VenueOrderId
  /// Whether the order buys or sells.
  public var side: OrderSide
  /// How the order is priced and when it becomes active.
  public var type: OrderType
  /// How long the order works; GTC where the venue's word is none of the domain's.
  public var timeInForce: TimeInForce
  /// Where the order is in its life, in the domain's words.
  public var status: OrderStatus
  /// How much the order asks for in total, in base units or contracts; what was filled where the venue tells none, and
  /// zero for a conditional order that closes a whole position.
  public var quantity: Quantity
  /// How much the venue says is filled, in base units or contracts; its trades need not be known yet.
  public var filledQuantity: Quantity
  /// The average price of what is filled; `nil` while nothing is, and where it does not follow from what the venue
  /// tells.
  public var averagePrice: WideDecimal?
  /// The limit price; `nil` for an order without one.
  public var price: Price?
  /// The trigger price; `nil` for an order without one.
  public var triggerPrice: Price?
  /// Which price the condition watches; `nil` where the venue does not say.
  public var triggerType: TriggerType?
  /// From which price on a trailing stop follows the market; `nil` where the venue tells none.
  public var activationPrice: Price?
  /// How far a trailing stop follows the market, in what ``trailingOffsetType`` says; `nil` for an order that does not
  /// trail.
  public var trailingOffset: WideDecimal?
  /// What ``trailingOffset`` is measured in, basis points at Binance; `nil` without an offset.
  public var trailingOffsetType: TrailingOffsetType?
  /// How much of an iceberg order the market sees; `nil` for one that shows all.
  public var displayQuantity: Quantity?
  /// When a GTD order ends; `nil` for all others.
  public var expireTime: UnixNanos?
  /// Whether the order is refused rather than takes liquidity.
  public var isPostOnly: Bool
  /// Whether the order never opens or increases a position.
  public var isReduceOnly: Bool
  /// How the order depends on others: Binance tells only that it is in a list, which counts as OCO.
  public var contingency: ContingencyType
  /// The venue's identifier of the list that the order is in; `nil` for an order of its own.
  public var orderListId: OrderListId?
  /// The venue's position, in hedge mode.
  public var positionId: PositionId?
  /// Why the order was rejected, canceled or expired; empty where the venue does not say.
  public var reason: String
  /// When the venue took the order; where it does not say, the time of its last word on it.
  public var tsAccepted: UnixNanos
  /// When the condition of the order was met; `nil` while it was not, for orders without one, and where the venue does
  /// not say.
  public var tsTriggered: UnixNanos?
  /// When the venue last changed the order.
  public var tsLast: UnixNanos
  /// When this process made the report.
  public var tsInit: UnixNanos

  /// Makes a report of what the venue says; what is not given it did not tell.
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
