/// How a connection is cut.
enum ConnectionCut: Sendable {
  /// By a reset (RST).
  case reset
  /// Properly at the level of TCP (FIN), but without the closing handshake of WebSocket.
  case finish
  /// In the same way, after half of a frame that promises this text.
  case insideFrame([UInt8])
}
