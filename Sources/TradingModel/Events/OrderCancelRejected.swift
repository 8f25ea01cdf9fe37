/// The venue refused to cancel the order.
public struct OrderCancelRejected: OrderEventRecord {
  public var header: OrderEventHeader
  /// The venue's code and words.
  public var reason: String

  /// Makes the event of an order whose cancellation was refused.
  public init(_ header: OrderEventHeader, reason: String) {
    self.header = header
    self.reason = reason
  }
}
