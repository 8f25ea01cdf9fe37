/// One channel of a ``WebSocketConnection``: grows with each attempt.
public typealias ConnectionEpoch = UInt64

/// What owns a ``WebSocketConnection``. Called on the loop.
public protocol WebSocketConnectionDelegate: AnyObject {
  /// A channel is open: the owner subscribes on it.
  ///
  /// - Parameters:
  ///   - connection: the connection that the channel belongs to.
  ///   - epoch: the channel that is open.
  ///   - replacing: the channel that goes on delivering meanwhile, when this is a renewal. When the new channel
  ///     delivers everything, the owner calls ``WebSocketConnection/finishRotation()``; the old one is closed then, or
  ///     after a while anyway. Until then messages of both arrive, and the owner drops what it had already.
  func connection(_ connection: WebSocketConnection, didOpen epoch: ConnectionEpoch, replacing: ConnectionEpoch?)
  /// A whole message. The bytes are valid during the call only.
  func connection(
    _ connection: WebSocketConnection, epoch: ConnectionEpoch, didReceive message: UnsafeRawBufferPointer, isText: Bool)
  /// Where text messages of a channel go for now without coming by here; asked at the start of each socket read. `nil`,
  /// as by default, brings every message to the method above.
  func connection(_ connection: WebSocketConnection, messageRouteOf epoch: ConnectionEpoch) -> WebSocketMessageRoute?
  /// All bytes of one socket read were delivered.
  func connectionDidReadBatch(_ connection: WebSocketConnection)
  /// An open channel ended.
  ///
  /// - Parameters:
  ///   - connection: the connection that the channel belonged to.
  ///   - epoch: the channel that ended.
  ///   - reason: why it ended, in words.
  ///   - isReplaced: whether another channel is open in its place. When the owner had found that channel complete, or
  ///     an overlap's time was over, nothing was lost.
  func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool)
  /// The connection's state changed, or an attempt failed once more.
  func connection(_ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String)
}

extension WebSocketConnectionDelegate {
  public func connection(
    _ connection: WebSocketConnection, messageRouteOf epoch: ConnectionEpoch
  ) -> WebSocketMessageRoute? { nil }
  public func connectionDidReadBatch(_ connection: WebSocketConnection) {}
  public func connection(
    _ connection: WebSocketConnection, didClose epoch: ConnectionEpoch, reason: String, isReplaced: Bool
  ) {}
  public func connection(
    _ connection: WebSocketConnection, didChange state: ReconnectMachine.State, reason: String
  ) {}
}
