/// What hears of one WebSocket connection's life.
protocol FrontConnection: AnyObject {
  /// The upgrade was answered; messages may be sent from now on.
  func didOpen()
  func didReceive(text: [UInt8])
  /// A ping arrived, and was answered by the transport.
  func didReceivePing()
  func didReceivePong()
  /// The connection is gone. Heard exactly once.
  func didClose()
}
