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

  public var clientId: ClientId
  /// Which of the client's connections: `market`, `public`, `user`, `trading`.
  public var channel: String
  public var state: State
  /// Why, for people.
  public var reason: String
  public var tsInit: UnixNanos

  public init(clientId: ClientId, channel: String, state: State, reason: String, tsInit: UnixNanos) {
    self.clientId = clientId
    self.channel = channel
    self.state = state
    self.reason = reason
    self.tsInit = tsInit
  }
}
