/// The order was handed to the network.
public struct OrderSubmitted: OrderEventRecord {
  public var header: OrderEventHeader

  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
