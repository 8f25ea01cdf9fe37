/// The venue has the order.
public struct OrderAccepted: OrderEventRecord {
  public var header: OrderEventHeader

  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
