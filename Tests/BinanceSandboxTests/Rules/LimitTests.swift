import Testing
import TradingModel
import TradingNetwork

@testable import BinanceSandbox

@Suite("The venue's limits are kept")
struct LimitTests {
  @Test("weight beyond the limit is refused until the minute is over, then the address is banned, longer each time")
  func refusesAndBans() {
    var limits = FrontLimits.spot
    limits.requestWeight = 10
    limits.violationsBeforeBan = 2
    let book = LimitBook(limits: limits)
    let start: Int64 = 1_795_392_000_000
    #expect(book.charge("a", weight: 10, at: start) == .allowed)
    #expect(book.charge("a", weight: 1, at: start + 1) == .limited(retryAt: start + 60_000))
    #expect(book.charge("b", weight: 1, at: start + 1) == .allowed)
    #expect(book.charge("a", weight: 1, at: start + 2) == .limited(retryAt: start + 60_000))
    #expect(book.charge("a", weight: 1, at: start + 3) == .banned(until: start + 3 + 120_000))
    #expect(book.charge("a", weight: 1, at: start + 60_000) == .banned(until: start + 3 + 120_000))
    #expect(book.charge("a", weight: 10, at: start + 180_000) == .allowed)
    for _ in 0..<2 { _ = book.charge("a", weight: 1, at: start + 180_001) }
    #expect(book.charge("a", weight: 1, at: start + 180_002) == .banned(until: start + 180_002 + 240_000))
  }

  @Test("an answer reports the used weight, a refusal how long to wait")
  func reportsWeights() throws {
    let fixture = try FrontFixture { $0.spotLimits.requestWeight = 30 }
    let first = try fixture.send(.get, "/api/v3/exchangeInfo?symbol=BTCUSDT")
    #expect(first?.header("X-MBX-USED-WEIGHT-1M") == "20")
    let second = try fixture.send(.get, "/api/v3/trades?symbol=BTCUSDT")
    #expect(second?.status == 429)
    #expect(second?.header("Retry-After").flatMap { Int($0) }.map { (1...60).contains($0) } == true)
    #expect(second.flatMap { JSONValue($0.body)?["code"]?.integer } == -1003)
  }

  @Test("orders count until they fill, and the window that is full is named")
  func countsOrders() throws {
    let fixture = try FrontFixture { configuration in
      configuration.spotLimits.orders = [FrontLimits.OrderWindow(interval: "SECOND", intervalNum: 10, limit: 2)]
    }
    fixture.world.run(until: { fixture.world.now.milliseconds % 10_000 < 100 }, limit: .seconds(11))
    let market = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"
    for _ in 0..<3 { #expect(try fixture.signed(.post, "/api/v3/order", market)?.status == 200) }
    let limit = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000"
    #expect(try fixture.signed(.post, "/api/v3/order", limit)?.header("x-mbx-order-count-10s") == "1")
    #expect(try fixture.signed(.post, "/api/v3/order", limit)?.status == 200)
    let refused = try fixture.signed(.post, "/api/v3/order", limit)
    #expect(refused?.status == 429)
    #expect(
      refused.flatMap { JSONValue($0.body)?["msg"]?.string }
        == "Too many new orders; current limit is 2 orders per 10 SECOND.")
  }

