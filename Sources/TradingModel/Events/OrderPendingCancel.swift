/// The cancellation of the order was requested.
public struct OrderPendingCancel: OrderEventRecord {
  public var header: OrderEventHeader

  /// Makes the event of an order whose cancellation was requested.
  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
