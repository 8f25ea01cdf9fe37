import BinanceAdapter
import BinanceSandbox
import Logging
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Streams of quotes, trades and partial books that freeze while their connection lives")
struct FrozenTickTests {
  /// A kind of stream, what is subscribed for it, and what the venue calls it.
  struct Case: CustomTestStringConvertible, Sendable {
    let accountType: BinanceAccountType
    let id: String
    let stream: String
    let subscribe: @Sendable (InstrumentId) -> DataSubscription
    let count: @Sendable (RecordingMarketDataSink) -> Int

    var testDescription: String { "\(accountType.rawValue) \(stream)" }

    static let all: [Case] = [
      Case(
        accountType: .spot, id: "BTCUSDT.BINANCE", stream: "btcusdt@bookTicker", subscribe: { .quotes($0) },
        count: { $0.quotes.count }),
      Case(
        accountType: .spot, id: "BTCUSDT.BINANCE", stream: "btcusdt@trade", subscribe: { .trades($0) },
        count: { $0.trades.count }),
      Case(
        accountType: .spot, id: "BTCUSDT.BINANCE", stream: "btcusdt@depth20@100ms",
        subscribe: { .bookDeltas($0, depth: 20) }, count: { $0.deltas.count }),
      Case(
        accountType: .usdtFutures, id: "BTCUSDT-PERP.BINANCE", stream: "btcusdt@aggTrade",
        subscribe: { .trades($0) }, count: { $0.trades.count }),
    ]
  }

  @Test("are told as stale within fifteen seconds, joined again, and told when they are back", arguments: Case.all)
  func freeze(_ stream: Case) throws {
    let world = SimulatedWorld(seed: 41)
    var configuration = SandboxConfiguration()
    configuration.products = [stream.accountType == .spot ? .spot : .usdm]
    configuration.seed = 41
    let venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    venue.register(in: world.network, places: [.spot: "127.0.0.1:8080", .usdm: "127.0.0.1:8080"])
    let id = try InstrumentId(stream.id)
    let sink = RecordingMarketDataSink()
    let client = try BinanceDataClient.makeKeyless(
      config: BinanceDataClientConfig(
        accountType: stream.accountType, baseURLHTTP: "http://127.0.0.1:8080", baseURLWS: "ws://127.0.0.1:8080",
        instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [id])),
      runtime: world.runtime(), sink: sink, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    venue.start()
    client.connect { _ in client.execute(.subscribe(stream.subscribe(id))) }
    // A few seconds have to be enough to know the stream.
    world.run(for: .seconds(6))
    #expect(stream.count(sink) > 20)
    func states() -> [ConnectionState.State] {
      sink.connectionStates.filter { $0.channel == stream.stream }.map(\.state)
    }
    #expect(!states().contains(.stale))

    venue.apply(try VenueFault(json: Array(#"{"fault":"FREEZE_STREAM","stream":"\#(stream.stream)"}"#.utf8)))
    world.run(for: .seconds(1))
    let before = stream.count(sink)
    world.run(for: .seconds(14))
    #expect(stream.count(sink) == before)
    #expect(states().last == .stale)
    // It stays silent: that is told once, however often the stream is joined again.
    world.run(for: .seconds(60))
    #expect(states().count { $0 == .stale } == 1)

    venue.clearFaults()
    world.run(for: .seconds(5))
    #expect(stream.count(sink) > before)
    #expect(states().last == .connected)
    client.disconnect {}
    venue.stop()
    world.shutDown()
  }
}
