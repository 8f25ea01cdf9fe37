/// The venue ended the order by its own rules.
public struct OrderExpired: OrderEventRecord {
  public var header: OrderEventHeader
  /// Why: time in force, self-trade prevention, …; empty where the venue does not say.
  public var reason: String

  /// Makes the event of an order that the venue ended by its own rules.
  public init(_ header: OrderEventHeader, reason: String = "") {
    self.header = header
    self.reason = reason
  }
}
