import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Facts about spot orders in every order of arrival")
struct EveryOrderOfArrivalTests {
  @Test(
    "Answers and events that overtake one another, come late or twice, tell each fact once",
    arguments: [true, false], Array(UInt64(1)...6))
  func scattered(useWSTrading: Bool, seed: UInt64) throws {
    let bench = try SpotExecutionBench(seed: seed) { $0.useWSTrading = useWSTrading }
    bench.connect()
    let random = RandomSource(seed: seed)
    bench.venue.scatter = random
    let market = OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 100_000, precision: 5))
    for index in 0..<100 {
      let id = ClientOrderId("P-\(index)")
      bench.venue.answerDelay = .milliseconds(random.integer(in: 0...120))
      switch random.integer(in: 0...3) {
      case 0:
        bench.venue.reaction = .fill([("0.40000000", "99.50"), ("0.60000000", "99.60")])
        bench.submit(id, market)
      case 1:
        bench.venue.reaction = .expire
        bench.submit(id)
      default:
        bench.venue.reaction = .rest
        bench.submit(id)
        bench.run(.milliseconds(random.integer(in: 5...60)))
        if random.chance(0.6) { bench.venue.fill(id.text, "0.25000000", at: "100.00") }
        if random.chance(0.6) { bench.cancel(id) } else { bench.venue.fill(id.text, "0.75000000", at: "100.00") }
      }
      bench.run(.milliseconds(random.integer(in: 1...200)))
    }
    bench.run(.seconds(20))
    expectTruth(bench, "seed \(seed)")
  }

  private func expectTruth(_ bench: SpotExecutionBench, _ note: String) {
    let once: Set<String> = ["OrderSubmitted", "OrderAccepted", "OrderCanceled", "OrderExpired", "OrderRejected"]
    for order in bench.venue.orders {
      let id = ClientOrderId(order.clientOrderId)
      let story = bench.story(of: id)
      for name in once where story.filter({ $0 == name }).count > 1 {
        Issue.record("\(note): \(id) was told \(name) more than once: \(story)")
      }
      let wanted = Set(bench.venue.trades.filter { $0.orderId == order.id }.map { String($0.id) })
      let told = bench.sink.fills(of: id).map(\.tradeId.text)
      let reported = bench.sink.bundles.flatMap(\.fills).filter { $0.venueOrderId.text == String(order.id) }
      #expect(Set(told).count == told.count, "\(note): \(id)")
      #expect(Set(told).union(reported.map(\.tradeId.text)) == wanted, "\(note): \(id)")
      // An end that overtakes its trades is told by the report that brings them.
      let ends = bench.sink.bundles.filter { $0.order.venueOrderId.text == String(order.id) }.map(\.order.status)
      if order.status == "CANCELED" {
        #expect(story.contains("OrderCanceled") || ends.contains(.canceled), "\(note): \(id) \(story)")
      }
      if order.status == "EXPIRED" {
        #expect(story.contains("OrderExpired") || ends.contains(.expired), "\(note): \(id) \(story)")
      }
      #expect(!story.contains("OrderUnknown"), "\(note): \(id) \(story)")
    }
  }

  @Test("Bare events are understood as those with the number of their subscription are")
  func bareEvents() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.sendsBare = true
    bench.submit("B-1")
    bench.run(.seconds(1))
    bench.venue.fill("B-1", "1.00000000", at: "100.00")
    bench.run(.seconds(1))
    #expect(bench.story(of: "B-1") == ["OrderSubmitted", "OrderAccepted", "OrderFilled"])
  }

  @Test("A trade of somebody else's order that came and went while the stream was down is told when it is back")
  func foreignOrderInAGap() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("K-1")
    bench.run(.seconds(1))
    bench.world.network.resetConnections(at: "ws-api.binance.com:443")
    bench.run(.milliseconds(50))
    bench.venue.placeElsewhere("web_1", quantity: "0.5", price: "100.00")
    bench.venue.fill("web_1", "0.50000000", at: "100.00")
    bench.run(.seconds(10))
    let bundle = try #require(bench.sink.bundles.last { $0.order.clientOrderId == "web_1" })
    #expect(bundle.order.status == .filled)
    #expect(bundle.fills.map(\.tradeId.text) == ["500"])
  }

  @Test("A lost event of somebody else's open order is found by the audit")
  func foreignEventLost() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("K-1")
    bench.venue.placeElsewhere("web_1", quantity: "0.5", price: "100.00")
    bench.run(.seconds(6))
    bench.venue.fill("web_1", "0.20000000", at: "100.00", tellsEvent: false)
    bench.run(.seconds(30))
    #expect(bench.sink.bundles.flatMap(\.fills).map(\.tradeId.text) == ["500"])
  }

  @Test("A balance that changed without an event is found by the audit")
  func balanceChangedUnseen() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("K-1")
    bench.run(.seconds(5))
    let told = bench.sink.accountStates.count
    bench.venue.freeQuote = "99.75"
    bench.run(.seconds(30))
    #expect(bench.sink.accountStates.count == told + 1)
    #expect(bench.sink.accountStates.last?.balances.last?.free.description == "99.75000000 USDT")
    bench.run(.seconds(60))
    #expect(bench.sink.accountStates.count == told + 1)
  }

  @Test("While the venue forbids requests no connection is attempted either")
  func silenceWhileBanned() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .refuse(
      code: -1003, message: "Way too much request weight used; IP banned until 1795392060000.", status: 418)
    bench.submit("N-1")
    bench.run(.seconds(1))
    let asked = bench.venue.log.count
    bench.world.network.resetConnections(at: "ws-api.binance.com:443")
    bench.run(until: UnixNanos(milliseconds: 1_795_392_059_500))
    #expect(bench.venue.log.count == asked)
    bench.run(.seconds(30))
    #expect(bench.sink.connectionStates.last?.state == .connected)
  }

  @Test("An order that the venue ends to prevent a trade with itself expires with that reason")
  func preventedTrade() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("S-1")
    bench.run(.seconds(1))
    bench.venue.orders[0].status = "EXPIRED_IN_MATCH"
    bench.venue.tell(bench.venue.execution(bench.venue.orders[0], "TRADE_PREVENTION"))
    bench.run(.seconds(1))
    guard case .expired(let expired)? = bench.sink.events.last else {
      Issue.record("expected an expiry, not \(bench.story(of: "S-1"))")
      return
    }
    #expect(expired.reason == "SELF_TRADE_PREVENTION")
  }
}
