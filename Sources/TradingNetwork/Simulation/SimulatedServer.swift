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
