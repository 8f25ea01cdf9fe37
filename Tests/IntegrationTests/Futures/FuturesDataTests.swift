import BinanceAdapter
import BinanceSandbox
import Logging
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

/// A futures exchange and a data client in virtual time.
private final class FuturesDataWorld {
  let world: SimulatedWorld
  let venue: SandboxVenue
  let sink = RecordingMarketDataSink()
  let client: BinanceDataClient
  let instrument: InstrumentId
  private var number: UInt64 = 0

  /// - Parameter products: what the exchange serves; the client is of the last one.
  init(_ products: [SandboxProduct], seed: UInt64 = 5) throws {
    world = SimulatedWorld(seed: seed)
    var configuration = SandboxConfiguration()
    configuration.products = products
    venue = try SandboxVenue(configuration, clock: world, random: world.random.split())
    let isCoin = products.last == .coinm
    for (index, product) in products.enumerated() {
      venue.register(in: world.network, places: [product: "127.0.0.1:\(8080 + index)"])
    }
    instrument = try InstrumentId(isCoin ? "BTCUSD-PERP.BINANCE" : "BTCUSDT-PERP.BINANCE")
    let port = 8080 + products.count - 1
    client = try BinanceDataClient.makeKeyless(
      config: BinanceDataClientConfig(
        accountType: isCoin ? .coinFutures : .usdtFutures, baseURLHTTP: "http://127.0.0.1:\(port)",
        baseURLWS: "ws://127.0.0.1:\(port)", instrumentProvider: BinanceInstrumentProviderConfig(loadAll: true)),
      runtime: world.runtime(), sink: sink, logger: Logger(label: "test"))
    venue.start()
    var isConnected = false
    client.connect { _ in isConnected = true }
    _ = world.run(until: { isConnected }, limit: .seconds(60))
  }

  /// Asks, and gives what came; a failure fails the test.
  func ask<Value: CustomData>(_ type: DataType, as: Value.Type, limit: Int? = nil) throws -> [Value] {
    switch answer(type, limit: limit) {
    case .custom(let data)?: return data.compactMap { $0 as? Value }
    case .failure(let reason)?: throw CommandRefusal(reason)
    default: return []
    }
  }

  func answer(_ type: DataType, limit: Int? = nil) -> DataResponse.Payload? {
    number += 1
    client.request(DataRequest(id: number, kind: .custom(type), limit: limit))
    _ = world.run(until: { self.sink.responses.last?.requestId == self.number }, limit: .seconds(30))
    return sink.responses.last?.payload
  }

  func subscribe(_ type: DataType) { client.execute(.subscribe(.custom(type))) }

  func told<Value: CustomData>(_ type: Value.Type) -> [Value] { sink.custom.compactMap { $0.data as? Value } }
}

@Suite("Data of futures markets")
struct FuturesDataTests {
  @Test(
    "Open interest, ratios and taker volumes are asked for, of now and of the past, on both products",
    arguments: [SandboxProduct.usdm, .coinm])
  func statistics(product: SandboxProduct) throws {
    let world = try FuturesDataWorld([product])
    world.world.run(for: .seconds(5))
    let id = world.instrument
    let now = try world.ask(BinanceFuturesOpenInterest.dataType(id), as: BinanceFuturesOpenInterest.self)
    #expect(now.count == 1 && now.first?.instrument == id)
    let past = try world.ask(
      BinanceFuturesOpenInterest.dataType(id, period: .fiveMinutes), as: BinanceFuturesOpenInterest.self, limit: 12)
    #expect(past.count == 12 && past.allSatisfy { $0.value != nil })
    #expect(zip(past, past.dropFirst()).allSatisfy { $1.tsEvent - $0.tsEvent == .seconds(300) })
    for crowd in BinanceLongShortRatio.Crowd.allCases {
      let ratios = try world.ask(
        BinanceLongShortRatio.dataType(id, crowd: crowd, period: .oneHour), as: BinanceLongShortRatio.self, limit: 5)
      #expect(ratios.count == 5)
      for ratio in ratios {
        #expect(try ratio.crowd == crowd && ratio.long.adding(ratio.short) == .one)
      }
    }
    let volumes = try world.ask(
      BinanceTakerVolume.dataType(id, period: .fifteenMinutes), as: BinanceTakerVolume.self, limit: 3)
    #expect(volumes.count == 3 && volumes.allSatisfy { $0.bought.isPositive && $0.sold.isPositive })
    #expect(volumes.allSatisfy { ($0.boughtValue != nil) == (product == .coinm) })
  }