  @Test("what was refused before it could become orders leaves the counts as they were, and takes nothing off")
  func refusedOrdersDoNotCount() throws {
    let fixture = try FrontFixture()
    func counts(_ product: SandboxProduct) throws -> [Int] {
      let front = try fixture.front(product)
      let (account, _) = try #require(front.exchange.accounts.lookup(key: fixture.venue.credentials.apiKey))
      return front.limits.orderCounts(account: account.name, at: fixture.world.now.milliseconds)
    }
    let resting = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000"
    #expect(try fixture.signed(.post, "/api/v3/order", resting)?.status == 200)
    let one = try counts(.spot)
    #expect(one.allSatisfy { $0 == 1 } && !one.isEmpty)
    let pair = "symbol=BTCUSDT&side=SELL&quantity=0.0000001&aboveType=LIMIT_MAKER&abovePrice=70000"
    for (path, query) in [
      ("oco", "\(pair)&belowType=STOP_LOSS&belowStopPrice=60000"), ("otoco", "symbol=BTCUSDT&workingType=LIMIT"),
    ] {
      #expect(try fixture.signed(.post, "/api/v3/orderList/\(path)", query)?.status == 400)
      #expect(try counts(.spot) == one, "\(path)")
    }
    #expect(
      try fixture.signed(.post, "/fapi/v1/order", resting.replacing("50000", with: "63000"), to: .usdm)?.status == 200)
    let before = try counts(.usdm)
    #expect(try fixture.signed(.post, "/fapi/v1/batchOrders", "batchOrders=x", to: .usdm)?.status == 400)
    #expect(try counts(.usdm) == before)
  }

  @Test(
    "orders of every key of an account fill MAX_NUM_ORDERS and the counters, those of its margin account the counters")
  func countsForeignOrders() throws {
    let fixture = try FrontFixture()
    fixture.world.run(until: { fixture.world.now.milliseconds % 10_000 < 5_000 }, limit: .seconds(11))
    let other = fixture.venue.addAccount(named: fixture.venue.credentials.account)
    #expect(other.apiKey != fixture.venue.credentials.apiKey)
    let market = try #require(try fixture.front(.spot).exchange.market("BTCUSDT"))
    market.rules.filters.maxOrders = 2
    let order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000"
    #expect(fixture.venue.fundMargin(Amount(whole: 10_000), "USDT"))
    #expect(try fixture.signed(.post, "/sapi/v1/margin/order", order)?.status == 200)
    for key in [other, fixture.venue.credentials] {
      #expect(try fixture.signed(.post, "/api/v3/order", order, as: key)?.status == 200)
    }
    for key in [other, fixture.venue.credentials] {
      #expect(
        try fixture.ask(.post, "/api/v3/order", order, as: key)["msg"]?.string == "Filter failure: MAX_NUM_ORDERS")
    }
    let counts = try fixture.ask(.get, "/api/v3/rateLimit/order", as: other).elements.map { $0["count"]?.integer }
    #expect(counts == [3, 3])
  }

  @Test("a client that talks too much is told to go")
  func closesTalkativeClients() throws {
    let fixture = try FrontFixture()
    let channel = try fixture.connect("/ws")
    for _ in 0..<5 { channel.request(#"{"method":"LIST_SUBSCRIPTIONS","id":1}"#) }
    #expect(channel.closeCode == nil)
    channel.request(#"{"method":"LIST_SUBSCRIPTIONS","id":1}"#)
    #expect(channel.closeCode == 1008)
  }

  @Test("a connection lives as long as pongs come, and a day at most")
  func watchesConnections() throws {
    let fixture = try FrontFixture { $0.synthetic.eventsPerSecond = 0.001 }
    let silent = try fixture.connect("/ws")
    fixture.world.run(for: .seconds(120))
    #expect(silent.pings >= 3)
    #expect(silent.closeCode == 1008)
  }

  @Test("more streams than one connection may carry are refused")
  func limitsStreams() throws {
    let fixture = try FrontFixture { $0.spotLimits.streamsPerConnection = 2 }
    let channel = try fixture.connect("/ws/btcusdt@trade")
    channel.request(#"{"method":"SUBSCRIBE","params":["ethusdt@trade","bnbusdt@trade"],"id":7}"#)
    #expect(channel.texts.last?.contains(#""code":2"#) == true)
  }

  @Test(
    "streams that the URL names count, each once, wherever it names them",
    arguments: [
      (SandboxProduct.spot, "/stream?streams=", "a@trade/b@trade/c@trade"), (.spot, "/ws/", "a@trade/b@trade/c@trade"),
      (.usdm, "/market/stream?streams=", "a@trade/b@trade/c@trade"),
      (.usdm, "/private/ws?listenKey=", "k&listenKey=l&streams=a@trade"),
    ])
  func limitsStreamsOfURLs(product: SandboxProduct, path: String, names: String) throws {
    let fixture = try FrontFixture { configuration in
      configuration.spotLimits.streamsPerConnection = 2
      configuration.futuresLimits.streamsPerConnection = 2
    }
    let refused = try fixture.connect(path + names, to: product).refusal
    #expect(refused?.status == 400)
    #expect(
      refused.flatMap { JSONValue($0.body)?["msg"]?.string } == "Too many parameters; expected '2' and received '3'.")
    let target = RequestTarget(path + names)
    #expect(try !fixture.front(product).mayUpgrade(target, client: "10.0.0.1"))
    let fitting = names.replacing("c@trade", with: "a@trade").replacing("&streams=a@trade", with: "")
    #expect(try fixture.connect(path + fitting, to: product).refusal == nil)
  }

  @Test(
    "a connection to futures streams carried fewer before July 2025, unless somebody sets the limit",
    arguments: [("2025-07-01", 200), ("2025-07-02", 1_024)])
  func streamsOfADay(day: String, most: Int) throws {
    let calendar = try #require(VenueCalendar(day))
    func status(_ count: Int, limit: Int? = nil) throws -> Int? {
      let fixture = try FrontFixture { configuration in
        configuration.calendar = calendar
        configuration.synthetic.eventsPerSecond = 0.001
        if let limit { configuration.futuresLimits.streamsPerConnection = limit }
      }
      let names = (0..<count).map { "s\($0)@trade" }.joined(separator: "/")
      return try fixture.connect("/stream?streams=\(names)", to: .coinm).refusal?.status
    }
    #expect(try status(most) == nil && status(most + 1) == 400)
    #expect(try status(most + 1, limit: most + 1) == nil)
  }

  @Test("connections of one address are counted, and refused with the time to wait")
  func limitsConnections() throws {
    let fixture = try FrontFixture { $0.spotLimits.connections = 2 }
    for _ in 0..<2 { #expect(try fixture.connect("/ws").refusal == nil) }
    let refused = try fixture.connect("/ws").refusal
    #expect(refused?.status == 429)
    #expect(refused?.header("Retry-After") != nil)
    #expect(try fixture.connect("/ws", client: "10.0.0.2").refusal == nil)
  }
}
