import TradingNetwork

/// What hears of a ``BinanceWebSocketAPI``. Called on the loop.
protocol BinanceWebSocketAPIDelegate: AnyObject {
  /// Requests can be made on this channel.
  ///
  /// - Parameter replacing: the channel that still delivers events, when this is a planned renewal.
  func webSocketAPI(_ api: BinanceWebSocketAPI, isReadyOn epoch: ConnectionEpoch, replacing: ConnectionEpoch?)
  /// A channel ended; its requests have failed already.
  func webSocketAPI(_ api: BinanceWebSocketAPI, didLose epoch: ConnectionEpoch, reason: String, isReplaced: Bool)
  /// An event that belongs to no request.
  func webSocketAPI(
    _ api: BinanceWebSocketAPI, didReceive event: JSONValue, subscription: Int?, on epoch: ConnectionEpoch)
  /// The venue cannot be reached, or not any more. It is tried again.
  func webSocketAPI(_ api: BinanceWebSocketAPI, didFailToConnect problem: BinanceError)
}
