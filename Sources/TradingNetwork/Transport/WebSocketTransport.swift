/// The seam through which everything in Argonaut opens WebSocket connections.
///
/// A transport belongs to one loop: it is called on that loop and calls back on it. One call makes one attempt;
/// reconnecting is the business of ``WebSocketConnection``.
public protocol WebSocketTransport: AnyObject {
  /// Opens a connection. The handler hears ``WebSocketHandler/webSocketDidOpen(_:)`` or
  /// ``WebSocketHandler/webSocketDidClose(_:)``, never before `connect` returns.
  ///
  /// - Returns: the channel, which can be closed before it is open.
  func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel
}
