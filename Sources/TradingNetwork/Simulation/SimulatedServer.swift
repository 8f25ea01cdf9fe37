/// A server of the simulated network: the exchange, or a test's stand-in for it.
///
/// It is called on the world's thread, at the time when the request arrives.
public protocol SimulatedServer: AnyObject {
  /// Answers one request, now or later, by calling `completion` once; not at all if it means to leave the client waiting.
  ///
  /// - Parameters:
  ///   - request: with the full URL that the client used.
  ///   - clientAddress: the address of the client's runtime.
  ///   - completion: takes the answer; call it on the world's thread.
  func respond(to request: HTTPRequest, clientAddress: String, completion: @escaping (HTTPResponse) -> Void)

  /// Answers one request, or loses its connection; by itself it does what the simpler form does.
  func respond(to request: HTTPRequest, clientAddress: String, outcome: @escaping (SimulatedAnswer) -> Void)

  /// Decides about a request for a WebSocket connection.
  ///
  /// A handler that is returned hears ``WebSocketHandler/webSocketDidOpen(_:)`` with `channel` next; the connection
  /// keeps it alive until it hears of the close.
  func accept(
    _ request: WebSocketRequest, clientAddress: String, channel: any SimulatedServerChannel
  ) -> SimulatedUpgrade
}

extension SimulatedServer {
  public func respond(
    to request: HTTPRequest, clientAddress: String, outcome: @escaping (SimulatedAnswer) -> Void
  ) {
    respond(to: request, clientAddress: clientAddress) { outcome(.response($0)) }
  }
}

/// How a simulated server ends an exchange that it does not leave waiting.
public enum SimulatedAnswer {
  case response(HTTPResponse)
  /// The connection broke before the whole answer was there.
  case connectionLost
}

/// A simulated server's decision about a request for a WebSocket connection.
public enum SimulatedUpgrade {
  /// The connection is opened and served by this handler.
  case accepted(any WebSocketHandler)
  /// The upgrade is answered with this response.
  case refused(HTTPResponse)
}

/// The server's end of a simulated WebSocket connection.
public protocol SimulatedServerChannel: WebSocketChannel {
  /// The address of the client's runtime.
  var clientAddress: String { get }
  /// How many messages sent to the client have not arrived yet, as a server sees a slow consumer.
  var undelivered: Int { get }
  /// Queues a text message given as UTF-8 bytes.
  @discardableResult
  func send(utf8 bytes: [UInt8]) -> Bool
  /// Queues a binary message.
  @discardableResult
  func send(binary bytes: [UInt8]) -> Bool
  /// Starts the closing handshake with a reason.
  func close(code: UInt16, reason: String)
  /// From now on the connection is half open: what is sent from here, pongs included, goes nowhere.
  func mute()
}
