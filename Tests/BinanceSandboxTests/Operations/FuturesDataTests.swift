import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("Futures data are told within the venue's limits")
struct FuturesDataTests {
  @Test("ratios and fundings of USDⓈ-M cost no weight, but are counted for five minutes; COIN-M weighs them")
  func pools() throws {
    let book = LimitBook(limits: .futures)
    let start: Int64 = 1_795_392_000_000
    for pool in [RequestPool.statistics, .funding] {
      for _ in 0..<pool.limit { #expect(book.charge("a", pool: pool, at: start) == .allowed) }
      #expect(book.charge("a", pool: pool, at: start + 1) == .limited(retryAt: start + 300_000))
      #expect(book.charge("b", pool: pool, at: start + 1) == .allowed)
      #expect(book.charge("a", pool: pool, at: start + 300_000) == .allowed)
    }
    #expect(book.usedWeight("a", at: start + 300_000) == 0)
    #expect([RequestPool.statistics, .funding].map(\.limit) == [1_000, 500])
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    func weight(_ target: String, _ product: SandboxProduct) throws -> String? {
      try fixture.send(.get, target, to: product, client: "10.0.0.\(target.utf8.count)")?
        .header("X-MBX-USED-WEIGHT-1M")
    }
    let ratio = "/futures/data/globalLongShortAccountRatio?period=5m"
    #expect(try weight("\(ratio)&symbol=BTCUSDT", .usdm) == "0")
    #expect(try weight("\(ratio)&pair=BTCUSD", .coinm) == "1")
    let operations = try fixture.front(.usdm).operations
    for route in ["takerlongshortRatio", "openInterestHist", "topLongShortPositionRatio"] {
      #expect(operations.operation(route: "GET /futures/data/\(route)")?.pool == .statistics)
    }
  }

  @Test("a client that asks for fundings too often is told when to come back")
  func refuses() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    fixture.world.run(until: { fixture.world.now.milliseconds % 300_000 < 200_000 }, limit: .seconds(300))
    for _ in 0..<500 {
      #expect(try fixture.send(.get, "/fapi/v1/fundingInfo", to: .usdm)?.status == 200)
    }
    let refused = try fixture.send(.get, "/fapi/v1/fundingRate?symbol=BTCUSDT", to: .usdm)
    #expect(refused?.status == 429)
    #expect(refused?.header("Retry-After").flatMap { Int($0) }.map { (100...300).contains($0) } == true)
    #expect(try fixture.send(.get, "/fapi/v1/time", to: .usdm)?.status == 200)
  }

