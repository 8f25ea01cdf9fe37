import BinanceAdapter
import BinanceSandbox
import Logging
import NIOCore
import NIOPosix
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("A stream that freezes while its connection lives")
struct FrozenStreamTests {
  @Test(
    "is told within fifteen seconds over real sockets, and its book is rebuilt when it moves again")
  func frozenStream() async throws {
    var configuration = SandboxConfiguration()
    configuration.products = [.spot]
    configuration.seed = 11
    let server = try await SandboxServer.start(configuration)
    let address = try #require(server.address(of: .spot))
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let bench = try await loop.submit {
      NIOLoopBound(try FrozenStreamBench(loop: loop, http: address.http, ws: address.ws), eventLoop: loop)
    }.get()
    func wait(_ what: String, for condition: @escaping @Sendable (FrozenStreamBench) -> Bool) async throws {
      try await loop.flatSubmit { bench.value.wait(what, for: condition) }.get()
    }
    // Twenty messages of each: what gap is usual is known then.
    try await wait("both books") { $0.isSynced($0.frozen) && $0.isSynced($0.lively) && $0.count($0.frozen) > 20 }
    let freeze = try VenueFault(json: Array(#"{"fault":"FREEZE_STREAM","stream":"btcusdt@depth"}"#.utf8))
    await server.run { venue in venue.apply(freeze) }
    try await wait("the frozen book's end") { $0.state($0.frozen) == .stale }
    let silence = try await loop.submit { bench.value.silence(of: bench.value.frozen) }.get()
    #expect(silence > .seconds(5) && silence <= .seconds(15), "it was told after \(silence)")
    #expect(try await loop.submit { bench.value.isSynced(bench.value.lively) }.get(), "the other book is untouched")
    await server.run { venue in venue.clearFaults() }
    try await wait("the frozen book") { $0.isSynced($0.frozen) }
    try await loop.flatSubmit { bench.value.stop() }.get()
    await server.stop()
  }
}

/// A data client on real sockets whose clock goes on by half a second with each message of the lively stream.
private final class FrozenStreamBench {
  let frozen: InstrumentId
  let lively: InstrumentId
  private let loop: any EventLoop
  private let clock = ManualClock(start: UnixNanos(milliseconds: 1_760_000_000_000))
  private let http: LiveHTTPTransport
  private let client: BinanceDataClient
  private let sink = RecordingMarketDataSink()
  private var pump: RepeatedTask?
  private var seen = 0
  private var connected = "not yet"
  private var conditions: [(condition: (FrozenStreamBench) -> Bool, promise: EventLoopPromise<Void>)] = []

  init(loop: any EventLoop, http address: String, ws: String) throws {
    frozen = try InstrumentId("BTCUSDT.BINANCE")
    lively = try InstrumentId("ETHUSDT.BINANCE")
    self.loop = loop
    http = try LiveHTTPTransport(eventLoop: loop)
    let random = RandomSource(seed: 11)
    let runtime = Runtime(
      loop: NIOTradingLoop(loop), clock: clock, random: random, http: http,
      webSocket: try LiveWebSocketTransport(eventLoop: loop, random: random.split()))
    client = try BinanceDataClient.makeKeyless(
      config: BinanceDataClientConfig(
        accountType: .spot, baseURLHTTP: address, baseURLWS: ws,
        instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [frozen, lively])),
      runtime: runtime, sink: sink, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    client.connect { [self, client, frozen, lively] result in
      connected = "\(result)"
      for id in [frozen, lively] { client.execute(.subscribe(.bookDeltas(id))) }
    }
    let bench = NIOLoopBound(self, eventLoop: loop)
    pump = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(10)) { _ in bench.value.turn() }
  }

  private func turn() {
    let count = count(lively)
    clock.advance(by: .milliseconds(10) + .milliseconds(500) * (count - seen))
    seen = count
    for (condition, promise) in conditions where condition(self) { promise.succeed() }
    conditions.removeAll { $0.condition(self) }
  }

  /// Waits for something; for no longer than two minutes, since nothing ends a test whose future does not come.
  func wait(_ what: String, for condition: @escaping (FrozenStreamBench) -> Bool) -> EventLoopFuture<Void> {
    let promise = loop.makePromise(of: Void.self)
    conditions.append((condition, promise))
    let bench = NIOLoopBound(self, eventLoop: loop)
    let limit = loop.scheduleTask(in: .minutes(2)) {
      promise.fail(NothingHappened(what: what, seen: bench.value.story))
    }
    promise.futureResult.whenComplete { _ in limit.cancel() }
    return promise.futureResult
  }

  private var story: String {
    "connected: \(connected), \(count(frozen)) and \(count(lively)) changes, \(sink.bookStatuses.suffix(4))"
  }

  func count(_ id: InstrumentId) -> Int { sink.deltas.count { $0.instrumentId == id } }

  func state(_ id: InstrumentId) -> BookStatus.State? { sink.bookStatuses.last { $0.instrumentId == id }?.state }

  func isSynced(_ id: InstrumentId) -> Bool { state(id) == .synced }

  /// How long the stream had been silent when its book was called stale.
  func silence(of id: InstrumentId) -> Duration {
    let told = sink.bookStatuses.last { $0.instrumentId == id && $0.state == .stale }
    let heard = sink.deltas.last { $0.instrumentId == id }
    return (told?.tsInit ?? .zero) - (heard?.tsInit ?? .zero)
  }

  func stop() -> EventLoopFuture<Void> {
    pump?.cancel()
    let promise = loop.makePromise(of: Void.self)
    client.disconnect {}
    http.shutDown { promise.succeed() }
    return promise.futureResult
  }
}

private struct NothingHappened: Error {
  let what: String
  let seen: String
}
