/// What hears of a connection's life. Called on the loop.
public protocol WebSocketHandler: AnyObject {
  /// The upgrade was answered with 101.
  func webSocketDidOpen(_ channel: any WebSocketChannel)
  /// A whole text or binary message. The bytes are valid during the call only.
  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool)
  /// Where text messages go for now without coming by here; asked at the start of each socket read.
  ///
  /// `nil`, as by default, brings every message to ``webSocket(_:didReceive:isText:)``. Transports may do that anyway.
  var messageRoute: WebSocketMessageRoute? { get }
  /// A ping arrived and its pong was sent; told so that staleness watches count it.
  func webSocketDidReceivePing(_ channel: any WebSocketChannel)
  /// A pong arrived.
  func webSocketDidReceivePong(_ channel: any WebSocketChannel)
  /// All bytes of one socket read were delivered: the moment to flush what was batched.
  func webSocketDidReadBatch(_ channel: any WebSocketChannel)
  /// The connection ended, or could not be opened. Heard exactly once; nothing is heard afterwards.
  func webSocketDidClose(_ reason: WebSocketCloseReason)
}

extension WebSocketHandler {
  public var messageRoute: WebSocketMessageRoute? { nil }
  public func webSocketDidReceivePing(_ channel: any WebSocketChannel) {}
  public func webSocketDidReceivePong(_ channel: any WebSocketChannel) {}
  public func webSocketDidReadBatch(_ channel: any WebSocketChannel) {}
}
