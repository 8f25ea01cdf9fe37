/// What an order asks for: one value for all order types, of which each type uses its part.
public struct OrderTerms: Hashable, Sendable {
  /// Whether the order buys or sells.
  public var side: OrderSide
  /// How the order is priced and when it becomes active; says which of the other terms it needs.
  public var type: OrderType
  /// How much in total; zero where the venue determines it (`closePosition`).
  public var quantity: Quantity
  /// How long the order works; a word of the venue beyond these goes into ``params``.
  public var timeInForce: TimeInForce
  /// The limit price; `nil` for types without one, and where the venue determines it (`priceMatch`).
  public var price: Price?
  /// The price at which a stop or if-touched order becomes active; a trailing stop has ``activationPrice`` instead.
  public var triggerPrice: Price?
  /// Which price the condition watches; the venue's own choice when `nil`.
  public var triggerType: TriggerType?
  /// From which price on a trailing stop follows the market; at once when `nil`.
  public var activationPrice: Price?
  /// How far a trailing stop follows the market, in what ``trailingOffsetType`` says; above zero, `nil` for orders that
  /// do not trail.
  public var trailingOffset: WideDecimal?
  /// What ``trailingOffset`` is measured in; the venue's own choice when `nil`, which at Binance is basis points.
  public var trailingOffsetType: TrailingOffsetType?
  /// When a GTD order ends.
  public var expireTime: UnixNanos?
  /// How much of the order the market sees (iceberg).
  public var displayQuantity: Quantity?
  /// Refuse the order rather than take liquidity.
  public var isPostOnly: Bool
  /// Never open or increase a position.
  public var isReduceOnly: Bool
  /// Whether ``quantity`` is in the quote currency.
  public var isQuoteQuantity: Bool
  /// How this one order depends on the linked ones: of an OTOCO list the first says OTO, the others OCO.
  public var contingency: ContingencyType
  /// What few orders have.
  private var extras: OrderExtras

  /// The list that the order belongs to; `nil` for an order of its own.
  public var orderListId: OrderListId? {
    get { extras.terms?.orderListId }
    set { extras.change { $0.orderListId = newValue } }
  }
  /// The other orders that this one is linked with.
  public var linkedOrderIds: [ClientOrderId] {
    get { extras.terms?.linkedOrderIds ?? [] }
    set { extras.change { $0.linkedOrderIds = newValue } }
  }
  /// The order whose fill brings this one to life.
  public var parentOrderId: ClientOrderId? {
    get { extras.terms?.parentOrderId }
    set { extras.change { $0.parentOrderId = newValue } }
  }
  /// The venue's own parameters, under the venue's own names.
  public var params: [String: String] {
    get { extras.terms?.params ?? [:] }
    set { extras.change { $0.params = newValue } }
  }
  /// Words for the owner's use; they go nowhere.
  public var tags: [String] {
    get { extras.terms?.tags ?? [] }
    set { extras.change { $0.tags = newValue } }
  }

  /// Makes the terms of an order; what is not given is not asked for, and it works until it is canceled.
  public init(
    side: OrderSide, type: OrderType, quantity: Quantity, timeInForce: TimeInForce = .gtc, price: Price? = nil,
    triggerPrice: Price? = nil, triggerType: TriggerType? = nil, activationPrice: Price? = nil,
    trailingOffset: WideDecimal? = nil, trailingOffsetType: TrailingOffsetType? = nil, expireTime: UnixNanos? = nil,
    displayQuantity: Quantity? = nil, isPostOnly: Bool = false, isReduceOnly: Bool = false,
    isQuoteQuantity: Bool = false, contingency: ContingencyType = .none, orderListId: OrderListId? = nil,
    linkedOrderIds: [ClientOrderId] = [], parentOrderId: ClientOrderId? = nil, params: [String: String] = [:],
    tags: [String] = []
  ) {
    self.side = side
    self.type = type
    self.quantity = quantity
    self.timeInForce = timeInForce
    self.price = price
    self.triggerPrice = triggerPrice
    self.triggerType = triggerType
    self.activationPrice = activationPrice
    self.trailingOffset = trailingOffset
    self.trailingOffsetType = trailingOffsetType
    self.expireTime = expireTime
    self.displayQuantity = displayQuantity
    self.isPostOnly = isPostOnly
    self.isReduceOnly = isReduceOnly
    self.isQuoteQuantity = isQuoteQuantity
    self.contingency = contingency
    extras = OrderExtras(
      OrderExtras.Terms(
        orderListId: orderListId, linkedOrderIds: linkedOrderIds, parentOrderId: parentOrderId, params: params,
        tags: tags))
  }
}
