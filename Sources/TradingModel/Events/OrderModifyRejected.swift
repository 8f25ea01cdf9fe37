/// A change of the order was refused, by the venue or by a rule on this side; the order stands as before.
public struct OrderModifyRejected: OrderEventRecord {
  public var header: OrderEventHeader
  /// The venue's code and words, or the rule on this side and its numbers.
  public var reason: String

  /// Makes the event of an order whose change was refused, by the venue or by a rule on this side.
  public init(_ header: OrderEventHeader, reason: String) {
    self.header = header
    self.reason = reason
  }
}
