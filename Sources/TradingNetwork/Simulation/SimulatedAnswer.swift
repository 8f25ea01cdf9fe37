/// How a simulated server ends an exchange that it does not leave waiting.
public enum SimulatedAnswer {
  case response(HTTPResponse)
  /// The connection broke before the whole answer was there.
  case connectionLost
}
