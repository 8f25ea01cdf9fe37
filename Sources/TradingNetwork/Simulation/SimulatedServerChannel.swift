/// The server's end of a simulated WebSocket connection.
public protocol SimulatedServerChannel: WebSocketChannel {
  /// The address of the client's runtime.
  var clientAddress: String { get }
  /// How many messages sent to the client have not arrived yet, as a server sees a slow consumer.
  var undelivered: Int { get }
  /// Queues a text message given as UTF-8 bytes.
  @discardableResult
  func send(utf8 bytes: [UInt8]) -> Bool
  /// Queues a binary message.
  @discardableResult
  func send(binary bytes: [UInt8]) -> Bool
  /// Starts the closing handshake with a reason.
  func close(code: UInt16, reason: String)
  /// From now on the connection is half open: what is sent from here, pongs included, goes nowhere.
  func mute()
}
