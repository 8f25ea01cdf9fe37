/// Where in the life of an exchange a fault strikes.
public enum FaultStage: String, Sendable {
  /// An HTTP request on its way to the server.
  case request
  /// The answer to it on its way back.
  case response
  /// A request for a WebSocket connection.
  case upgrade
  /// A data message on a WebSocket connection.
  case message
}