  @Test("Candlesticks of mark, index, premium and continuous contracts", arguments: [SandboxProduct.usdm, .coinm])
  func referenceBars(product: SandboxProduct) throws {
    let world = try FuturesDataWorld([product])
    world.world.run(for: .seconds(5))
    for source in BinanceReferenceBar.Source.allCases {
      let bars = try world.ask(
        BinanceReferenceBar.dataType(world.instrument, source, .oneMinute), as: BinanceReferenceBar.self, limit: 20)
      #expect((19...20).contains(bars.count), "\(source)")
      for bar in bars {
        #expect(bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close), "\(source)")
        #expect((bar.volume != nil) == (source == .continuous) && bar.tsEvent <= world.world.now)
      }
      let bound = try WideDecimal("0.01")
      if source == .premiumIndex { #expect(bars.allSatisfy { $0.close.magnitude < bound }) }
    }
    world.subscribe(BinanceReferenceBar.dataType(world.instrument, .continuous, .oneMinute))
    if product == .coinm {
      world.subscribe(BinanceReferenceBar.dataType(world.instrument, .markPrice, .oneMinute))
      world.subscribe(BinanceReferenceBar.dataType(world.instrument, .indexPrice, .oneMinute))
    }
    world.world.run(for: .seconds(150))
    let told = world.told(BinanceReferenceBar.self)
    for source in product == .coinm ? [.continuous, .markPrice, .indexPrice] : [BinanceReferenceBar.Source.continuous] {
      let bars = told.filter { $0.source == source }
      #expect(bars.count == 2, "\(source)")
      #expect(zip(bars, bars.dropFirst()).allSatisfy { $1.openTime - $0.openTime == .seconds(60) })
    }
    if product == .usdm {
      let type = BinanceReferenceBar.dataType(world.instrument, .markPrice, .oneMinute)
      #expect(world.client.problem(with: .custom(type))?.contains("no stream of mark-price") == true)
    }
  }

  @Test("Asset indices, composite indices and contract events come as streams and are asked for")
  func indices() throws {
    let world = try FuturesDataWorld([.usdm])
    world.world.run(for: .seconds(2))
    let index = try InstrumentId("ALLUSDT-PERP.BINANCE")
    let assets = try world.ask(DataType(BinanceAssetIndex.self), as: BinanceAssetIndex.self)
    #expect(assets.map(\.symbol).contains("BTCUSD") && assets.allSatisfy { $0.bidRate <= $0.index })
    let made = try world.ask(DataType(BinanceCompositeIndex.self, instrumentId: index), as: BinanceCompositeIndex.self)
    #expect(made.first?.components.map(\.base) == ["BTC", "ETH"])
    world.subscribe(DataType(name: BinanceAssetIndex.typeName, metadata: ["symbol": "BTCUSD"]))
    world.subscribe(DataType(BinanceCompositeIndex.self, instrumentId: index))
    world.subscribe(DataType(BinanceContractInfo.self))
    world.world.run(for: .seconds(5))
    var fault = VenueFault(.status)
    fault.product = .usdm
    fault.symbol = "ETHUSDT"
    fault.value = "SETTLING"
    world.venue.apply(fault)
    world.world.run(for: .seconds(2))
    let told = world.told(BinanceAssetIndex.self)
    #expect(told.count >= 4 && Set(told.map(\.symbol)) == ["BTCUSD"])
    let prices = world.told(BinanceCompositeIndex.self)
    #expect(prices.count >= 4)
    for price in prices {
      let parts = try price.components.reduce(WideDecimal.zero) {
        try $0.adding($1.weight.multiplied(by: $1.price ?? .zero))
      }
      let difference = try parts.subtracting(price.price ?? .zero).magnitude
      #expect(difference < (try WideDecimal("0.0001")))
    }
    let event = try #require(world.told(BinanceContractInfo.self).first)
    #expect(event.instrument.text == "ETHUSDT-PERP.BINANCE" && event.contractType == "PERPETUAL")
    #expect(event.brackets.last?.minLeverage == 1 && event.brackets.count > 3)
  }

  @Test("The book that retail takers meet continues from its snapshot, and never reaches the ordinary book")
  func retailDepth() throws {
    let world = try FuturesDataWorld([.usdm])
    let id = world.instrument
    let type = DataType(BinanceRPIDepth.self, instrumentId: id)
    world.client.execute(.subscribe(.bookDeltas(id)))
    world.subscribe(type)
    world.world.run(for: .seconds(3))
    let snapshot = try #require(try world.ask(type, as: BinanceRPIDepth.self).first)
    #expect(snapshot.isSnapshot && snapshot.bids.count > 20 && snapshot.asks.count > 20)
    #expect(zip(snapshot.bids, snapshot.bids.dropFirst()).allSatisfy { $0.price > $1.price })
    world.world.run(for: .seconds(5))
    let changes = world.told(BinanceRPIDepth.self).filter { $0.lastUpdateId > snapshot.lastUpdateId }
    #expect(changes.count > 5 && changes.allSatisfy { !$0.isSnapshot })
    #expect(zip(changes, changes.dropFirst()).allSatisfy { $1.previousUpdateId == $0.lastUpdateId })
    #expect(world.sink.bookStatuses.last?.state == .synced)
    #expect(!world.sink.bookStatuses.contains { $0.state == .stale })
    // Nobody wants it any more: it falls silent.
    world.client.execute(.unsubscribe(.custom(type)))
    world.world.run(for: .seconds(1))
    let count = world.told(BinanceRPIDepth.self).count
    world.world.run(for: .seconds(3))
    #expect(world.told(BinanceRPIDepth.self).count == count)
  }

  @Test("What the venue does not offer is refused in a line that says what it does offer")
  func refusals() throws {
    let world = try FuturesDataWorld([.coinm])
    func problem(_ type: DataType, limit: Int? = nil) -> String {
      if case .failure(let reason)? = world.answer(type, limit: limit) { return reason }
      return "none"
    }
    let id = world.instrument
    #expect(problem(DataType(BinanceRPIDepth.self, instrumentId: id)).contains("USDⓈ-M futures only"))
    #expect(problem(BinanceTakerVolume.dataType(id, period: .oneMinute)).contains("Binance has 5m, 15m"))
    #expect(problem(BinanceTakerVolume.dataType(id, period: .oneHour), limit: 501).contains("500 rows"))
    #expect(problem(DataType(name: "BinanceNothing")).contains("BinanceFuturesOpenInterest"))
    #expect(
      world.client.problem(with: .custom(BinanceFuturesOpenInterest.dataType(id)))?.contains("request it") == true)
  }

  @Test("Where spot is served too, perpetuals follow it and their index is its price")
  func anchoredToSpot() throws {
    let world = try FuturesDataWorld([.spot, .usdm])
    world.subscribe(DataType(BinanceFuturesMarkPriceUpdate.self, instrumentId: world.instrument))
    world.world.run(for: .seconds(120))
    world.venue.movePrice(of: "BTCUSDT", to: "66000.00", product: .spot)
    world.world.run(for: .seconds(120))
    let last = try #require(world.told(BinanceFuturesMarkPriceUpdate.self).last)
    let index = try #require(last.index)
    let gap = try last.mark.wide.subtracting(index.wide).magnitude
    // Within a third of a percent of spot, which moved by more than that.
    #expect(try gap.multiplied(by: WideDecimal(300)) < index.wide, "mark \(last.mark) index \(index)")
    #expect(try index.wide.subtracting(WideDecimal(66_000)).magnitude < WideDecimal(600))
  }
}
