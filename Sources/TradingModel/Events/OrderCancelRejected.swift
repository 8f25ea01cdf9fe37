/// A cancellation of the order was refused, by the venue or by a rule on this side, or had no effect.
public struct OrderCancelRejected: OrderEventRecord {
  public var header: OrderEventHeader
  /// The venue's code and words, or why this side takes the cancellation for refused.
  public var reason: String

  /// Makes the event of an order whose cancellation was refused.
  public init(_ header: OrderEventHeader, reason: String) {
    self.header = header
    self.reason = reason
  }
}
