public import TradingModel
public import TradingNetwork

/// A WebSocket transport that a test drives by hand: it shows what was opened and sent, and the test plays the server.
public final class ScriptedWebSocketTransport: WebSocketTransport {
  /// Every connection that was asked for, in order.
  public private(set) var channels: [ScriptedWebSocketChannel] = []
  /// Called with each new connection, for scripts that open and answer by themselves.
  public var onConnect: ((ScriptedWebSocketChannel) -> Void)?

  private let clock: any TradingClock

  /// - Parameter clock: on which the end of a connection that this side drops is told.
  public init(clock: any TradingClock) { self.clock = clock }

  /// Keeps the connection in ``channels``; it stays unopened until the test opens it.
  public func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel {
    let channel = ScriptedWebSocketChannel(request: request, handler: handler, clock: clock)
    channels.append(channel)
    if let onConnect { clock.schedule(after: .zero) { onConnect(channel) } }
    return channel
  }

  /// The newest connection.
  public var last: ScriptedWebSocketChannel? { channels.last }
}
