/// The order's quantity, prices or venue identifier changed; what is `nil` did not.
public struct OrderUpdated: OrderEventRecord {
  public var header: OrderEventHeader
  /// The order's new total quantity.
  public var quantity: Quantity?
  /// The order's new limit price.
  public var price: Price?
  /// The order's new trigger price.
  public var triggerPrice: Price?
  /// Told when a quantity in quote currency was converted to base currency.
  public var isQuoteQuantity: Bool?

  /// Makes the event of an order that changed; with none of the parameters it tells a new identifier of the venue
  /// alone.
  public init(
    _ header: OrderEventHeader, quantity: Quantity? = nil, price: Price? = nil, triggerPrice: Price? = nil,
    isQuoteQuantity: Bool? = nil
  ) {
    self.header = header
    self.quantity = quantity
    self.price = price
    self.triggerPrice = triggerPrice
    self.isQuoteQuantity = isQuoteQuantity
  }
}
