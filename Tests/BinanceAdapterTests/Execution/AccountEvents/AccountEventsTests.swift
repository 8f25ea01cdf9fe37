import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The spot account's events")
struct AccountEventsTests {
  private func us() throws -> SpotExecutionBench { try SpotExecutionBench { $0.us = true } }

  @Test("Where there is no WebSocket API orders go by REST and events come by a listen key")
  func listenKey() throws {
    let bench = try us()
    try #require(bench.connect()).get()
    #expect(bench.venue.log.contains("open /ws/key-1"))
    bench.venue.reaction = .fill([("1.00000000", "99.50")])
    bench.submit("U-1")
    bench.run(.seconds(1))
    #expect(bench.venue.log.contains("POST /api/v3/order"))
    #expect(bench.story(of: "U-1") == ["OrderSubmitted", "OrderAccepted", "OrderFilled"])
    bench.venue.reaction = .rest
    bench.submit("U-2")
    bench.run(.seconds(1))
    bench.venue.fill("U-2", "0.50000000", at: "100.00")
    bench.run(.seconds(1))
    #expect(bench.story(of: "U-2") == ["OrderSubmitted", "OrderAccepted", "OrderFilled"])
  }

  @Test("A listen key is prolonged every half hour")
  func listenKeyIsProlonged() throws {
    let bench = try us()
    bench.connect()
    bench.run(.seconds(2 * 3_600 + 60))
    #expect(bench.venue.log.filter { $0 == "PUT /api/v3/userDataStream" }.count == 4)
    #expect(bench.venue.listenKeys == 1)
  }

  @Test(
    "A listen key that is gone or expires is replaced, and what happened meanwhile is asked for",
    arguments: [true, false])
  func listenKeyIsReplaced(expires: Bool) throws {
    let bench = try us()
    bench.connect()
    bench.submit("U-1")
    bench.run(.seconds(1))
    if expires {
      bench.venue.tell("{\"e\":\"listenKeyExpired\",\"E\":1795392005000,\"listenKey\":\"key-1\"}")
    } else {
      bench.venue.keepAliveRefusal = (-1125, "This listenKey does not exist.", 400)
      bench.run(.seconds(1_801))
    }
    bench.run(.seconds(5))
    let opened = try #require(bench.venue.log.firstIndex(of: "open /ws/key-2"))
    #expect(bench.venue.log[opened...].contains("GET /api/v3/account"))
    #expect(bench.sink.connectionStates.map(\.state) == [.connected, .connected])
    bench.venue.fill("U-1", "0.50000000", at: "100.00")
    bench.run(.seconds(1))
    #expect(bench.sink.fills(of: "U-1").count == 1)
  }

  @Test("The connection is renewed within a day, without a gap and without asking for anything")
  func renewal() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    let asked = bench.venue.log.count
    bench.run(.seconds(24 * 3_600))
    // The clock is measured, and a silent account is asked for each minute, in case its stream is mute.
    let regular = ["GET /api/v3/time", "GET /api/v3/account"]
    let since = bench.venue.log.dropFirst(asked).filter { !regular.contains($0) }
    #expect(since == ["open /ws-api/v3", "userDataStream.subscribe.signature"])
    #expect(bench.sink.connectionStates.map(\.state) == [.connected])
    #expect(bench.sink.massStatuses.isEmpty)
    #expect(bench.world.network.openConnections == 1)
    bench.submit("R-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "R-1") == ["OrderSubmitted", "OrderAccepted"])
  }

