/// The outcome of a request is not known and is being found out; the order stays as it is.
public struct OrderUnknown: OrderEventRecord {
  public var header: OrderEventHeader
  /// What happened to the request.
  public var reason: String

  /// Makes the event of an order of which it is not known what became of a request.
  public init(_ header: OrderEventHeader, reason: String) {
    self.header = header
    self.reason = reason
  }
}
