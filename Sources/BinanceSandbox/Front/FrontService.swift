import TradingNetwork

/// What serves one port, whatever carries the bytes: sockets of the operating system or a simulated network.
///
/// It is called on the exchange's loop only.
protocol FrontService: AnyObject {
  /// Answers one request, now or later, by calling `completion` once; never if the client is left waiting.
  func respond(to request: HTTPRequest, client: String, completion: @escaping (FrontAnswer) -> Void)

  /// Decides about a request for a WebSocket connection.
  ///
  /// - Returns: what hears of the connection, or the answer that refuses it.
  func open(_ request: HTTPRequest, client: String, channel: any FrontChannel) -> FrontUpgrade
}