  @Test("The venue's notice that it will close the connection renews it at once")
  func shutdownNotice() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.tell("{\"e\":\"serverShutdown\",\"E\":1795392005000}")
    bench.run(.seconds(5))
    #expect(bench.venue.log.filter { $0 == "open /ws-api/v3" }.count == 2)
    #expect(bench.sink.connectionStates.map(\.state) == [.connected])
  }

  @Test("A half-open connection is noticed, replaced, and its gap filled")
  func halfOpenConnection() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("H-1")
    bench.run(.seconds(1))
    bench.world.network.apply(FaultPlan(rules: [FaultRule(.halfOpen, scope: .message(.toClient), limit: 1)]))
    bench.venue.fill("H-1", "0.50000000", at: "100.00")
    bench.run(.seconds(30))
    #expect(bench.sink.connectionStates.map(\.state) == [.connected, .reconnecting, .connected])
    let told = bench.sink.massStatuses.flatMap(\.fills) + bench.sink.bundles.flatMap(\.fills)
    #expect(Set(told.map(\.tradeId.text)) == ["500"])
  }

  @Test("Events of a symbol that was not loaded wait for its instrument")
  func parkedEvents() throws {
    let bench = try SpotExecutionBench { $0.instrumentProvider.loadIds = [] }
    bench.connect()
    bench.venue.placeElsewhere("web_7", quantity: "1.0", price: "90.00")
    bench.venue.fill("web_7", "0.25000000", at: "90.00")
    bench.run(.seconds(2))
    #expect(bench.sink.bundles.map(\.order.status) == [.accepted, .partiallyFilled])
  }

  @Test("An order in an instrument that was not loaded loads it first")
  func lazyInstruments() throws {
    let bench = try SpotExecutionBench { $0.instrumentProvider.loadIds = [] }
    bench.connect()
    bench.submit("I-1")
    bench.run(.seconds(2))
    #expect(bench.story(of: "I-1") == ["OrderSubmitted", "OrderAccepted"])
  }

  @Test("An order of an earlier session is told as its strategy's own, and can be canceled")
  func earlierSession() throws {
    let orders = OrderCache()
    let bench = try SpotExecutionBench(lookup: orders)
    let terms = OrderTerms(
      side: .buy, type: .limit, quantity: Quantity(raw: 100_000, precision: 5), price: Price(raw: 9_000, precision: 2))
    let header = OrderEventHeader(order: bench.identity("OLD-1"), tsEvent: bench.world.now, tsInit: bench.world.now)
    orders.store(Order(OrderInitialized(header, terms: terms)))
    bench.venue.placeElsewhere("OLD-1", quantity: "1.00000000", price: "90.00")
    bench.connect()
    bench.venue.fill("OLD-1", "0.25000000", at: "90.00")
    bench.run(.seconds(1))
    #expect(bench.story(of: "OLD-1") == ["OrderAccepted", "OrderFilled"])
    #expect(bench.sink.bundles.isEmpty)
    bench.cancel("OLD-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "OLD-1") == ["OrderAccepted", "OrderFilled", "OrderCanceled"])
  }

  @Test("A mass status holds open orders, history and trades, and says that it is complete")
  func massStatus() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    for id in ["S-1", "S-2", "S-3"] as [ClientOrderId] { bench.submit(id) }
    bench.run(.seconds(1))
    bench.venue.fill("S-1", "1.00000000", at: "100.00")
    bench.cancel("S-2")
    bench.run(.seconds(1))
    var answer: Result<ExecutionMassStatus, any Error>?
    bench.client.generateMassStatus(MassStatusRequest(instrumentIds: [SpotExecutionBench.instrumentId])) { answer = $0 }
    bench.run(.seconds(2))
    let status = try #require(answer).get()
    #expect(status.hasAllOpenOrders)
    let orders = status.orders.map { "\($0.clientOrderId?.text ?? "") \($0.status.rawValue)" }.sorted()
    #expect(orders == ["S-1 FILLED", "S-2 CANCELED", "S-3 ACCEPTED"])
    #expect(status.fills.map { "\($0.clientOrderId?.text ?? "") \($0.tradeId)" } == ["S-1 500"])
    #expect(status.orders.first { $0.clientOrderId == "S-1" }?.averagePrice == WideDecimal(100))
  }

  @Test("After a ban over the WebSocket API nothing is sent before its end")
  func bans() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .refuse(
      code: -1003, message: "Way too much request weight used; IP banned until 1795392100000.", status: 418)
    bench.submit("N-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "N-1") == ["OrderSubmitted", "OrderRejected"])
    let sent = bench.venue.log.count
    bench.venue.reaction = .rest
    bench.submit("N-2")
    bench.cancel("N-9")
    bench.run(.seconds(60))
    #expect(bench.venue.log.count == sent)
    #expect(bench.story(of: "N-2") == ["OrderDenied"])
    bench.run(.seconds(45))
    #expect(bench.venue.log.dropFirst(sent).contains("order.cancel"))
    bench.submit("N-3")
    bench.run(.seconds(1))
    #expect(bench.story(of: "N-3") == ["OrderSubmitted", "OrderAccepted"])
  }
}
