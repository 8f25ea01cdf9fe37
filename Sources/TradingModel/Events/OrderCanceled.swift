/// The order was canceled.
public struct OrderCanceled: OrderEventRecord {
  public var header: OrderEventHeader
  /// Why, where the venue says so; else empty.
  public var reason: String

  /// Makes the event of an order that was canceled.
  public init(_ header: OrderEventHeader, reason: String = "") {
    self.header = header
    self.reason = reason
  }
}
