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

/// Where to connect and how.
public struct WebSocketRequest: Sendable {
  /// The full URL, `wss://host:port/path?query`.
  public var url: String
  /// Extra header fields of the upgrade request.
  public var headers: [(name: String, value: String)]
  /// How long opening may take, from DNS to the upgrade's answer.
  public var connectTimeout: Duration

  public init(url: String, headers: [(name: String, value: String)] = [], connectTimeout: Duration = .seconds(10)) {
    self.url = url
    self.headers = headers
    self.connectTimeout = connectTimeout
  }
}

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

/// Why a connection ended.
public enum WebSocketCloseReason: Sendable, CustomStringConvertible {
  /// The peer closed it, with a code and text.
  case closedByPeer(code: UInt16, reason: String)
  /// This side closed it.
  case closedLocally
  /// The server answered the upgrade with another status than 101.
  case refused(HTTPResponse)
  /// The peer broke the protocol.
  case protocolViolation(String)
  /// The network failed.
  case failed(TransportError)

  public var description: String {
    switch self {
    case .closedByPeer(let code, let reason): "closed by the peer (\(code)\(reason.isEmpty ? "" : ": \(reason)"))"
    case .closedLocally: "closed"
    case .refused(let response): "upgrade refused with HTTP \(response.status)"
    case .protocolViolation(let what): "protocol violation: \(what)"
    case .failed(let error): error.description
    }
  }
}
