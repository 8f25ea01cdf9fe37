import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Changing and cancelling futures orders")
struct FuturesChangeTests {
  private func modify(
    _ bench: FuturesExecutionBench, _ id: ClientOrderId, quantity: Quantity? = nil, price: Price? = nil,
    params: [String: String] = [:]
  ) {
    bench.client.execute(
      .modifyOrder(
        ModifyOrder(
          order: bench.identity(id), quantity: quantity, price: price, params: params, tsInit: bench.world.now)))
  }

  @Test("A limit order is changed in place, quantity and price always together", arguments: [false, true])
  func inPlace(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin) { $0.useWSTrading = false }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    modify(bench, "A-1", price: bench.price(1_010), params: ["modifyId": "7"])
    bench.run(.seconds(30))
    let sent = try #require(bench.venue.parameters(of: "PUT /v1/order").first)
    #expect(sent["price"] == "101.0" && sent["quantity"] == bench.one.description && sent["side"] == "BUY")
    #expect(sent["orderId"] == "1000" && sent["modifyId"] == "7" && sent["reduceOnly"] == nil)
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderUpdated"])
    guard case .updated(let update)? = bench.sink.events.last else {
      Issue.record("the last event is \(String(describing: bench.sink.events.last))")
      return
    }
    #expect(update.price?.description == "101.0" && update.venueOrderId == "1000")
  }

  @Test(
    "A change that is sent as soon as the one before is told is carried out, whatever its late answer says",
    arguments: [false, true])
  func oneAfterTheOther(isFirstAnswerLost: Bool) throws {
    let bench = try FuturesExecutionBench { $0.useWSTrading = false }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.answerDelay = .milliseconds(500)
    bench.venue.losses["PUT /v1/order"] = isFirstAnswerLost ? 1 : 0
    modify(bench, "A-1", price: bench.price(1_010))
    bench.run(.milliseconds(100))
    #expect(bench.story(of: "A-1").last == "OrderUpdated")
    bench.venue.holdsEvents = true
    modify(bench, "A-1", price: bench.price(1_020))
    bench.run(.milliseconds(450))
    // The answer to the first change has come, that to the second has not: nothing is told of it yet.
    #expect(bench.story(of: "A-1").filter { $0 == "OrderUpdated" }.count == 1)
    bench.venue.releaseEvents()
    bench.run(.seconds(60))
    #expect(bench.venue.parameters(of: "PUT /v1/order").map { $0["price"] } == ["101.0", "102.0"])
    #expect(bench.story(of: "A-1").dropFirst(2) == ["OrderUpdated", "OrderUpdated"])
    guard case .updated(let update)? = bench.sink.events.last else {
      Issue.record("the last event is \(String(describing: bench.sink.events.last))")
      return
    }
    #expect(update.price?.description == "102.0")
  }

  @Test("A change of a reduce-only order says so where the venue knows the word", arguments: [false, true])
  func reduceOnly(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin) { $0.useWSTrading = false }
    bench.connect()
    bench.submit(
      "R-1", OrderTerms(side: .sell, type: .limit, quantity: bench.one, price: bench.price(1_100), isReduceOnly: true))
    bench.run(.seconds(1))
    modify(bench, "R-1", price: bench.price(1_110))
    bench.run(.seconds(1))
    let sent = try #require(bench.venue.parameters(of: "PUT /v1/order").first)
    #expect(sent["reduceOnly"] == (isCoin ? nil : "true"))
  }

  @Test("Several changes go five at a time, each with its own outcome", arguments: [false, true])
  func batchChange(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.connect()
    let ids = (1...7).map { ClientOrderId("A-\($0)") }
    for id in ids { bench.submit(id) }
    bench.run(.seconds(1))
    bench.venue.batchRefusals = ["A-3"]
    change(bench, ids)
    bench.run(.seconds(1))
    let parts = bench.venue.parameters(of: "PUT /v1/batchOrders").map { bench.venue.items(of: $0) }
    // On two connections either may arrive first.
    #expect(parts.map(\.count).sorted() == [2, 5])
    for item in parts.joined() {
      #expect(item["price"] == "101.0" && item["quantity"] == bench.one.description && item["side"] == "BUY")
    }
    for id in ids {
      #expect(bench.story(of: id).last == (id == "A-3" ? "OrderModifyRejected" : "OrderUpdated"))
    }
  }

  @Test("Changes whose answer is lost are looked for, and told once")
  func lostBatchChange() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    let ids: [ClientOrderId] = ["A-1", "A-2"]
    for id in ids { bench.submit(id) }
    bench.run(.seconds(1))
    bench.venue.losses["PUT /v1/batchOrders"] = 1
    bench.venue.holdsEvents = true
    change(bench, ids)
    bench.run(.seconds(60))
    #expect(bench.venue.parameters(of: "PUT /v1/batchOrders").count == 1)
    for id in ids {
      let story = bench.story(of: id)
      #expect(story.filter { $0 == "OrderUpdated" }.count == 1 && story.contains("OrderUnknown"))
    }
  }

  private func change(_ bench: FuturesExecutionBench, _ ids: [ClientOrderId]) {
    let changes = ids.map {
      ModifyOrder(order: bench.identity($0), price: bench.price(1_010), tsInit: bench.world.now)
    }
    bench.client.execute(
      .batchModifyOrders(
        BatchModifyOrders(instrumentId: bench.instrumentId, changes: changes, tsInit: bench.world.now)))
  }

  @Test("The venue's word for no price match is none, in orders and in changes")
  func noPriceMatch() throws {
    let bench = try FuturesExecutionBench { $0.useWSTrading = false }
    bench.connect()
    var terms = OrderTerms(side: .buy, type: .limit, quantity: bench.one, price: bench.price(1_000))
    terms.params = ["priceMatch": "NONE"]
    bench.submit("N-1", terms)
    bench.run(.seconds(1))
    modify(bench, "N-1", price: bench.price(1_010), params: ["priceMatch": "NONE"])
    bench.run(.seconds(1))
    #expect(bench.story(of: "N-1").last == "OrderUpdated")
    for endpoint in ["POST /v1/order", "PUT /v1/order"] {
      let sent = try #require(bench.venue.parameters(of: endpoint).first)
      #expect(sent["priceMatch"] == nil && sent["price"] != nil)
    }
  }

  @Test("A cancellation of a futures order carries none of spot's parameters")
  func cancelParameters() throws {
    let bench = try FuturesExecutionBench { $0.useWSTrading = false }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.client.execute(
      .cancelOrder(
        CancelOrder(
          order: bench.identity("A-1"), params: ["cancelRestrictions": "ONLY_NEW"], tsInit: bench.world.now)))
    bench.run(.seconds(1))
    #expect(bench.story(of: "A-1").last == "OrderCancelRejected")
    #expect(bench.venue.parameters(of: "DELETE /v1/order").isEmpty)
  }

  @Test("What waits with the algo service is not changed, and the refusal says what to do")
  func notBeforeItTriggers() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.stop("S-1")
    bench.run(.seconds(1))
    modify(bench, "S-1", quantity: bench.one)
    bench.run(.seconds(1))
    #expect(bench.story(of: "S-1").last == "OrderModifyRejected")
    #expect(bench.venue.parameters(of: "PUT /v1/order").isEmpty)
  }

  @Test("Cancelling all takes the venue's call for several, conditional ones too, and nobody else's")
  func cancelAll() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    for number in 1...12 { bench.submit(ClientOrderId("A-\(number)")) }
    bench.stop("S-1")
    bench.client.execute(
      .submitOrder(
        SubmitOrder(
          order: OrderIdentity(strategyId: "S-2", instrumentId: bench.instrumentId, clientOrderId: "B-1"),
          terms: OrderTerms(side: .buy, type: .limit, quantity: bench.one, price: bench.price(1_000)),
          tsInit: bench.world.now)))
    bench.run(.seconds(1))
    bench.venue.answers["DELETE /v1/batchOrders"] = nil
    bench.client.execute(
      .cancelAllOrders(
        CancelAllOrders(strategyId: "S-1", instrumentId: bench.instrumentId, tsInit: bench.world.now)))
    bench.run(.seconds(2))
    for number in 1...12 { #expect(bench.story(of: ClientOrderId("A-\(number)")).last == "OrderCanceled") }
    #expect(bench.story(of: "S-1").last == "OrderCanceled")
    #expect(bench.story(of: "B-1").last == "OrderAccepted")
    let batches = bench.venue.parameters(of: "DELETE /v1/batchOrders")
    #expect(batches.count == 2)
  }

  @Test(
    "Orders that do not depend on one another go five at a time, each with its own outcome", arguments: [false, true])
  func batchPlacement(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.connect()
    bench.venue.batchRefusals = ["L-3"]
    let orders = (1...7).map { number in
      SubmitOrder(
        order: bench.identity(ClientOrderId("L-\(number)")),
        terms: OrderTerms(side: .buy, type: .limit, quantity: bench.one, price: bench.price(1_000)),
        tsInit: bench.world.now)
    }
    bench.client.execute(
      .submitOrderList(
        SubmitOrderList(orderListId: "L", contingency: .none, orders: orders, tsInit: bench.world.now)))
    bench.run(.seconds(1))
    #expect(bench.venue.parameters(of: "POST /v1/batchOrders").count == 2)
    for number in 1...7 {
      let last = bench.story(of: ClientOrderId("L-\(number)")).last
      #expect(last == (number == 3 ? "OrderRejected" : "OrderAccepted"))
    }
  }

  @Test(
    "The dead man's switch is armed before the first order, renewed, and disarmed when nothing is open",
    arguments: [false, true])
  func deadManSwitch(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin) { $0.countdownCancelAll = .seconds(30) }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(35))
    bench.cancel("A-1")
    bench.run(.seconds(15))
    let times = bench.venue.parameters(of: "POST /v1/countdownCancelAll").map { $0["countdownTime"] ?? "" }
    #expect(times.first == "30000" && times.dropLast().allSatisfy { $0 == "30000" } && times.last == "0")
    #expect(times.count == 5)
  }
}
