/// The venue has the order.
public struct OrderAccepted: OrderEventRecord {
  public var header: OrderEventHeader

  /// Makes the event of an order that the venue has.
  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
