/// Cancel an order.
public struct CancelOrder: Hashable, Sendable, Codable {
  /// The order to cancel; its strategy and instrument are taken from what is known of it.
  public var order: OrderIdentity
  /// The venue's identifier, where it is known.
  public var venueOrderId: VenueOrderId?
  /// The venue's own parameters, under the venue's own names.
  public var params: [String: String]
  /// The execution client. What a caller gives is not looked at: the order goes to the one that it was sent by, which
  /// the engine names here.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command that cancels an order.
  public init(
    order: OrderIdentity, venueOrderId: VenueOrderId? = nil, params: [String: String] = [:], clientId: ClientId? = nil,
    tsInit: UnixNanos
  ) {
    self.order = order
    self.venueOrderId = venueOrderId
    self.params = params
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
