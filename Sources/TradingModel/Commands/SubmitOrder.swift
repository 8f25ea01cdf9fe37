/// Send a new order.
public struct SubmitOrder: Hashable, Sendable, Codable {
  /// Whose new order it is, in which instrument, and by what name; a name that was sent before is refused.
  public var order: OrderIdentity
  /// What the order asks for.
  public var terms: OrderTerms
  /// The position that the order is meant for, in hedging.
  public var positionId: PositionId?
  /// The execution client; by the instrument when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the command for a new order.
  public init(
    order: OrderIdentity, terms: OrderTerms, positionId: PositionId? = nil, clientId: ClientId? = nil, tsInit: UnixNanos
  ) {
    self.order = order
    self.terms = terms
    self.positionId = positionId
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
