/// The condition of a conditional order was met.
public struct OrderTriggered: OrderEventRecord {
  public var header: OrderEventHeader

  /// Makes the event of a conditional order whose condition was met.
  public init(_ header: OrderEventHeader) {
    self.header = header
  }
}
