/// A change of the order was requested.
public struct OrderPendingUpdate: OrderEventRecord {
  public var header: OrderEventHeader

  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
