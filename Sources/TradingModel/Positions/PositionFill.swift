/// The part of a trade that concerns one position.
public struct PositionFill: Hashable, Sendable, Codable {
  public var clientOrderId: ClientOrderId
  public var tradeId: TradeId
  public var side: OrderSide
  public var quantity: WideDecimal
  public var price: Price
  public var commission: Money?
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

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
