/// The venue does not have the order and cannot come to have it.
public struct OrderRejected: OrderEventRecord {
  public var header: OrderEventHeader
  /// The venue's code and words.
  public var reason: String
  /// Whether a post-only order would have taken liquidity.
  public var dueToPostOnly: Bool

  /// Makes the event of an order that the venue does not have.
  public init(_ header: OrderEventHeader, reason: String, dueToPostOnly: Bool = false) {
    self.header = header
    self.reason = reason
    self.dueToPostOnly = dueToPostOnly
  }
}
