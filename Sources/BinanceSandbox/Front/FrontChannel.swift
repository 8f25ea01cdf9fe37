/// The server's end of one WebSocket connection.
protocol FrontChannel: AnyObject {
  /// Queues a text message.
  func send(_ bytes: [UInt8])
  func ping()
  /// Starts the closing handshake.
  func close(code: UInt16, reason: String)
  /// Drops the connection at once.
  func abort()
  /// Queues a text message in so many frames.
  func send(_ bytes: [UInt8], pieces: Int)
  /// Cuts the connection at once.
  func cut(_ cut: ConnectionCut)
  /// Sends nothing any more, not even pongs, and keeps the connection.
  func mute()
}

extension FrontChannel {
  func send(_ bytes: [UInt8], pieces: Int) { send(bytes) }
  func cut(_ cut: ConnectionCut) { abort() }
  func mute() {}
}
