import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Conditional futures orders")
struct AlgoOrderTests {
  @Test("A stop waits with the algo service, triggers, fills: one order throughout", arguments: [false, true])
  func wholeLife(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.connect()
    bench.stop("S-1")
    bench.run(.seconds(1))
    // COIN-M has no other way for them than REST.
    let endpoint = isCoin ? "POST /v1/algoOrder" : "algoOrder.place"
    #expect(bench.venue.sent.filter { $0.endpoint.contains("algoOrder") }.map(\.endpoint) == [endpoint])
    let sent = try #require(bench.venue.parameters(of: endpoint).first)
    #expect(sent["algoType"] == "CONDITIONAL" && sent["type"] == "STOP_MARKET" && sent["triggerPrice"] == "90.0")
    #expect(sent["clientAlgoId"] == "S-1" && sent["newClientOrderId"] == nil && sent["stopPrice"] == nil)
    #expect(bench.story(of: "S-1") == ["OrderSubmitted", "OrderAccepted"])
    bench.venue.trigger("S-1")
    bench.venue.fill("S-1", "1", at: "89.9")
    bench.run(.seconds(1))
    bench.venue.finish("S-1")
    bench.run(.seconds(30))
    #expect(
      bench.story(of: "S-1") == ["OrderSubmitted", "OrderAccepted", "OrderTriggered", "OrderUpdated", "OrderFilled"])
    #expect(bench.sink.events.last?.venueOrderId == "1000")
  }

  @Test("The two events by which a trailing stop becomes active tell nothing twice, and it can be canceled after them")
  func activation() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.submit(
      "T-1",
      OrderTerms(
        side: .sell, type: .trailingStopMarket, quantity: bench.one, activationPrice: bench.price(1_200),
        trailingOffset: WideDecimal(100), trailingOffsetType: .basisPoints))
    bench.run(.seconds(1))
    for isActivated in [false, true] {
      let time = bench.venue.milliseconds
      bench.venue.tell(
        """
        {"e":"ALGO_UPDATE","T":\(time),"E":\(time),"o":{"caid":"T-1","aid":1000,"at":"CONDITIONAL",\
        "o":"TRAILING_STOP_MARKET","s":"BTCUSDT","S":"SELL","ps":"BOTH","f":"GTC","q":"1","X":"NEW","ai":"","ap":"0",\
        "aq":"0","act":"0","tp":"0","p":"0","wt":"CONTRACT_PRICE","cp":false,"R":false,"tt":0,"gtd":0,"rm":"",\
        "cr":"1","ia":\(isActivated)}}
        """)
      bench.run(.seconds(1))
    }
    #expect(bench.story(of: "T-1") == ["OrderSubmitted", "OrderAccepted"])
    bench.cancel("T-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "T-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
    #expect(bench.venue.parameters(of: "algoOrder.cancel").map { $0["algoId"] } == ["1000"])
  }

  @Test("Without a WebSocket API for orders conditional ones go over REST, and are canceled over it")
  func rest() throws {
    let bench = try FuturesExecutionBench { $0.useWSTrading = false }
    bench.connect()
    bench.stop("S-1")
    bench.run(.seconds(1))
    bench.cancel("S-1")
    bench.run(.seconds(1))
    #expect(bench.story(of: "S-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
    #expect(
      bench.venue.sent.map(\.endpoint).filter { $0.contains("algoOrder") }
        == ["POST /v1/algoOrder", "DELETE /v1/algoOrder"])
  }

  @Test("A time in force that the WebSocket API does not take goes over REST")
  func goodTillDate() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    var terms = OrderTerms(
      side: .sell, type: .stopLimit, quantity: bench.one, price: bench.price(890), triggerPrice: bench.price(900))
    terms.timeInForce = .gtd
    terms.expireTime = bench.world.now + .seconds(3_600)
    bench.submit("S-1", terms)
    bench.run(.seconds(1))
    #expect(bench.venue.parameters(of: "POST /v1/algoOrder").map { $0["timeInForce"] } == ["GTD"])
    #expect(bench.venue.parameters(of: "algoOrder.place").isEmpty)
    #expect(bench.story(of: "S-1") == ["OrderSubmitted", "OrderAccepted"])
  }

  @Test("A server whose WebSocket API has no conditional orders gets them over REST, each once, and is not asked again")
  func missingMethod() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    let unsupported = (400, ScriptedQuery.error(-1020, "This operation is not supported."))
    bench.venue.answers["algoOrder.place"] = unsupported
    bench.venue.answers["algoOrder.cancel"] = unsupported
    for id in ["S-1", "S-2"] as [ClientOrderId] {
      bench.stop(id)
      bench.run(.seconds(1))
      bench.cancel(id)
      bench.run(.seconds(1))
      #expect(bench.story(of: id) == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
    }
    #expect(bench.venue.algos.map(\.clientAlgoId) == ["S-1", "S-2"])
    #expect(bench.venue.parameters(of: "algoOrder.place").count == 1)
    #expect(bench.venue.parameters(of: "algoOrder.cancel").count == 1)
  }

  @Test("The order that it became may tell first, or alone")
  func childFirst() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.stop("S-1")
    bench.stop("S-2")
    bench.run(.seconds(1))
    bench.venue.holdsEvents = true
    bench.venue.trigger("S-2")
    bench.venue.fill("S-2", "1", at: "89.9")
    bench.venue.finish("S-2")
    bench.venue.releaseEvents(reversed: true)
    bench.run(.seconds(30))
    let story = bench.story(of: "S-2")
    #expect(story.filter { $0 == "OrderFilled" }.count == 1 && story.filter { $0 == "OrderTriggered" }.count == 1)
    #expect(bench.story(of: "S-1") == ["OrderSubmitted", "OrderAccepted"])
  }

  @Test("What is refused when its condition is met is rejected with the venue's reason")
  func rejectedAtTrigger() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.stop("S-1")
    bench.run(.seconds(1))
    bench.venue.rejectAtTrigger("S-1", reason: "Margin is insufficient.")
    bench.run(.seconds(1))
    #expect(bench.story(of: "S-1") == ["OrderSubmitted", "OrderAccepted", "OrderRejected"])
    guard case .rejected(let event)? = bench.sink.events.last else {
      Issue.record("the last event is \(String(describing: bench.sink.events.last))")
      return
    }
    #expect(event.reason == "Margin is insufficient.")
  }

  @Test("Cancelling goes to the service that has the order")
  func cancelling() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.stop("S-1")
    bench.run(.seconds(1))
    bench.submit(
      "S-2",
      OrderTerms(
        side: .sell, type: .stopLimit, quantity: bench.one, price: bench.price(890), triggerPrice: bench.price(900)))
    bench.run(.seconds(1))
    bench.venue.trigger("S-2")
    bench.run(.seconds(1))
    bench.cancel("S-1")
    bench.cancel("S-2")
    bench.run(.seconds(1))
    #expect(bench.story(of: "S-1").last == "OrderCanceled" && bench.story(of: "S-2").last == "OrderCanceled")
    #expect(bench.venue.parameters(of: "algoOrder.cancel").map { $0["algoId"] } == ["1000"])
    #expect(bench.venue.parameters(of: "order.cancel").map { $0["orderId"] } == ["1000"])
  }

  @Test("A cancellation that misses the trigger follows the order to where it went")
  func cancelMissesTrigger() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.submit(
      "S-1",
      OrderTerms(
        side: .sell, type: .stopLimit, quantity: bench.one, price: bench.price(890), triggerPrice: bench.price(900)))
    bench.run(.seconds(1))
    bench.venue.trigger("S-1", tellsEvents: false)
    bench.cancel("S-1")
    bench.run(.seconds(10))
    #expect(bench.story(of: "S-1").last == "OrderCanceled")
    #expect(bench.venue.orders.last?.status == "CANCELED")
  }

  @Test("A submission without an answer is found at the algo service and never sent again")
  func unknownOutcome() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.venue.reaction = .restSilently
    bench.venue.tellsAlgoEvents = false
    bench.stop("S-1")
    bench.run(.seconds(60))
    #expect(bench.story(of: "S-1") == ["OrderSubmitted", "OrderUnknown"])
    #expect(bench.sink.bundles.map(\.order.status) == [.accepted])
    #expect(bench.venue.algos.count == 1)
  }

  @Test("A stop that fills in a gap is not taken for canceled while the order that it became cannot be seen yet")
  func invisibleChild() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.stop("S-1")
    bench.run(.seconds(1))
    bench.venue.isAway = true
    bench.venue.cut()
    bench.run(.seconds(1))
    bench.venue.answers["GET /v1/order"] = (400, ScriptedQuery.error(-2013, "Order does not exist."))
    bench.venue.answers["GET /v1/allOrders"] = (200, "[]")
    bench.venue.trigger("S-1", tellsEvents: false)
    bench.venue.fill("S-1", "1", at: "90.0", tellsEvent: false)
    bench.venue.finish("S-1")
    bench.venue.isAway = false
    bench.run(.seconds(8))
    #expect(!bench.story(of: "S-1").contains { $0.hasPrefix("report CANCELED") || $0 == "OrderCanceled" })
    bench.venue.answers = [:]
    bench.run(.seconds(30))
    #expect(bench.sink.bundles.last?.order.status == .filled || bench.story(of: "S-1").last == "report FILLED")
    #expect(bench.sink.bundles.flatMap(\.fills).map(\.lastQuantity.description) == ["1.000"])
  }

  @Test(
    "Trailing stops carry percent to the hundredth, and an activation price or the reason why not",
    arguments: [false, true])
  func trailing(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin) { $0.inferActivationPrice = false }
    bench.connect()
    func trailing(_ id: ClientOrderId, _ points: Int, activation: Price? = nil, type: TrailingOffsetType = .basisPoints)
    {
      bench.submit(
        id,
        OrderTerms(
          side: .sell, type: .trailingStopMarket, quantity: bench.one, activationPrice: activation,
          trailingOffset: WideDecimal(points), trailingOffsetType: type))
    }
    trailing("T-1", 100, activation: bench.price(1_200))
    trailing("T-2", 25)
    trailing("T-3", 2_001)
    trailing("T-7", 9)
    trailing("T-4", 2_000, type: .default)
    trailing("T-5", 50, type: .ticks)
    bench.run(.seconds(1))
    let sent = bench.venue.parameters(of: isCoin ? "POST /v1/algoOrder" : "algoOrder.place")
    let rates = sent.map { "\($0["callbackRate"] ?? "") \($0["activatePrice"] ?? "")" }
    #expect(Set(rates) == ["1 120.0", "0.25 ", "20 "])
    for id in ["T-3", "T-5", "T-7"] as [ClientOrderId] { #expect(bench.story(of: id) == ["OrderDenied"]) }
    let strict = try FuturesExecutionBench(isCoin: isCoin)
    strict.connect()
    strict.submit(
      "T-6",
      OrderTerms(
        side: .sell, type: .trailingStopMarket, quantity: strict.one, trailingOffset: WideDecimal(100),
        trailingOffsetType: .basisPoints))
    #expect(strict.story(of: "T-6") == ["OrderDenied"])
    guard case .denied(let event)? = strict.sink.events.last else {
      Issue.record("the last event is \(String(describing: strict.sink.events.last))")
      return
    }
    #expect(event.reason.hasPrefix("ACTIVATION_PRICE_MISSING") && event.reason.contains("subscribe quotes or trades"))
  }
}
