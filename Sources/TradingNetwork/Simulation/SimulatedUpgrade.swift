/// A simulated server's decision about a request for a WebSocket connection.
public enum SimulatedUpgrade {
  /// The connection is opened and served by this handler.
  case accepted(any WebSocketHandler)
  /// The upgrade is answered with this response.
  case refused(HTTPResponse)
}
