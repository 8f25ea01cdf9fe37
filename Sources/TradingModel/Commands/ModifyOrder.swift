/// Change an order's total quantity or its prices; what is `nil` stays.
public struct ModifyOrder: Hashable, Sendable, Codable {
  /// The order to change; its strategy and instrument are taken from what is known of it.
  public var order: OrderIdentity
  /// The venue's identifier, where it is known.
  public var venueOrderId: VenueOrderId?
  /// The order's total quantity, whatever was filled already.
  public var quantity: Quantity?
  /// The new limit price.
  public var price: Price?
  /// The new trigger price.
  public var triggerPrice: Price?
  /// The venue's own parameters, under the venue's own names.
  public var params: [String: String]
  /// The execution client. What a caller gives is not looked at: the order goes to the one that it was sent by, which
  /// the engine names here.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command that changes an order.
  public init(
    order: OrderIdentity, venueOrderId: VenueOrderId? = nil, quantity: Quantity? = nil, price: Price? = nil,
    triggerPrice: Price? = nil, params: [String: String] = [:], clientId: ClientId? = nil, tsInit: UnixNanos
  ) {
    self.order = order
    self.venueOrderId = venueOrderId
    self.quantity = quantity
    self.price = price
    self.triggerPrice = triggerPrice
    self.params = params
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
