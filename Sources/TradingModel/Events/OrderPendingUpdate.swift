/// A change of the order was requested.
public struct OrderPendingUpdate: OrderEventRecord {
  public var header: OrderEventHeader

  /// Makes the event of an order whose change was requested.
  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
