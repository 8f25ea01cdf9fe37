/// The venue refused to change the order; it stands as before.
public struct OrderModifyRejected: OrderEventRecord {
  public var header: OrderEventHeader
  /// The venue's code and words.
  public var reason: String

  public init(_ header: OrderEventHeader, reason: String) {
    self.header = header
    self.reason = reason
  }
}