  @Test("statistics go back thirty days and no further")
  func thirtyDays() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let now = fixture.world.now.milliseconds
    func ask(_ days: Int64) throws -> JSONValue {
      try fixture.get(
        "/futures/data/openInterestHist?symbol=BTCUSDT&period=1d&startTime=\(now - days * 86_400_000)", from: .usdm)
    }
    #expect(try !ask(29).elements.isEmpty)
    let refused = try ask(31)
    #expect(refused["code"]?.integer == -1130)
    #expect(refused["msg"]?.string == "parameter 'startTime' is invalid.")
  }

  @Test("the account of COIN-M weighs more over the WebSocket API than over REST")
  func socketWeights() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.01 }
    let channel = try fixture.connect("/ws-dapi/v1", to: .coinm, client: "10.0.0.7")
    let limits = try fixture.front(.coinm).limits
    func used() -> Int { limits.usedWeight("10.0.0.7", at: fixture.world.now.milliseconds) }
    #expect(used() == 5)
    // What is refused weighs as much as what is not.
    channel.request(#"{"id":1,"method":"account.balance","params":{}}"#)
    #expect(used() == 10)
    channel.request(#"{"id":2,"method":"account.status","params":{}}"#)
    #expect(used() == 15)
    #expect(channel.json.last?["rateLimits"]?.elements.last?["count"]?.integer == 15)
  }

  @Test("aggregated trades of futures are told of an hour at most, those of spot of any time")
  func aggregates() throws {
    let fixture = try FrontFixture()
    let end = fixture.world.now.milliseconds
    func ask(_ span: Int64, _ path: String, _ product: SandboxProduct) throws -> JSONValue {
      try fixture.get("\(path)/aggTrades?symbol=BTCUSDT&startTime=\(end - span)&endTime=\(end)", from: product)
    }
    #expect(try !ask(3_600_000, "/fapi/v1", .usdm).elements.isEmpty)
    #expect(try ask(3_600_001, "/fapi/v1", .usdm)["code"]?.integer == -1127)
    #expect(try !ask(3_600_001, "/api/v3", .spot).elements.isEmpty)
  }

  @Test("each futures product tells the other's candles")
  func candles() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 1 }
    for (query, path) in [
      ("symbol=BTCUSD_PERP", "klines"), ("symbol=BTCUSD_PERP", "markPriceKlines"),
      ("pair=BTCUSD&contractType=PERPETUAL", "continuousKlines"), ("pair=BTCUSD", "indexPriceKlines"),
    ] {
      let words = "\(path)?\(query)&interval=1h&limit=5"
      let own = try fixture.get("/dapi/v1/\(words)", from: .coinm)
      #expect(own.elements.count == 5, "\(path)")
      #expect(try fixture.get("/fapi/v1/\(words)", from: .usdm).json == own.json, "\(path)")
    }
    let linear = "klines?symbol=BTCUSDT&interval=1h&limit=5"
    #expect(
      try fixture.get("/dapi/v1/\(linear)", from: .coinm).json == fixture.get("/fapi/v1/\(linear)", from: .usdm).json)
    #expect(try fixture.get("/fapi/v1/klines?symbol=NOPE&interval=1h", from: .usdm)["code"]?.integer == -1121)
    #expect(try fixture.get("/fapi/v1/depth?symbol=BTCUSD_PERP", from: .usdm)["code"]?.integer == -1121)
  }

  @Test("orders and trades without a time are those of the last week, and trades of more than three months are gone")
  func history() throws {
    let fixture = ExchangeFixture(product: .usdm)
    fixture.liquidity(.sell, "65010", "5")
    fixture.exchange.setMarkPrice(6_500_000, index: 6_500_000, in: fixture.market)
    let order = try fixture.place("side=BUY type=MARKET quantity=0.01").order
    func count(_ words: String = "") throws -> [Int] {
      let parameters = fixture.parameters(words)
      return [
        try fixture.exchange.allOrders(parameters, for: fixture.alice).count,
        try fixture.exchange.accountTrades(parameters, for: fixture.alice).count,
      ]
    }
    #expect(try count() == [1, 1])
    fixture.clock.advance(by: .seconds(7 * 86_400 + 1))
    #expect(try count() == [0, 0])
    #expect(try count("orderId=\(order.id)") == [1, 1])
    fixture.clock.advance(by: .seconds(84 * 86_400))
    #expect(try count("orderId=\(order.id)")[1] == 0)
    // No distance is too great to be found too great.
    #expect(
      fixture.refusal { _ = try count("startTime=\(Int64.min) endTime=\(Int64.max)") }
        == "-4165 Maximum time interval is 7 days")
  }

  @Test("trades with orders for retail takers say so, and aggregates tell how much was not theirs")
  func retailTrades() throws {
    let fixture = ExchangeFixture(product: .usdm)
    fixture.liquidity(.buy, "64990", "5")
    fixture.liquidity(.sell, "65010", "5")
    fixture.exchange.setMarkPrice(6_500_000, index: 6_500_000, in: fixture.market)
    try fixture.place("side=BUY type=LIMIT timeInForce=RPI quantity=1 price=65000")
    _ = fixture.exchange.takeForMarket(side: .sell, quantity: 1_500, limit: nil, in: fixture.market)
    #expect(fixture.trades.suffix(2).map(\.isRetail) == [true, false])
    fixture.clock.advance(by: .seconds(1))
    #expect(fixture.aggregates.suffix(2).map(\.retailQuantity) == [1_000, 0])
  }
}
