/// Ask the venue what became of an order.
public struct QueryOrder: Hashable, Sendable, Codable {
  /// The order to ask about.
  public var order: OrderIdentity
  /// The venue's identifier, where it is known.
  public var venueOrderId: VenueOrderId?
  /// The execution client. What a caller gives is not looked at: the one is asked that the order was sent by, which the
  /// engine names here.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the question about an order.
  public init(order: OrderIdentity, venueOrderId: VenueOrderId? = nil, clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.order = order
    self.venueOrderId = venueOrderId
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
