/// What became of an event that was given to an order.
public enum OrderChange: Hashable, Sendable {
  /// The order changed; the event, completed with what the order knows, is to be told.
  case applied(OrderEvent)
  /// The event said nothing new; it is not told.
  case ignored(String)
}
