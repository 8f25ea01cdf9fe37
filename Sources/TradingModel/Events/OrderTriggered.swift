/// The condition of a conditional order was met.
public struct OrderTriggered: OrderEventRecord {
  public var header: OrderEventHeader

  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
