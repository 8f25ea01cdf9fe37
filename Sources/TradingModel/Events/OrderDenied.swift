/// The order was refused on this side; nothing was sent.
public struct OrderDenied: OrderEventRecord {
  public var header: OrderEventHeader
  /// `CATEGORY_CONDITION: key=value …`, naming the rule and the numbers.
  public var reason: String

  /// Makes the event of an order that was refused on this side.
  public init(_ header: OrderEventHeader, reason: String) {
    self.header = header
    self.reason = reason
  }
}
