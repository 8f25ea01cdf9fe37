public import TradingModel

/// The seams to the outside world that belong to one loop: time, randomness and both transports.
///
/// The live world makes one with ``LiveRuntime``, simulation with ``SimulatedWorld``. Whoever is handed a runtime reads
/// the time, waits, draws random numbers and opens sockets through it and in no other way.
public struct Runtime {
  /// The loop on which everything that is handed the runtime lives, and where it is called back.
  public let loop: any TradingLoop
  /// The time and the timers of the loop; in a simulation it may be wrong by an offset and a drift.
  public let clock: any TradingClock
  /// Where random numbers come from; a part that wants a generator of its own takes a `RandomSource/split()`.
  public let random: RandomSource
  /// What carries HTTP requests.
  public let http: any HTTPTransport
  /// What opens WebSocket connections.
  public let webSocket: any WebSocketTransport

  /// Makes a runtime of seams that belong to the same loop.
  public init(
    loop: any TradingLoop, clock: any TradingClock, random: RandomSource, http: any HTTPTransport,
    webSocket: any WebSocketTransport
  ) {
    self.loop = loop
    self.clock = clock
    self.random = random
    self.http = http
    self.webSocket = webSocket
  }
}
