public import TradingModel

/// What became of one of a client's connections.
public struct ConnectionState: Hashable, Sendable {
  /// The states that are told.
  public enum State: String, Hashable, Sendable {
    case connecting
    case connected
    /// Connected, but no data although data is expected.
    case stale
    case reconnecting
    case disconnected
  }

  /// The client whose connection it is.
  public var clientId: ClientId
  /// Which of the client's connections: `market`, `public`, `user`, `trading`.
  public var channel: String
  /// What the connection is now.
  public var state: State
  /// Why, for people.
  public var reason: String
  /// When the client noticed, by this side's clock.
  public var tsInit: UnixNanos

  /// Makes the state of one connection, as a client tells it to its sink.
  public init(clientId: ClientId, channel: String, state: State, reason: String, tsInit: UnixNanos) {
    self.clientId = clientId
    self.channel = channel
    self.state = state
    self.reason = reason
    self.tsInit = tsInit
  }
}
