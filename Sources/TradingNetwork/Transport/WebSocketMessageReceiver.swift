/// What takes a connection's text messages. Called on the loop.
public protocol WebSocketMessageReceiver: AnyObject {
  /// A whole text message. The bytes are valid during the call only.
  func receive(message: UnsafeRawBufferPointer)
}
