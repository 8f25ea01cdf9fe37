public import TradingEngine
public import TradingNetwork

/// What hears of a stream session's messages, as received, and of its life. Called on the loop.
public protocol BinanceStreamHandler: WebSocketMessageReceiver {
  /// All messages of one socket read were told.
  func streamsDidReadBatch()
  /// The venue confirmed streams, for the first time or after a reconnect.
  func streams(didConfirm names: [BinanceStreamName])
  /// The venue refuses a stream.
  func streams(didRefuse name: BinanceStreamName, reason: String)
  /// Streams are carried by no connection any more, until they are confirmed again.
  func streams(didLose names: [BinanceStreamName], reason: String)
  /// A connection changed its state.
  func streams(channel: String, didBecome state: ConnectionState.State, reason: String)
}
