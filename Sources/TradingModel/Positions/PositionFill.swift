/// The part of a trade that concerns one position.
public struct PositionFill: Hashable, Sendable, Codable {
  /// The order that was filled.
  public var clientOrderId: ClientOrderId
  /// The trade of which this is the whole or a part.
  public var tradeId: TradeId
  /// Whether the fill bought or sold.
  public var side: OrderSide
  /// How much was traded, in base units or contracts, before a commission is taken from it.
  public var quantity: WideDecimal
  /// The price of the trade, in the quote currency.
  public var price: Price
  /// What the trade, or this part of it, cost (negative for a rebate); `nil` where nothing counts.
  public var commission: Money?
  /// The venue's time of the trade.
  public var tsEvent: UnixNanos
  /// When this process made the event of the trade.
  public var tsInit: UnixNanos

  /// Makes a fill of its parts.
  public init(
    clientOrderId: ClientOrderId, tradeId: TradeId, side: OrderSide, quantity: WideDecimal, price: Price,
    commission: Money? = nil, tsEvent: UnixNanos, tsInit: UnixNanos
  ) {
    self.clientOrderId = clientOrderId
    self.tradeId = tradeId
    self.side = side
    self.quantity = quantity
    self.price = price
    self.commission = commission
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// Makes a fill of all that an order's event tells.
  public init(_ fill: OrderFilled) {
    self.init(
      clientOrderId: fill.clientOrderId, tradeId: fill.tradeId, side: fill.side, quantity: fill.lastQuantity.wide,
      price: fill.lastPrice, commission: fill.commission, tsEvent: fill.tsEvent, tsInit: fill.tsInit)
  }

  /// The fill in two: the first `quantity` of it and the rest, with the commission shared in proportion; nothing is
  /// lost by rounding.
  public func split(at part: WideDecimal) throws(DecimalError) -> (first: PositionFill, rest: PositionFill) {
    var first = self
    var rest = self
    first.quantity = part
    rest.quantity = try quantity.subtracting(part)
    if let commission {
      let share = Money(
        try commission.amount.proportion(part, of: quantity, scale: PositionTerms.scale), commission.currency)
      first.commission = share
      rest.commission = try commission.subtracting(share)
    }
    return (first, rest)
  }
}
