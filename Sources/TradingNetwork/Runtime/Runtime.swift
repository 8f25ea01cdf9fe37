public import TradingModel

/// The seams to the outside world that belong to one loop: time, randomness and both transports.
///
/// The live world makes one with ``LiveRuntime``, simulation with ``SimulatedWorld``. Whoever is handed a runtime reads
/// the time, waits, draws random numbers and opens sockets through it and in no other way.
public struct Runtime {
  public let loop: any TradingLoop
  public let clock: any TradingClock
  public let random: RandomSource
  public let http: any HTTPTransport
  public let webSocket: any WebSocketTransport

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
