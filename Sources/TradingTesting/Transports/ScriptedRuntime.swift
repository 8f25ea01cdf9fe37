public import TradingModel
public import TradingNetwork

/// A runtime for unit tests: virtual time, seeded randomness, and transports that the test drives by hand.
public struct ScriptedRuntime {
  /// Whose time passes when the test says so: `world.run(for: .seconds(1))`.
  public let world: SimulatedWorld
  /// Shows the HTTP requests of the code under test, and answers them.
  public let http: ScriptedHTTPTransport
  /// Shows the WebSocket connections of the code under test, and plays their server.
  public let webSocket: ScriptedWebSocketTransport
  /// What is handed to the code under test.
  public let runtime: Runtime

  /// A runtime in a world of its own, which begins at `start`.
  public init(seed: UInt64 = 1, start: UnixNanos = UnixNanos(1_795_392_000_000_000_000)) {
    let world = SimulatedWorld(seed: seed, start: start)
    self.world = world
    http = ScriptedHTTPTransport(clock: world)
    webSocket = ScriptedWebSocketTransport(clock: world)
    runtime = Runtime(loop: world, clock: world, random: world.random, http: http, webSocket: webSocket)
  }
}
