import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Unknown outcomes of spot orders")
struct UnknownOutcomeTests {
  private func final(_ bench: SpotExecutionBench, _ id: ClientOrderId) -> OrderStatus? {
    bench.sink.bundles.last { $0.order.clientOrderId == id }?.order.status
  }

  @Test(
    "Errors that leave the outcome open never reject an order that the venue has",
    arguments: [
      (-1006, "An unexpected response was received from the message bus. Execution status unknown.", 500),
      (-1007, "Timeout waiting for response from backend server.", 504),
      (-1000, "Unknown error, please check your request or try again later.", 503),
      (-1008, "Server is currently overloaded with other requests.", 503),
      (-1001, "Internal error; unable to process your request. Please try again.", 500),
    ])
  func openErrors(code: Int, message: String, status: Int) throws {
    for tellsEvent in [true, false] {
      let bench = try SpotExecutionBench()
      bench.connect()
      bench.venue.holdsEvents = !tellsEvent
      bench.venue.answerDelay = .milliseconds(20)
      bench.venue.reaction = .restButAnswer(code: code, message: message, status: status)
      bench.submit("U-1")
      bench.run(.seconds(10))
      let story = bench.story(of: "U-1")
      #expect(!story.contains("OrderRejected"))
      #expect(story == (tellsEvent ? ["OrderSubmitted", "OrderAccepted"] : ["OrderSubmitted", "OrderUnknown"]))
      if !tellsEvent { #expect(final(bench, "U-1") == .accepted) }
      #expect(bench.venue.placements.count == 1)
    }
  }

  @Test("An order whose answer is lost is found by its identifier and never sent again")
  func lostAnswer() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.holdsEvents = true
    bench.venue.reaction = .restSilently
    bench.submit("L-1")
    bench.run(.seconds(15))
    #expect(bench.story(of: "L-1") == ["OrderSubmitted", "OrderUnknown"])
    #expect(final(bench, "L-1") == .accepted)
    #expect(bench.venue.placements.count == 1)
    #expect(bench.venue.log.contains("GET /api/v3/order"))
  }

