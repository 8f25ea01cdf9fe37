/// One thing that happens in the network, as fault rules see it.
public struct FaultSubject: Sendable {
  public let stage: FaultStage
  public let direction: FaultDirection
  /// The server's name and port, `host:port`.
  public let host: String
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
