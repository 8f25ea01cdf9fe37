/// An order was made; nothing was sent yet.
public struct OrderInitialized: OrderEventRecord {
  public var header: OrderEventHeader
  /// What the order asks for.
  public var terms: OrderTerms
  /// The position that the order is meant for, in hedging.
  public var positionId: PositionId?

  /// Makes the event of an order that was made here, or was first heard of from the venue.
  public init(_ header: OrderEventHeader, terms: OrderTerms, positionId: PositionId? = nil) {
    self.header = header
    self.terms = terms
    self.positionId = positionId
  }
}