  @Test("A venue that fails is asked about an order less and less often, and the outcome is found once it answers")
  func failingQuestions() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.holdsEvents = true
    bench.venue.reaction = .restSilently
    bench.venue.queryRefusal = (-1000, "An unknown error occurred while processing the request.", 500)
    bench.submit("Q-1")
    bench.run(.seconds(130))
    // Every five seconds would have been over twenty.
    #expect((5...14).contains(bench.venue.log.filter { $0 == "GET /api/v3/order" }.count))
    bench.venue.queryRefusal = nil
    bench.run(.seconds(31))
    #expect(bench.story(of: "Q-1") == ["OrderSubmitted", "OrderUnknown"])
    #expect(final(bench, "Q-1") == .accepted)
  }

  @Test("That the venue does not know an order is not believed while its replicas lag", arguments: [1, 5, 20, 60])
  func laggingReplicas(seconds: Int) throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.holdsEvents = true
    bench.venue.visibilityLag = .seconds(seconds)
    bench.venue.reaction = .restSilently
    bench.submit("V-1")
    bench.run(.seconds(seconds + 25))
    #expect(bench.story(of: "V-1") == ["OrderSubmitted", "OrderUnknown"])
    #expect(final(bench, "V-1") == .accepted)
    #expect(bench.venue.placements.count == 1)
  }

  @Test("An order that never arrived stays in flight for the engine to conclude, with no word of rejection from here")
  func lostOrder() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .ignore
    bench.submit("G-1")
    bench.run(.seconds(60))
    #expect(bench.story(of: "G-1") == ["OrderSubmitted", "OrderUnknown"])
    #expect(bench.venue.placements.count == 1)
    var answer: Result<OrderReportBundle?, any Error>?
    bench.client.generateOrderStatusReport(QueryOrder(order: bench.identity("G-1"), tsInit: bench.world.now)) {
      answer = $0
    }
    bench.run(.seconds(1))
    #expect(try #require(answer).get() == nil)
  }

  @Test("An order that the venue never knows is not asked about for ever; news of it bring it back")
  func givingUp() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .ignore
    bench.submit("G-2")
    bench.run(.seconds(300))
    let asked = bench.venue.log.filter { $0 == "GET /api/v3/order" }.count
    bench.run(.seconds(3_600))
    #expect(bench.venue.log.filter { $0 == "GET /api/v3/order" }.count == asked)
    bench.venue.placeElsewhere("G-2", quantity: "1.00000000", price: "100.00")
    bench.venue.cancel("G-2")
    bench.run(.seconds(1))
    #expect(bench.story(of: "G-2") == ["OrderSubmitted", "OrderUnknown", "OrderAccepted", "OrderCanceled"])
  }

  @Test("A connection that breaks with the order on its way leaves the outcome open until it is found out")
  func brokenConnection() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.answerDelay = .seconds(3)
    bench.submit("B-1")
    bench.run(.milliseconds(6))
    bench.world.network.resetConnections(at: "ws-api.binance.com:443")
    bench.run(.seconds(10))
    #expect(bench.venue.placements.count == 1)
    #expect(bench.story(of: "B-1").prefix(2) == ["OrderSubmitted", "OrderUnknown"])
    #expect(!bench.story(of: "B-1").contains("OrderRejected"))
    let isKnown =
      bench.story(of: "B-1").contains("OrderAccepted") || final(bench, "B-1") == .accepted
      || bench.sink.massStatuses.contains { $0.orders.contains { $0.clientOrderId == "B-1" } }
    #expect(isKnown)
  }

  @Test("A cancellation that finds nothing asks what became of the order and tells that")
  func cancelFindsNothing() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("N-1")
    bench.run(.seconds(1))
    bench.venue.fill("N-1", "1.00000000", at: "100.00", tellsEvent: false)
    bench.cancel("N-1")
    bench.run(.seconds(5))
    #expect(bench.story(of: "N-1") == ["OrderSubmitted", "OrderAccepted"])
    #expect(final(bench, "N-1") == .filled)
    #expect(bench.sink.bundles.flatMap(\.fills).map(\.tradeId.text) == ["500"])
  }

  @Test("A cancellation with an open outcome of an order that is still open is told as refused, after asking")
  func cancelWithoutEffect() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("N-2")
    bench.run(.seconds(1))
    bench.venue.cancelRefusal = (-1007, "Timeout waiting for response from backend server.", 504)
    bench.cancel("N-2")
    bench.run(.seconds(12))
    #expect(
      bench.story(of: "N-2") == ["OrderSubmitted", "OrderAccepted", "OrderUnknown", "OrderCancelRejected"])
  }

  @Test("A trade whose event is lost on a working connection is found by the audit and told once")
  func lostEvent() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("E-1")
    bench.run(.seconds(10))
    bench.venue.fill("E-1", "0.30000000", at: "100.00", tellsEvent: false)
    bench.run(.seconds(30))
    #expect(bench.sink.bundles.flatMap(\.fills).map(\.tradeId.text) == ["500"])
    bench.venue.fill("E-1", "0.70000000", at: "100.00")
    bench.run(.seconds(30))
    #expect(bench.sink.fills(of: "E-1").map(\.tradeId.text) == ["501"])
    #expect(bench.sink.bundles.flatMap(\.fills).count == 1)
  }

  @Test("What happens while the connection is down is asked for when it is back, each fact once")
  func gapIsFilled() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("K-1")
    bench.submit("K-2")
    bench.run(.seconds(1))
    bench.world.network.resetConnections(at: "ws-api.binance.com:443")
    bench.run(.milliseconds(50))
    #expect(bench.sink.connectionStates.last?.state == .reconnecting)
    bench.venue.fill("K-1", "0.50000000", at: "100.00")
    bench.venue.cancel("K-2")
    bench.run(.seconds(10))
    #expect(bench.sink.connectionStates.last?.state == .connected)
    let status = try #require(bench.sink.massStatuses.last)
    #expect(status.hasAllOpenOrders)
    #expect(status.fills.map(\.tradeId.text) == ["500"])
    #expect(
      status.orders.map { "\($0.clientOrderId?.text ?? "") \($0.status.rawValue)" }.sorted()
        == ["K-1 PARTIALLY_FILLED", "K-2 CANCELED"])
    bench.venue.fill("K-1", "0.50000000", at: "100.00")
    bench.run(.seconds(5))
    #expect(bench.sink.fills(of: "K-1").map(\.tradeId.text) == ["501"])
  }

  @Test("A subscription that the venue ends is made anew, and its gap filled")
  func endedSubscription() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("T-1")
    bench.run(.seconds(1))
    bench.venue.tell("{\"e\":\"eventStreamTerminated\",\"E\":1795392005000}")
    bench.run(.seconds(5))
    #expect(bench.venue.log.filter { $0.hasPrefix("userDataStream") }.count == 2)
    #expect(bench.sink.massStatuses.count == 1)
    #expect(bench.sink.connectionStates.map(\.state) == [.connected, .reconnecting, .connected])
  }

  @Test(
    "Hundreds of orders under faults end with the venue's truth and each trade once", arguments: Array(UInt64(1)...60))
  func manyOrdersUnderFaults(seed: UInt64) throws {
    let bench = try SpotExecutionBench(seed: seed)
    bench.connect()
    bench.world.network.apply(
      FaultPlan(
        seed: seed,
        rules: [
          FaultRule(.drop, scope: .message(.toClient), probability: 0.05),
          FaultRule(.duplicate, scope: .message(.toClient), probability: 0.1),
          FaultRule(.reorder(by: 2), scope: .message(.toClient), probability: 0.1),
          FaultRule(.reset, scope: .message(.toClient), probability: 0.01),
          FaultRule(.reset, scope: .response("/"), probability: 0.05),
          FaultRule(.delay(.milliseconds(1) ... .seconds(2)), probability: 0.05),
        ]))
    let random = RandomSource(seed: seed)
    for index in 0..<200 {
      let id = ClientOrderId("Z-\(index)")
      bench.world.schedule(after: .milliseconds(150 * index)) {
        bench.venue.reaction = random.chance(0.4) ? .fill([("0.40000000", "99.50"), ("0.60000000", "99.60")]) : .rest
        bench.submit(id)
      }
      bench.world.schedule(after: .milliseconds(150 * index + 3_000)) {
        if random.chance(0.5) { bench.venue.fill(id.text, "0.25000000", at: "100.00") }
        if random.chance(0.5) { bench.cancel(id) }
      }
    }
    bench.run(.seconds(40))
    bench.world.network.apply(.none)
    bench.run(.seconds(180))
    let fills = bench.sink.events.compactMap { event -> String? in
      guard case .filled(let fill) = event else { return nil }
      return fill.tradeId.text
    }
    let reported = bench.sink.bundles.flatMap(\.fills) + bench.sink.massStatuses.flatMap(\.fills)
    let told = Set(fills).union(reported.map(\.tradeId.text))
    #expect(Set(fills).count == fills.count, "seed \(seed): a trade was told twice as an event")
    #expect(told == Set(bench.venue.trades.map { String($0.id) }), "seed \(seed)")
    let placed = bench.venue.placements.compactMap { $0["newClientOrderId"] }
    #expect(Set(placed).count == placed.count, "seed \(seed): an order was sent twice")
    for event in bench.sink.events {
      if case .rejected(let rejected) = event {
        #expect(
          !placed.contains(rejected.clientOrderId.text), "seed \(seed): \(rejected.clientOrderId) is at the venue")
      }
    }
  }
}
