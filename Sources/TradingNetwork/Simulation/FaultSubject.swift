/// One thing that happens in the network, as fault rules see it.
public struct FaultSubject: Sendable {
  /// Where in the life of an exchange it happens.
  public let stage: FaultStage
  /// Which way it travels; requests for a connection travel to the server.
  public let direction: FaultDirection
  /// The server's name and port, `host:port`.
  public let host: String
  /// The address of the client's runtime, whichever way it travels.
  public let clientAddress: String
  /// The method of an HTTP request; nil for WebSocket.
  public let method: HTTPRequest.Method?
  /// The path of the request or connection, without its query.
  public let path: String
  /// The query of the request or connection, without its `?`.
  public let query: String
  /// The bytes of the body or message.
  public let payload: [UInt8]
}
