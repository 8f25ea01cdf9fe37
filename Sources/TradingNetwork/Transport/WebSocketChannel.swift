/// One open (or opening) connection. Used on the loop only.
public protocol WebSocketChannel: AnyObject {
  /// Queues a text message.
  ///
  /// - Returns: false when the bounded send queue is full or the channel is closed: nothing was sent.
  @discardableResult
  func send(text: String) -> Bool
  /// Sends a ping frame.
  func ping()
  /// Starts the closing handshake; the handler hears of the end.
  func close(code: UInt16)
  /// Drops the connection at once, without a handshake.
  func abort()
}
