import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

@Suite("The data clients in a simulated world")
struct DataClientSimulationTests {
  /// A data client, connected to a venue of model books and subscribed to books and trades.
  private final class Setting {
    let world: SimulatedWorld
    let venue: FaultyVenue
    let judge: BookJudge
    let client: BinanceDataClient
    let log = LogLines()

    /// - Parameter unloaded: what the venue lists besides, but the client does not load.
    init(
      seed: UInt64, type: BinanceAccountType, symbols: [String] = ["AAAUSDT", "BBBUSDT", "CCCUSDT"],
      unloaded: [String] = []
    ) throws {
      world = SimulatedWorld(seed: seed)
      venue = FaultyVenue(world: world, seed: seed, type: type, symbols: symbols + unloaded)
      world.network.register(venue, at: "127.0.0.1:80")
      judge = BookJudge(venue)
      let ids = symbols.map { BinanceSymbol.instrumentId(raw: $0, accountType: type) }
      let config = BinanceDataClientConfig(
        accountType: type, baseURLHTTP: "http://127.0.0.1:80", baseURLWS: "ws://127.0.0.1:80",
        instrumentProvider: BinanceInstrumentProviderConfig(loadIds: ids), instrumentStatusPollInterval: nil,
        updateInstrumentsInterval: nil)
      let runtime = world.runtime()
      let logger = log.logger
      let session = try BinanceHttpSession(
        connection: config.connection, credentials: nil, runtime: runtime, logger: logger)
      let provider = try BinanceInstrumentProvider(
        session: session, config: config.instrumentProvider, logger: logger)
      client =
        type.isFutures
        ? try BinanceFuturesDataClient(
          config: config, session: session, provider: provider, runtime: runtime, sink: judge, logger: logger)
        : try BinanceSpotDataClient(
          config: config, session: session, provider: provider, runtime: runtime, sink: judge, logger: logger)
      var isConnected = false
      client.connect { if case .success = $0 { isConnected = true } }
      world.run(for: .seconds(2))
      #expect(isConnected && client.instruments.count == symbols.count)
      for id in ids {
        client.execute(.subscribe(.bookDeltas(id)))
        client.execute(.subscribe(.trades(id)))
      }
      venue.start()
    }

    var syncedCount: Int { judge.states.values.count { $0.state == .synced } }

    deinit { world.shutDown() }
  }

  @Test(
    "leave a connection that has gone mute, with or without answers to requests, though its pings are answered",
    arguments: [true, false], [BinanceAccountType.spot, .usdtFutures])
  func mute(answers: Bool, type: BinanceAccountType) throws {
    let setting = try Setting(seed: 5, type: type)
    setting.world.run(for: .seconds(5))
    #expect(setting.syncedCount == 3)
    for line in setting.venue.lines { answers ? (line.isDry = true) : (line.isMute = true) }
    let connections = setting.venue.connections
    setting.world.run(for: .seconds(15))
    #expect(setting.syncedCount == 0)
    setting.world.run(for: .seconds(answers ? 30 : 15))
    #expect(setting.syncedCount == 3, "\(setting.judge.states)")
    #expect(setting.judge.mistakes.isEmpty)
    let made = setting.venue.connections - connections
    #expect(made >= 1 && made <= 4, "\(made) connections")
  }

  @Test(
    "keep books right or stale whatever happens, tell each trade once and flood nobody",
    arguments: [BinanceAccountType.spot, .usdtFutures])
  func faults(type: BinanceAccountType) throws {
    for seed in UInt64(1)...2 {
      let setting = try Setting(seed: seed, type: type)
      setting.world.run(for: .seconds(5))
      #expect(setting.syncedCount == 3, "seed \(seed)")
      setting.venue.weather = .bad
      setting.world.run(for: .seconds(70))
      #expect(!setting.judge.reasons.isEmpty, "seed \(seed): nothing went wrong")
      setting.venue.weather = .fine
      setting.world.run(for: .seconds(62))
      #expect(setting.judge.mistakes.isEmpty, "seed \(seed): \(setting.judge.mistakes)")
      #expect(setting.syncedCount == 3, "seed \(seed): \(setting.judge.states)")
      #expect(setting.judge.comparisons > 500)
      #expect(Set(setting.judge.tradeIds).count == setting.judge.tradeIds.count, "seed \(seed): a trade came twice")
      #expect(setting.venue.smallestLimit >= 1_000, "seed \(seed): a book was built from a part of the venue's")
      #expect(setting.venue.snapshotRequests < 400, "seed \(seed): \(setting.venue.snapshotRequests)")
    }
  }

