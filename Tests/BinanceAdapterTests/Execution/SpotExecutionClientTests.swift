import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("BinanceSpotExecutionClient")
struct SpotExecutionClientTests {
  @Test("Connecting subscribes first, then asks for the account, and tells it")
  func connecting() throws {
    let bench = try SpotExecutionBench()
    try #require(bench.connect()).get()
    #expect(bench.venue.log.suffix(2) == ["userDataStream.subscribe.signature", "GET /api/v3/account"])
    let state = try #require(bench.sink.accountStates.first)
    #expect(state.isComplete)
    #expect(
      state.balances.map { "\($0.total) \($0.free)" } == [
        "1.50000000 BTC 1.00000000 BTC", "10.50000000 USDT 10.50000000 USDT",
      ])
    #expect(bench.sink.connectionStates.last?.state == .connected)
    #expect(bench.sink.connectionStates.last?.channel == "user")
  }

  @Test("A limit order is submitted and accepted, each told once although answer and event both say it")
  func restingOrder() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("A-1")
    #expect(bench.story(of: "A-1") == ["OrderSubmitted"])
    bench.run(.seconds(1))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted"])
    #expect(bench.sink.events.last?.venueOrderId == "1000")
    let sent = try #require(bench.venue.placements.first)
    #expect(sent["symbol"] == "BTCUSDT" && sent["side"] == "BUY" && sent["type"] == "LIMIT")
    #expect(sent["timeInForce"] == "GTC" && sent["quantity"] == "1.00000" && sent["price"] == "100.00")
    #expect(sent["newClientOrderId"] == "A-1" && sent["signature"]?.count == 64)
    #expect(bench.venue.log.contains("order.place"))
  }

  @Test("A market order in two parts is filled with prices, commissions and trade ids, each once", arguments: [0, 50])
  func marketOrder(answerDelay: Int) throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.answerDelay = .milliseconds(answerDelay)
    bench.venue.reaction = .fill([("0.40000000", "99.50"), ("0.60000000", "99.60")])
    bench.submit("M-1", OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 100_000, precision: 5)))
    bench.run(.seconds(2))
    #expect(bench.story(of: "M-1") == ["OrderSubmitted", "OrderAccepted", "OrderFilled", "OrderFilled"])
    let fills = bench.sink.fills(of: "M-1")
    #expect(fills.map(\.lastPrice.description) == ["99.50", "99.60"])
    #expect(fills.map(\.lastQuantity.description) == ["0.40000", "0.60000"])
    #expect(fills.map(\.tradeId.text) == ["500", "501"])
    #expect(fills.allSatisfy { $0.commission?.description == "0.00010000 BNB" && $0.liquiditySide == .taker })
    #expect(fills.allSatisfy { $0.currency == .usdt })
    #expect(bench.sink.bundles.isEmpty)
  }

  @Test("Events in the wrong order tell the same facts once")
  func eventsInTheWrongOrder() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.holdsEvents = true
    bench.venue.answerDelay = .seconds(1)
    bench.venue.reaction = .fill([("0.40000000", "99.50"), ("0.60000000", "99.60")])
    bench.submit("M-1", OrderTerms(side: .buy, type: .market, quantity: Quantity(raw: 100_000, precision: 5)))
    bench.run(.milliseconds(100))
    bench.venue.releaseEvents(reversed: true)
    bench.run(.seconds(30))
    #expect(bench.story(of: "M-1").sorted() == ["OrderAccepted", "OrderFilled", "OrderFilled", "OrderSubmitted"])
    #expect(bench.story(of: "M-1").prefix(2) == ["OrderSubmitted", "OrderAccepted"])
    #expect(Set(bench.sink.fills(of: "M-1").map(\.tradeId.text)) == ["500", "501"])
  }

  @Test("An IOC order that finds nothing expires")
  func expiry() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .expire
    bench.submit("I-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "I-1") == ["OrderSubmitted", "OrderAccepted", "OrderExpired"])
  }

  @Test("A refusal with a code is a rejection with the venue's words")
  func refusal() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .refuse(
      code: -2010, message: "Account has insufficient balance for requested action.", status: 400)
    bench.submit("R-1")
    bench.run(.seconds(5))
    #expect(bench.story(of: "R-1") == ["OrderSubmitted", "OrderRejected"])
    guard case .rejected(let event)? = bench.sink.events.last else {
      Issue.record("the last event is \(String(describing: bench.sink.events.last))")
      return
    }
    #expect(event.reason == "-2010: Account has insufficient balance for requested action.")
    #expect(!event.dueToPostOnly)
  }

  @Test("A post-only order that would take is rejected as such")
  func postOnlyRefusal() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.reaction = .refuse(code: -2010, message: "Order would immediately match and take.", status: 400)
    var terms = OrderTerms(
      side: .buy, type: .limit, quantity: Quantity(raw: 1, precision: 5), price: Price(raw: 10_000, precision: 2))
    terms.isPostOnly = true
    bench.submit("P-1", terms)
    bench.run(.seconds(5))
    #expect(bench.venue.placements.first?["type"] == "LIMIT_MAKER")
    #expect(bench.venue.placements.first?["timeInForce"] == nil)
    guard case .rejected(let event)? = bench.sink.events.last else {
      Issue.record("expected a rejection")
      return
    }
    #expect(event.dueToPostOnly)
  }

  @Test("What the venue has no form for is denied and not sent")
  func denials() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    var terms = OrderTerms(
      side: .buy, type: .limit, quantity: Quantity(raw: 1, precision: 5), price: Price(raw: 10_000, precision: 2))
    terms.isReduceOnly = true
    bench.submit("D-1", terms)
    bench.submit("a dot. is not allowed")
    bench.run(.seconds(1))
    #expect(bench.story(of: "D-1") == ["OrderDenied"])
    #expect(bench.story(of: "a dot. is not allowed") == ["OrderDenied"])
    #expect(bench.venue.placements.isEmpty)
  }

  @Test("A cancellation is told once, by the order's own identifier")
  func cancellation() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("C-1")
    bench.run(.seconds(1))
    bench.cancel("C-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "C-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
  }

  @Test("Cancelling all cancels the strategy's orders of the side and no others")
  func cancelAll() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.placeElsewhere("web_7", quantity: "1.0", price: "90.00")
    for id in ["X-1", "X-2", "X-3"] as [ClientOrderId] { bench.submit(id) }
    bench.run(.seconds(1))
    bench.client.execute(
      .cancelAllOrders(
        CancelAllOrders(
          strategyId: "S-1", instrumentId: SpotExecutionBench.instrumentId, side: .buy, tsInit: bench.world.now)))
    bench.run(.seconds(1))
    #expect(bench.venue.orders.map(\.status) == ["NEW", "CANCELED", "CANCELED", "CANCELED"])
  }

  @Test("Orders that somebody else makes come as reports")
  func ordersFromElsewhere() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.placeElsewhere("web_7", quantity: "1.0", price: "90.00")
    bench.venue.fill("web_7", "0.25000000", at: "90.00")
    bench.run(.seconds(1))
    #expect(bench.sink.events.isEmpty)
    #expect(bench.sink.bundles.map(\.order.status) == [.accepted, .partiallyFilled])
    #expect(bench.sink.bundles.last?.fills.map(\.tradeId.text) == ["500"])
  }

  @Test("Without the WebSocket API's connection orders go by REST")
  func restFallback() throws {
    let bench = try SpotExecutionBench { $0.useWSTrading = false }
    bench.connect()
    bench.submit("F-1")
    bench.run(.seconds(1))
    bench.cancel("F-1")
    bench.run(.seconds(1))
    #expect(bench.venue.log.contains("POST /api/v3/order") && bench.venue.log.contains("DELETE /api/v3/order"))
    #expect(bench.story(of: "F-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
  }

  @Test("A balance event changes the touched balances only")
  func balanceEvents() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.tell(
      "{\"e\":\"outboundAccountPosition\",\"E\":1795392005000,\"u\":1795392004999,"
        + "\"B\":[{\"a\":\"USDT\",\"f\":\"1.25\",\"l\":\"3.75\"}]}")
    bench.venue.tell("{\"e\":\"somethingNew\",\"E\":1795392005000}")
    bench.run(.seconds(1))
    let state = try #require(bench.sink.accountStates.last)
    #expect(!state.isComplete)
    #expect(state.balances.map(\.total.description) == ["5.00000000 USDT"])
    #expect(state.tsEvent == UnixNanos(milliseconds: 1_795_392_004_999))
  }

  @Test("An Ed25519 key logs on once and signs no order; a reconnection logs on again")
  func loggingOn() throws {
    let bench = try SpotExecutionBench(secret: SpotExecutionBench.ed25519Secret)
    bench.connect()
    #expect(bench.venue.log.suffix(3) == ["session.logon", "userDataStream.subscribe", "GET /api/v3/account"])
    bench.submit("A-1")
    bench.run(.seconds(1))
    let sent = try #require(bench.venue.placements.first)
    #expect(sent["signature"] == nil && sent["apiKey"] == nil && sent["timestamp"] != nil)
    bench.world.network.resetConnections(at: "ws-api.binance.com:443")
    bench.run(.seconds(5))
    #expect(bench.venue.log.filter { $0 == "session.logon" }.count == 2)
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted"])
  }

  @Test("Where logging on is refused each request is signed")
  func refusedLogon() throws {
    let bench = try SpotExecutionBench(secret: SpotExecutionBench.ed25519Secret)
    bench.venue.logonRefusal = (-1102, "session.logon is not available for this key", 400)
    try #require(bench.connect()).get()
    bench.submit("A-1")
    bench.run(.seconds(1))
    #expect(bench.venue.placements.first?["signature"] != nil)
    #expect(bench.venue.log.contains("userDataStream.subscribe.signature"))
  }

  @Test("Nothing listening at the venue ends connecting with a clear error in bounded time")
  func nothingListening() throws {
    let bench = try SpotExecutionBench()
    bench.world.network.unregister(at: "ws-api.binance.com:443")
    let started = bench.world.elapsed
    let result = try #require(bench.connect())
    #expect(throws: BinanceError.self) { try result.get() }
    #expect(bench.world.elapsed - started <= .seconds(61))
    #expect(bench.world.network.openConnections == 0)
  }

  @Test(
    "What others did in a loaded instrument of which nothing is known here is asked for, where a gap is to be filled")
  func othersInQuietInstruments() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.holdsEvents = true
    bench.venue.placeElsewhere("web_1", quantity: "2.00000", price: "100.00")
    bench.venue.fill("web_1", "2.00000", at: "100.00")
    func status(since: UnixNanos?) throws -> ExecutionMassStatus {
      var result: Result<ExecutionMassStatus, any Error>?
      bench.client.generateMassStatus(MassStatusRequest(since: since)) { result = $0 }
      bench.world.run(until: { result != nil }, limit: .seconds(30))
      return try #require(result).get()
    }
    // At a first start, what is long over is of no interest.
    #expect(try status(since: nil).orders.isEmpty)
    let told = try status(since: bench.world.now + .seconds(-60))
    #expect(told.orders.compactMap(\.clientOrderId) == ["web_1"])
    #expect(told.fills.map(\.lastQuantity.description) == ["2.00000"])
  }
}
