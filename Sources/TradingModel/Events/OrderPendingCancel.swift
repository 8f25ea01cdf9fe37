/// The cancellation of the order was requested.
public struct OrderPendingCancel: OrderEventRecord {
  public var header: OrderEventHeader

  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