  @Test("keep books without a gap over a planned renewal of the connection")
  func rotation() throws {
    let setting = try Setting(seed: 9, type: .spot)
    setting.world.run(for: .seconds(5))
    let before = setting.judge.tradeIds.count
    setting.client.core.streams.rotate(reason: "test")
    setting.world.run(for: .seconds(10))
    #expect(setting.judge.reasons.isEmpty && setting.syncedCount == 3)
    let ids = setting.judge.tradeIds[before...].sorted()
    #expect(ids.count >= 280 && ids.last.map { Int($0) - Int(ids[before == 0 ? 0 : ids.startIndex]) + 1 } == ids.count)
    #expect(setting.venue.lines.count == 1)
  }

  @Test("tell a bar that comes over both connections once")
  func bars() throws {
    let setting = try Setting(seed: 9, type: .spot, symbols: ["AAAUSDT"])
    setting.client.execute(.subscribe(.bars(try BarType("AAAUSDT.BINANCE-1-MINUTE-LAST-EXTERNAL"))))
    setting.world.run(for: .seconds(5))
    setting.client.core.streams.rotate(reason: "test")
    setting.world.run(for: .seconds(10))
    let closes = setting.judge.bars.map(\.tsEvent)
    #expect(closes.count >= 90 && Set(closes).count == closes.count)
    #expect(closes == closes.sorted())
  }

  @Test("tell a liquidation once, however many streams and connections bring it")
  func liquidations() throws {
    let setting = try Setting(seed: 9, type: .usdtFutures, symbols: ["AAAUSDT"])
    let id = try InstrumentId("AAAUSDT-PERP.BINANCE")
    setting.client.execute(.subscribe(.custom(DataType(BinanceLiquidation.self, instrumentId: id))))
    for price in ["5", "5", "6", "5"] {
      let text =
        #"{"e":"forceOrder","E":1800000000000,"o":{"s":"AAAUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"1","#
        + #""p":"\#(price)","ap":"5","X":"FILLED","l":"1","z":"1","T":1800000000000}}"#
      Array(text.utf8).withUnsafeBytes { setting.client.core.receive(message: $0) }
    }
    #expect(setting.judge.liquidations.map(\.price.description) == ["5", "6"])
  }

  @Test("tell liquidations of the whole market without an instrument, beside those of one, until either is left")
  func marketLiquidations() throws {
    let setting = try Setting(seed: 9, type: .usdtFutures, symbols: ["AAAUSDT", "BBBUSDT"])
    let one = DataSubscription.custom(
      DataType(BinanceLiquidation.self, instrumentId: try InstrumentId("AAAUSDT-PERP.BINANCE")))
    let all = DataSubscription.custom(DataType(BinanceLiquidation.self))
    func liquidate(_ price: Int) {
      for symbol in ["AAAUSDT", "BBBUSDT"] {
        let text =
          "{\"e\":\"forceOrder\",\"E\":1800000000000,\"o\":{\"s\":\"\(symbol)\",\"S\":\"SELL\",\"o\":\"LIMIT\","
          + "\"f\":\"IOC\",\"q\":\"1\",\"p\":\"\(price)\",\"ap\":\"5\",\"X\":\"FILLED\",\"l\":\"1\",\"z\":\"1\","
          + "\"T\":1800000000000}}"
        Array(text.utf8).withUnsafeBytes { setting.client.core.receive(message: $0) }
      }
    }
    func told(_ liquidations: [BinanceLiquidation]) -> [String] {
      liquidations.map { "\($0.instrument.symbol) \($0.price)" }
    }
    setting.client.execute(.subscribe(all))
    setting.client.execute(.subscribe(one))
    liquidate(5)
    setting.client.execute(.unsubscribe(one))
    liquidate(6)
    setting.client.execute(.subscribe(one))
    setting.client.execute(.unsubscribe(all))
    liquidate(7)
    #expect(told(setting.judge.liquidations) == ["AAAUSDT-PERP 5", "AAAUSDT-PERP 7"])
    let ofAll = ["AAAUSDT-PERP 5", "BBBUSDT-PERP 5", "AAAUSDT-PERP 6", "BBBUSDT-PERP 6"]
    #expect(told(setting.judge.marketLiquidations) == ofAll)
  }

