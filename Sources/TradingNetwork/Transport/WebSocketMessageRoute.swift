/// The short way of text messages from the socket to who reads them, past the layers that look after the connection.
///
/// An object of its own that nobody refers to weakly, so that calling through it costs no reference counting.
public final class WebSocketMessageRoute {
  /// What takes the messages while the route is open; held by the route.
  public let receiver: any WebSocketMessageReceiver
  /// Whether messages are still wanted; once closed, the rest of a read that is being delivered is dropped.
  @exclusivity(unchecked) public private(set) var isOpen = true

  /// Makes an open route to a receiver.
  public init(to receiver: any WebSocketMessageReceiver) {
    self.receiver = receiver
  }

  /// Takes no more messages.
  public func close() { isOpen = false }
}
