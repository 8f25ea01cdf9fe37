/// Send a new order.
public struct SubmitOrder: Hashable, Sendable, Codable {
  public var order: OrderIdentity
  public var terms: OrderTerms
  /// The position that the order is meant for, in hedging.
  public var positionId: PositionId?
  /// The execution client; by the instrument when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

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
