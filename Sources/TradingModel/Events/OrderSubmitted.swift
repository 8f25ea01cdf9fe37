/// The order was handed to the network.
public struct OrderSubmitted: OrderEventRecord {
  public var header: OrderEventHeader

  /// Makes the event of an order that was handed to the network.
  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
