import TradingModel

/// A process in a simulated world that can die: what it scheduled does not happen any more, what it opened breaks, and
/// nothing reaches it or leaves it, even if the code in which it was killed runs on to its end.
public final class SimulatedProcess {
  /// Whether the process lives.
  public private(set) var isAlive = true
  /// The seams of what runs in the process.
  public private(set) var runtime: Runtime
  private var channels: [WeakChannel] = []

  private struct WeakChannel {
    weak var channel: (any WebSocketChannel)?
  }

  /// Starts a process; `clientAddress` is the address that servers see.
  public init(world: SimulatedWorld, clientAddress: String = "10.0.0.1") {
    runtime = world.runtime(clientAddress: clientAddress)
    let outer = runtime
    let loop = ProcessLoop(outer.loop)
    runtime = Runtime(
      loop: loop, clock: ProcessClock(outer.clock, loop), random: outer.random,
      http: ProcessHTTPTransport(outer.http, loop),
      webSocket: ProcessWebSocketTransport(outer.webSocket, loop) { [weak self] in self?.keep($0) })
  }

  /// Ends the process at once. Servers hear of it as of broken connections.
  public func kill() {
    guard isAlive else { return }
    isAlive = false
    (runtime.loop as? ProcessLoop)?.end()
    for kept in channels { kept.channel?.abort() }
    channels = []
  }

  private func keep(_ channel: any WebSocketChannel) {
    channels.removeAll { $0.channel == nil }
    channels.append(WeakChannel(channel: channel))
  }
}

/// The loop of a process: the world's, until the process ends.
private final class ProcessLoop: TradingLoop, @unchecked Sendable {
  // Unchecked is sound because the flag is touched on the world's thread only.
  private let outer: any TradingLoop
  private(set) var isAlive = true

  init(_ outer: any TradingLoop) { self.outer = outer }

  func end() { isAlive = false }

  func execute(_ work: @escaping @Sendable () -> Void) {
    outer.execute { if self.isAlive { work() } }
  }

  var isCurrent: Bool { outer.isCurrent }
}

private final class ProcessClock: TradingClock {
  private let outer: any TradingClock
  private let loop: ProcessLoop

  init(_ outer: any TradingClock, _ loop: ProcessLoop) {
    self.outer = outer
    self.loop = loop
  }

  var now: UnixNanos { outer.now }
  var monotonicNow: UnixNanos { outer.monotonicNow }

  func schedule(after delay: Duration, _ action: @escaping () -> Void) -> any ClockTimer {
    outer.schedule(after: delay) { [loop] in if loop.isAlive { action() } }
  }
}

private final class ProcessHTTPTransport: HTTPTransport {
  private let outer: any HTTPTransport
  private let loop: ProcessLoop

  init(_ outer: any HTTPTransport, _ loop: ProcessLoop) {
    self.outer = outer
    self.loop = loop
  }

  func send(
    _ request: HTTPRequest, timeout: Duration, completion: @escaping (Result<HTTPResponse, TransportError>) -> Void
  ) {
    guard loop.isAlive else { return }
    outer.send(request, timeout: timeout) { [loop] result in if loop.isAlive { completion(result) } }
  }
}

private final class ProcessWebSocketTransport: WebSocketTransport {
  private let outer: any WebSocketTransport
  private let loop: ProcessLoop
  private let opened: (any WebSocketChannel) -> Void

  init(_ outer: any WebSocketTransport, _ loop: ProcessLoop, opened: @escaping (any WebSocketChannel) -> Void) {
    self.outer = outer
    self.loop = loop
    self.opened = opened
  }

  func connect(_ request: WebSocketRequest, handler: any WebSocketHandler) -> any WebSocketChannel {
    guard loop.isAlive else { return DeadChannel() }
    let inner = ProcessHandler(handler, loop)
    let channel = ProcessChannel(outer.connect(request, handler: inner), loop, handler: inner)
    inner.channel = channel
    opened(channel)
    return channel
  }
}

/// A channel that lets nothing through once its process has ended.
private final class ProcessChannel: WebSocketChannel {
  private let outer: any WebSocketChannel
  private let loop: ProcessLoop
  private let handler: ProcessHandler

  init(_ outer: any WebSocketChannel, _ loop: ProcessLoop, handler: ProcessHandler) {
    self.outer = outer
    self.loop = loop
    self.handler = handler
  }

  func send(text: String) -> Bool { loop.isAlive && outer.send(text: text) }
  func ping() { if loop.isAlive { outer.ping() } }
  func close(code: UInt16) { if loop.isAlive { outer.close(code: code) } }
  func abort() { outer.abort() }
}

/// What a dead process gets for a connection.
private final class DeadChannel: WebSocketChannel {
  func send(text: String) -> Bool { false }
  func ping() {}
  func close(code: UInt16) {}
  func abort() {}
}

private final class ProcessHandler: WebSocketHandler {
  private let outer: any WebSocketHandler
  private let loop: ProcessLoop
  weak var channel: ProcessChannel?

  init(_ outer: any WebSocketHandler, _ loop: ProcessLoop) {
    self.outer = outer
    self.loop = loop
  }

  private func forward(_ call: (ProcessChannel) -> Void) {
    if loop.isAlive, let channel { call(channel) }
  }

  func webSocketDidOpen(_ channel: any WebSocketChannel) { forward { outer.webSocketDidOpen($0) } }

  func webSocket(_ channel: any WebSocketChannel, didReceive message: UnsafeRawBufferPointer, isText: Bool) {
    forward { outer.webSocket($0, didReceive: message, isText: isText) }
  }

  func webSocketDidReceivePing(_ channel: any WebSocketChannel) { forward { outer.webSocketDidReceivePing($0) } }
  func webSocketDidReceivePong(_ channel: any WebSocketChannel) { forward { outer.webSocketDidReceivePong($0) } }
  func webSocketDidReadBatch(_ channel: any WebSocketChannel) { forward { outer.webSocketDidReadBatch($0) } }
  func webSocketDidClose(_ reason: WebSocketCloseReason) { if loop.isAlive { outer.webSocketDidClose(reason) } }
}
