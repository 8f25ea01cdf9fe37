public import TradingNetwork

/// What serves one port, whatever carries the bytes: sockets of the operating system or a simulated network.
///
/// It is called on the exchange's loop only.
public protocol FrontService: AnyObject {
  /// Answers one request, now or later, by calling `completion` once; never if the client is left waiting.
  func respond(to request: HTTPRequest, client: String, completion: @escaping (FrontAnswer) -> Void)

  /// Decides about a request for a WebSocket connection.
  ///
  /// - Returns: what hears of the connection, or the answer that refuses it.
  func open(_ request: HTTPRequest, client: String, channel: any FrontChannel) -> FrontUpgrade
}

/// What a client gets for its request.
public enum FrontAnswer: Sendable {
  case response(HTTPResponse)
  /// The connection is reset without an answer.
  case reset
  /// The connection ends without an answer.
  case finish
  /// The answer begins, and the connection ends after so many bytes of its body.
  case partial(HTTPResponse, bytes: Int)
}

/// How a connection is cut.
public enum ConnectionCut: Sendable {
  /// By a reset (RST).
  case reset
  /// Properly at the level of TCP (FIN), but without the closing handshake of WebSocket.
  case finish
  /// In the same way, after half of a frame that promises this text.
  case insideFrame([UInt8])
}

/// The decision about a request for a WebSocket connection.
public enum FrontUpgrade {
  case accepted(any FrontConnection)
  case refused(HTTPResponse)
}

/// The server's end of one WebSocket connection.
public protocol FrontChannel: AnyObject {
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
  public func send(_ bytes: [UInt8], pieces: Int) { send(bytes) }
  public func cut(_ cut: ConnectionCut) { abort() }
  public func mute() {}
}

/// What hears of one WebSocket connection's life.
public protocol FrontConnection: AnyObject {
  /// The upgrade was answered; messages may be sent from now on.
  func didOpen()
  func didReceive(text: [UInt8])
  /// A ping arrived, and was answered by the transport.
  func didReceivePing()
  func didReceivePong()
  /// The connection is gone. Heard exactly once.
  func didClose()
}
