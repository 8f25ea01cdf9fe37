import TradingNetwork

/// What a client gets for its request.
enum FrontAnswer: Sendable {
  case response(HTTPResponse)
  /// The connection is reset without an answer.
  case reset
  /// The connection ends without an answer.
  case finish
  /// The answer begins, and the connection ends after so many bytes of its body.
  case partial(HTTPResponse, bytes: Int)
}
