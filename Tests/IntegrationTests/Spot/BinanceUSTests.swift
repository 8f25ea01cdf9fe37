import BinanceAdapter
import BinanceSandbox
import Logging
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Binance US in simulated time")
struct BinanceUSTests {
  private static func seen(_ bench: SpotTradingWorld, _ endpoint: String) -> Int {
    bench.venue.ledger.query(kind: .request).count { $0["endpoint"]?.contains(endpoint) == true }
  }

  @Test("Orders go by REST, the account's events come by a listen key that is prolonged and replaced when it expires")
  func trading() throws {
    let bench = try SpotTradingWorld(seed: 41, us: true)
    try bench.connect()
    bench.submit("M-1", try bench.marketOrder(.buy, "0.05000"))
    bench.world.run(for: .seconds(2))
    #expect(bench.cache.orders.order("M-1")?.status == .filled)
    let low = Price(raw: try bench.lastPrice().raw * 97 / 100, precision: 2)
    bench.submit("L-1", try bench.limitOrder(.buy, "0.01000", at: low, postOnly: true))
    bench.world.run(for: .seconds(2))
    bench.cancel("L-1")
    bench.world.run(for: .seconds(2))
    #expect(bench.names(of: "L-1").suffix(3) == ["OrderAccepted", "OrderPendingCancel", "OrderCanceled"])
    // Past the half hour, the key is prolonged.
    bench.world.run(for: .seconds(2_000))
    #expect(Self.seen(bench, "PUT /api/v3/userDataStream") >= 1)
    bench.venue.apply(try VenueFault(json: Array(#"{"fault":"EXPIRE_LISTENKEY"}"#.utf8)))
    bench.world.run(for: .seconds(30))
    #expect(Self.seen(bench, "POST /api/v3/userDataStream") >= 2)
    bench.submit("M-2", try bench.marketOrder(.sell, "0.02000"))
    bench.world.run(for: .seconds(5))
    #expect(bench.cache.orders.order("M-2")?.status == .filled)
    try bench.expectTruth("US")
    #expect(Self.seen(bench, "ws-api") == 0 && Self.seen(bench, "order.place") == 0)
    #expect(Self.seen(bench, "DELETE /api/v3/userDataStream") == 0, "another process may use the same key")
    bench.shutDown()
  }

  @Test("Fees come from its own endpoint, and quotes, trades and books from its hosts, with fields that nobody knows")
  func marketData() throws {
    let bench = try SpotTradingWorld(seed: 42, us: true)
    bench.venue.apply(try VenueFault(json: Array(##"{"fault":"UNKNOWN_FIELD","stream":"@"}"##.utf8)))
    let config = BinanceDataClientConfig(
      us: true, instrumentProvider: BinanceInstrumentProviderConfig(loadIds: [SpotTradingWorld.bitcoin]))
    let key = try BinanceCredentials(
      apiKey: SecretText(bench.venue.credentials.apiKey), apiSecret: SecretText(bench.venue.credentials.apiSecret))
    let runtime = bench.world.runtime()
    let session = try BinanceHttpSession(connection: config.connection, credentials: key, runtime: runtime)
    let provider = try BinanceInstrumentProvider(session: session, config: config.instrumentProvider)
    let sink = RecordingMarketDataSink()
    let client = try BinanceDataClient.make(
      config: config, session: session, provider: provider, runtime: runtime, sink: sink,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    var connected: Result<Void, any Error>?
    client.connect { connected = $0 }
    bench.world.run(until: { connected != nil }, limit: .seconds(60))
    try connected?.get()
    let id = SpotTradingWorld.bitcoin
    for subscription in [DataSubscription.quotes(id), .trades(id), .bookDeltas(id)] {
      client.execute(.subscribe(subscription))
    }
    bench.world.run(for: .seconds(20))
    #expect(sink.instruments.first?.takerFee.isZero == false)
    #expect(Self.seen(bench, "/sapi/v1/asset/query/trading-fee") == 1)
    #expect(!sink.quotes.isEmpty && !sink.trades.isEmpty && sink.deltas.count > 10)
    #expect(sink.bookStatuses.map(\.state).last == .synced)
    #expect(client.messageCounts.malformed == 0)
    client.disconnect {}
    bench.shutDown()
  }

  @Test("Futures, margin and test environments do not exist there, and that is said when it is configured")
  func refusals() {
    for (type, environment) in [
      (BinanceAccountType.usdtFutures, BinanceEnvironment.live), (.coinFutures, .live), (.margin, .live),
      (.spot, .testnet), (.spot, .demo),
    ] {
      let error = #expect(throws: (any Error).self) {
        try BinanceHttpSession(
          connection: BinanceConnectionConfig(accountType: type, environment: environment, us: true), credentials: nil,
          runtime: SimulatedWorld(seed: 1).runtime())
      }
      #expect(error.map { "\($0)" }?.contains("Binance US") == true)
    }
  }
}
