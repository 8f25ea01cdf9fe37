import Logging
import NIOCore
import Synchronization
import TradingEngine
import TradingModel
import TradingNetwork

/// The loop's half of a ``BinanceWebSocketClient``: gives each message to the sequences that want it.
final class StreamHub: @unchecked Sendable {
  // Unchecked is sound because everything but `numbers` and constants is touched on `eventLoop` only.

  private struct Listener {
    var number: UInt64
    var streams: Set<BinanceStreamName>
    var producer: BoundedSequence<BinanceStreamMessage>.Producer
  }

  private let eventLoop: any EventLoop
  private let connection: BinanceConnectionConfig
  private let endpoints: BinanceEndpoints
  private let logger: Logger
  private let numbers = Atomic<UInt64>(0)
  private var live: LiveRuntime?
  private var session: BinanceStreamSession?
  private var listeners: [Listener] = []
  private var isShutDown = false

  init(connection: BinanceConnectionConfig, endpoints: BinanceEndpoints, logger: Logger) {
    eventLoop = LiveRuntime.sharedEventLoop()
    self.connection = connection
    self.endpoints = endpoints
    self.logger = logger
  }

  func nextNumber() -> UInt64 { numbers.wrappingAdd(1, ordering: .relaxed).newValue }

  func onLoop(_ body: @escaping @Sendable (StreamHub) -> Void) { eventLoop.execute { body(self) } }

  func add(_ number: UInt64, streams: [BinanceStreamName], producer: BoundedSequence<BinanceStreamMessage>.Producer) {
    guard !isShutDown else { return producer.finish() }
    do {
      let session = try openSession()
      listeners.append(Listener(number: number, streams: Set(streams), producer: producer))
      session.subscribe(streams)
    } catch {
      producer.finish(throwing: error)
    }
  }

  func remove(_ number: UInt64) {
    guard let index = listeners.firstIndex(where: { $0.number == number }) else { return }
    let gone = listeners.remove(at: index)
    let unwanted = gone.streams.filter { name in !listeners.contains { $0.streams.contains(name) } }
    session?.unsubscribe(unwanted.sorted())
  }

  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    isShutDown = true
    for listener in listeners { listener.producer.finish() }
    listeners = []
    guard let session, let live else { return completion() }
    self.session = nil
    self.live = nil
    session.close { live.shutDown(completion: completion) }
  }

  private func openSession() throws -> BinanceStreamSession {
    if let session { return session }
    let live = try LiveRuntime(
      eventLoop: eventLoop,
      options: LiveRuntime.Options(proxyURL: connection.proxyURL, trustRootsFile: connection.trustRootsFile))
    let session = BinanceStreamSession(endpoints: endpoints, runtime: live.runtime)
    session.handler = self
    self.live = live
    self.session = session
    return session
  }
}

extension StreamHub: BinanceStreamHandler {
  func receive(message: UnsafeRawBufferPointer) {
    let line = BinanceRecordingLine(time: live?.runtime.clock.now ?? .zero, message: Array(message))
    guard case .stream(let name) = line.kind else { return }
    let element = BinanceStreamMessage(stream: name, bytes: line.message, tsInit: line.time)
    for listener in listeners where listener.streams.contains(name) { listener.producer.yield(element) }
  }

  func streamsDidReadBatch() {}

  func streams(didConfirm names: [BinanceStreamName]) {}

  func streams(didRefuse name: BinanceStreamName, reason: String) {
    let problem = BinanceRequestProblem("the venue refuses the stream \(name): \(reason)")
    for listener in listeners where listener.streams.contains(name) { listener.producer.finish(throwing: problem) }
  }

  func streams(didLose names: [BinanceStreamName], reason: String) {
    logger.notice("\(names.count) streams are interrupted: \(reason)")
  }

  func streams(channel: String, didBecome state: ConnectionState.State, reason: String) {}
}