  @Test("say that a frozen book is stale within fifteen seconds and rebuild it when it moves again")
  func frozenStream() throws {
    let setting = try Setting(seed: 3, type: .usdtFutures)
    setting.world.run(for: .seconds(10))
    let id = try InstrumentId("BBBUSDT-PERP.BINANCE")
    setting.venue.frozen = ["bbbusdt@depth@0ms"]
    setting.world.run(for: .seconds(15))
    #expect(setting.judge.states[id]?.state == .stale)
    #expect(setting.syncedCount == 2)
    setting.venue.frozen = []
    setting.world.run(for: .seconds(60))
    #expect(setting.judge.states[id]?.state == .synced && setting.judge.mistakes.isEmpty)
  }

  @Test("say within fifteen seconds that a connection is dead, and come back")
  func deadConnection() throws {
    let setting = try Setting(seed: 5, type: .spot)
    setting.world.run(for: .seconds(5))
    setting.world.network.unregister(at: "127.0.0.1:80")
    setting.world.run(for: .seconds(15))
    #expect(setting.syncedCount == 0)
    #expect(setting.judge.connections.contains { $0.state == .reconnecting })
    let losses = setting.log.lines.filter { $0.contains("no streams from ws://127.0.0.1:80") }
    #expect(losses.count == 1 && losses[0].hasPrefix("warning"), "\(setting.log.lines)")
    setting.world.network.register(setting.venue, at: "127.0.0.1:80")
    setting.world.run(for: .seconds(20))
    #expect(setting.syncedCount == 3 && setting.judge.mistakes.isEmpty)
  }

  @Test("close what nobody wants any more")
  func unsubscribe() throws {
    let setting = try Setting(seed: 6, type: .spot, symbols: ["AAAUSDT"])
    setting.world.run(for: .seconds(3))
    let id = try InstrumentId("AAAUSDT.BINANCE")
    setting.client.execute(.unsubscribe(.trades(id)))
    setting.world.run(for: .seconds(3))
    let trades = setting.judge.tradeIds.count
    setting.world.run(for: .seconds(3))
    #expect(setting.judge.tradeIds.count == trades && setting.syncedCount == 1)
    setting.client.execute(.unsubscribe(.bookDeltas(id)))
    setting.world.run(for: .seconds(3))
    #expect(setting.venue.lines.isEmpty)
  }

  @Test("subscribe to nothing that is let go of while its instrument is being looked up")
  func droppedWhileLookedUp() throws {
    let setting = try Setting(seed: 6, type: .spot, symbols: ["AAAUSDT"], unloaded: ["BBBUSDT", "CCCUSDT"])
    let (dropped, kept) = (try InstrumentId("BBBUSDT.BINANCE"), try InstrumentId("CCCUSDT.BINANCE"))
    for id in [dropped, kept] { setting.client.execute(.subscribe(.trades(id))) }
    for id in [dropped, kept] { setting.client.execute(.unsubscribe(.trades(id))) }
    setting.client.execute(.subscribe(.trades(kept)))
    setting.world.run(for: .seconds(3))
    #expect(setting.client.core.slotByInstrument[dropped] != nil)
    #expect(setting.client.core.holders[.trade("BBBUSDT")] == nil)
    #expect(setting.client.core.holders[.trade("CCCUSDT")] == [.trades(kept)])
  }

  @Test("say in one line what cannot be subscribed")
  func problems() throws {
    let setting = try Setting(seed: 7, type: .spot, symbols: ["AAAUSDT"])
    let id = try InstrumentId("AAAUSDT.BINANCE")
    func problem(_ subscription: DataSubscription) -> String { setting.client.problem(with: subscription) ?? "" }
    #expect(problem(.quotes(id)).isEmpty)
    #expect(problem(.quotes(try InstrumentId("NOPE.BINANCE"))).contains("NOPE.BINANCE"))
    #expect(problem(.bars(try BarType("AAAUSDT.BINANCE-7-MINUTE-LAST-EXTERNAL"))).contains("1-MINUTE"))
    #expect(problem(.bookDeltas(id, depth: 7)).contains("5, 10 or 20"))
    #expect(problem(.markPrices(id)).contains("futures"))
    #expect(problem(.custom(DataType(name: "BinanceNonsense"))).contains("BinanceTicker"))
  }
}
