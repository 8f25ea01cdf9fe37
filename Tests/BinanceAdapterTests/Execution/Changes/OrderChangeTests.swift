import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Changes of spot orders, whatever the venue answers")
struct OrderChangeTests {
  private func quantity(_ raw: Int64) -> Quantity { Quantity(raw: raw, precision: 5) }
  private func price(_ raw: Int64) -> Price { Price(raw: raw, precision: 2) }

  /// A bench with one resting order of one bitcoin at 100.
  private func bench(useWSTrading: Bool = true) throws -> SpotExecutionBench {
    let bench = try SpotExecutionBench { $0.useWSTrading = useWSTrading }
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    return bench
  }

  private func modify(_ bench: SpotExecutionBench, quantity: Quantity? = nil, price: Price? = nil) {
    bench.client.execute(
      .modifyOrder(
        ModifyOrder(order: bench.identity("A-1"), quantity: quantity, price: price, tsInit: bench.world.now)))
  }

  private func story(_ bench: SpotExecutionBench) -> [String] { Array(bench.story(of: "A-1").dropFirst(2)) }

  private func updates(_ bench: SpotExecutionBench) -> [OrderUpdated] {
    bench.sink.events.compactMap { if case .updated(let update) = $0 { update } else { nil } }
  }

  // MARK: Smaller

  @Test(
    "A smaller quantity is amended in place, by either transport, and told once", arguments: [true, false], [0, 50])
  func amendment(useWSTrading: Bool, answerDelay: Int) throws {
    let bench = try bench(useWSTrading: useWSTrading)
    bench.venue.answerDelay = .milliseconds(answerDelay)
    modify(bench, quantity: quantity(40_000))
    bench.run(.seconds(2))
    #expect(story(bench) == ["OrderUpdated"])
    #expect(updates(bench).first?.quantity == quantity(40_000))
    #expect(
      bench.venue.log.contains(useWSTrading ? "order.amend.keepPriority" : "PUT /api/v3/order/amend/keepPriority"))
    #expect(bench.venue.orders.count == 1)
  }

  @Test("An amendment that the symbol does not take becomes a replacement")
  func unsupportedAmendment() throws {
    let bench = try bench()
    bench.venue.amendReaction = .refuse(
      code: -2038, message: "Order amend is not supported for this symbol.", status: 400)
    modify(bench, quantity: quantity(40_000))
    bench.run(.seconds(2))
    #expect(story(bench) == ["OrderUpdated"])
    #expect(bench.venue.orders.map(\.status) == ["CANCELED", "NEW"])
  }

  @Test(
    "An amendment without an answer is found out by its event or by asking, and told once", arguments: [true, false])
  func lostAmendment(tellsEvent: Bool) throws {
    let bench = try bench()
    bench.venue.holdsEvents = !tellsEvent
    bench.venue.amendReaction = .succeedSilently
    modify(bench, quantity: quantity(40_000))
    bench.run(.seconds(40))
    #expect(story(bench).filter { $0 == "OrderUpdated" }.count == 1)
    #expect(!story(bench).contains("OrderModifyRejected"))
    #expect(updates(bench).last?.quantity == quantity(40_000))
  }

  @Test("An amendment that never arrived is told as refused, after the venue said so often enough")
  func ignoredAmendment() throws {
    let bench = try bench()
    bench.venue.amendReaction = .ignore
    modify(bench, quantity: quantity(40_000))
    bench.run(.seconds(60))
    #expect(story(bench) == ["OrderUnknown", "OrderModifyRejected"])
  }

  // MARK: Replaced

  @Test("Another price replaces the order, by either transport, and is told once", arguments: [true, false], [0, 50])
  func replacement(useWSTrading: Bool, answerDelay: Int) throws {
    let bench = try bench(useWSTrading: useWSTrading)
    bench.venue.answerDelay = .milliseconds(answerDelay)
    modify(bench, price: price(9_900))
    bench.run(.seconds(2))
    #expect(story(bench) == ["OrderUpdated"])
    let update = try #require(updates(bench).first)
    #expect(update.price == price(9_900))
    #expect(update.quantity == quantity(100_000))
    #expect(update.venueOrderId == "1001")
    #expect(bench.venue.orders.map(\.status) == ["CANCELED", "NEW"])
    bench.venue.fill("A-1", "1.00000000", at: "99.00")
    bench.run(.seconds(1))
    #expect(bench.sink.fills(of: "A-1").count == 1)
  }

  @Test("The new order is for what is left of the total, and what is told is the total")
  func partiallyFilled() throws {
    let bench = try bench()
    bench.venue.fill("A-1", "0.30000000", at: "100.00")
    bench.run(.seconds(1))
    modify(bench, quantity: quantity(200_000), price: price(9_900))
    bench.run(.seconds(1))
    #expect(bench.venue.orders.last?.quantity == (try WideDecimal("1.7")))
    #expect(updates(bench).last?.quantity == quantity(200_000))
    bench.venue.fill("A-1", "1.70000000", at: "99.00")
    bench.run(.seconds(30))
    #expect(bench.sink.fills(of: "A-1").map(\.lastQuantity.description) == ["0.30000", "1.70000"])
    #expect(bench.sink.bundles.isEmpty)
    #expect(!story(bench).contains("OrderCanceled"))
  }

  @Test("What fills while the order is being replaced is not bought a second time")
  func fillWhileReplacing() throws {
    let bench = try bench()
    bench.venue.fill("A-1", "0.30000000", at: "100.00")
    bench.run(.seconds(1))
    bench.venue.holdsEvents = true
    bench.venue.fill("A-1", "0.20000000", at: "100.00")
    modify(bench, price: price(9_900))
    bench.run(.milliseconds(20))
    bench.venue.releaseEvents()
    bench.run(.seconds(5))
    let open = bench.venue.orders.filter { $0.status == "NEW" }
    #expect(open.map(\.quantity) == [try WideDecimal("0.5")])
    #expect(updates(bench).last?.quantity == quantity(100_000))
  }

  private func reasons(_ bench: SpotExecutionBench) -> [String] {
    bench.sink.events.compactMap { if case .modifyRejected(let event) = $0 { event.reason } else { nil } }
  }

  @Test(
    "A first fill that crosses the replacement is not bought twice: what is left is replaced, and told once",
    arguments: [true, false])
  func fillBeforeReplacing(useWSTrading: Bool) throws {
    let bench = try bench(useWSTrading: useWSTrading)
    bench.venue.holdsEvents = true
    bench.venue.fill("A-1", "0.20000000", at: "100.00")
    modify(bench, price: price(9_900))
    bench.run(.milliseconds(200))
    bench.venue.releaseEvents()
    bench.run(.seconds(5))
    #expect(bench.venue.orders.map(\.status) == ["CANCELED", "NEW"])
    #expect(bench.venue.orders.last?.quantity == (try WideDecimal("0.8")) && bench.venue.orders.last?.price == "99.00")
    #expect(story(bench).filter { $0 == "OrderUpdated" }.count == 1 && reasons(bench).isEmpty)
    #expect(updates(bench).last?.quantity == quantity(100_000) && updates(bench).last?.price == price(9_900))
    let fills =
      bench.sink.fills(of: "A-1").map(\.tradeId.text) + bench.sink.bundles.flatMap(\.fills).map(\.tradeId.text)
    #expect(fills == ["500"])
    #expect(!story(bench).contains("OrderCanceled"))
  }

  @Test("A replacement that fills cross twice is refused with the reason, and not sent a third time")
  func crossedTwice() throws {
    let bench = try bench()
    bench.venue.replaceReaction = .refuseCancel(
      code: -2011, message: "Order was not canceled due to cancel restrictions.")
    modify(bench, price: price(9_900))
    bench.run(.seconds(5))
    #expect(bench.venue.log.filter { $0 == "order.cancelReplace" }.count == 2)
    #expect(reasons(bench).count == 1 && reasons(bench).first?.hasPrefix("PARTIALLY_FILLED: ") == true)
    #expect(bench.venue.orders.map(\.status) == ["NEW"])
  }

  @Test("A condition that the strategy set itself is obeyed: a fill that crosses it ends the change")
  func ownCondition() throws {
    let bench = try bench()
    bench.venue.holdsEvents = true
    bench.venue.fill("A-1", "0.20000000", at: "100.00")
    bench.client.execute(
      .modifyOrder(
        ModifyOrder(
          order: bench.identity("A-1"), price: price(9_900), params: ["cancelRestrictions": "ONLY_NEW"],
          tsInit: bench.world.now)))
    bench.run(.milliseconds(200))
    bench.venue.releaseEvents()
    bench.run(.seconds(5))
    #expect(reasons(bench) == ["-2011: Order was not canceled due to cancel restrictions."])
    #expect(bench.venue.orders.map(\.status) == ["PARTIALLY_FILLED"])
  }

  @Test("An order that is canceled while it is asked how much of it filled is not replaced any more")
  func canceledWhileCrossing() throws {
    let bench = try bench()
    bench.venue.fill("A-1", "0.20000000", at: "100.00", tellsEvent: false)
    bench.venue.answerDelay = .milliseconds(300)
    modify(bench, price: price(9_900))
    bench.world.run(until: { bench.venue.log.contains("GET /api/v3/order") }, limit: .seconds(5))
    bench.cancel("A-1")
    bench.run(.seconds(10))
    #expect(bench.venue.log.filter { $0 == "order.cancelReplace" }.count == 1)
    #expect(bench.venue.orders.map(\.status) == ["CANCELED"])
    #expect(story(bench).filter { $0 == "OrderModifyRejected" }.count == 1)
  }

  @Test("A change that comes while the client puts the quantity right by itself waits for that, and is not refused")
  func waitsForOwnChange() throws {
    let bench = try bench()
    bench.venue.fill("A-1", "0.30000000", at: "100.00")
    bench.run(.seconds(1))
    bench.venue.holdsEvents = true
    bench.venue.fill("A-1", "0.20000000", at: "100.00")
    bench.venue.answerDelay = .milliseconds(300)
    modify(bench, price: price(9_900))
    bench.world.run(until: { bench.venue.log.contains("order.amend.keepPriority") }, limit: .seconds(5))
    modify(bench, price: price(9_800))
    bench.run(.seconds(2))
    bench.venue.releaseEvents()
    bench.run(.seconds(5))
    #expect(bench.venue.log.filter { $0 == "order.cancelReplace" }.count == 2 && reasons(bench).isEmpty)
    let open = bench.venue.orders.filter { $0.status == "NEW" }
    #expect(open.map(\.quantity) == [try WideDecimal("0.5")] && open.first?.price == "98.00")
    #expect(updates(bench).last?.price == price(9_800) && updates(bench).last?.quantity == quantity(100_000))
  }

  @Test("A change that waits when the order ends is refused before the end is told")
  func waitsInVain() throws {
    let bench = try bench()
    bench.venue.fill("A-1", "0.30000000", at: "100.00")
    bench.run(.seconds(1))
    bench.venue.holdsEvents = true
    bench.venue.fill("A-1", "0.20000000", at: "100.00")
    bench.venue.amendReaction = .ignore
    modify(bench, price: price(9_900))
    bench.world.run(until: { bench.venue.log.contains("order.amend.keepPriority") }, limit: .seconds(5))
    modify(bench, price: price(9_800))
    bench.venue.cancel("A-1", tellsEvent: true)
    bench.venue.releaseEvents()
    bench.run(.seconds(2))
    let last = story(bench).suffix(2)
    #expect(last == ["OrderModifyRejected", "OrderCanceled"])
    #expect(bench.venue.log.filter { $0 == "order.cancelReplace" }.count == 1)
  }

  @Test(
    "Where the new order is refused the order is gone: both are told, once", arguments: [true, false], [false, true])
  func gone(useWSTrading: Bool, holdsEvents: Bool) throws {
    let bench = try bench(useWSTrading: useWSTrading)
    bench.venue.holdsEvents = holdsEvents
    bench.venue.replaceReaction = .refuseNew(code: -2010, message: "Order would immediately match and take.")
    modify(bench, price: price(9_900))
    bench.run(.seconds(1))
    bench.venue.releaseEvents()
    bench.run(.seconds(5))
    #expect(story(bench) == ["OrderModifyRejected", "OrderCanceled"])
  }

  @Test("Where the cancellation is refused the order is asked for, and stays if it is open")
  func cancelRefused() throws {
    let bench = try bench()
    bench.venue.replaceReaction = .refuseCancel(code: -2011, message: "Unknown order sent.")
    modify(bench, price: price(9_900))
    bench.run(.seconds(10))
    #expect(story(bench).filter { $0 == "OrderModifyRejected" }.count == 1)
    #expect(!story(bench).contains("OrderCanceled"))
    #expect(bench.venue.log.contains("GET /api/v3/order"))
  }

  @Test("Where the order was filled before it could be replaced both are told as they are")
  func filledFirst() throws {
    let bench = try bench()
    bench.venue.fill("A-1", "1.00000000", at: "100.00", tellsEvent: false)
    modify(bench, price: price(9_900))
    bench.run(.seconds(10))
    #expect(story(bench).filter { $0 == "OrderModifyRejected" }.count == 1)
    #expect(bench.sink.bundles.last?.order.status == .filled)
    #expect(bench.sink.bundles.flatMap(\.fills).map(\.tradeId.text) == ["500"])
  }

  @Test("Where both orders live the first one is canceled")
  func doubled() throws {
    let bench = try bench()
    bench.venue.replaceReaction = .double
    modify(bench, price: price(9_900))
    bench.run(.seconds(10))
    #expect(story(bench).filter { $0 == "OrderUpdated" }.count == 1)
    #expect(bench.venue.orders.map(\.status) == ["CANCELED", "NEW"])
    #expect(!story(bench).contains("OrderCanceled"))
  }

  @Test(
    "A replacement that the venue limits changes nothing",
    arguments: [
      (-1015, "Too many new orders; current limit is 50 orders per 10 SECOND.", 429),
      (-1003, "Too many requests.", 429),
    ])
  func limited(code: Int, message: String, status: Int) throws {
    let bench = try bench()
    bench.venue.replaceReaction = .fail(code: code, message: message, status: status)
    modify(bench, price: price(9_900))
    bench.run(.seconds(5))
    #expect(story(bench) == ["OrderModifyRejected"])
    #expect(bench.venue.orders.map(\.status) == ["NEW"])
    bench.submit("B-1")
    #expect(bench.story(of: "B-1") == ["OrderDenied"])
    guard case .denied(let denied)? = bench.sink.events.last else {
      Issue.record("the last event is \(String(describing: bench.sink.events.last))")
      return
    }
    #expect(denied.reason.hasPrefix("RATE_LIMIT:") && denied.reason.hasSuffix(" s"))
  }

  @Test(
    "A replacement with an open outcome that was done is found out, never sent again, and told once",
    arguments: [true, false], [0, 1])
  func lostReplacement(tellsEvents: Bool, kind: Int) throws {
    let bench = try bench()
    bench.venue.holdsEvents = !tellsEvents
    bench.venue.replaceReaction =
      kind == 0
      ? .succeedSilently
      : .succeedButAnswer(code: -1007, message: "Timeout waiting for response from backend server.", status: 504)
    modify(bench, price: price(9_900))
    bench.run(.seconds(40))
    #expect(story(bench).filter { $0 == "OrderUpdated" }.count == 1)
    #expect(!story(bench).contains("OrderModifyRejected") && !story(bench).contains("OrderCanceled"))
    #expect(bench.venue.log.filter { $0 == "order.cancelReplace" }.count == 1)
    bench.venue.releaseEvents()
    bench.venue.fill("A-1", "1.00000000", at: "99.00")
    bench.run(.seconds(5))
    #expect(bench.sink.fills(of: "A-1").map(\.venueOrderId) == ["1001"])
    #expect(!story(bench).contains("OrderCanceled"))
  }

  @Test("A replacement of which only the cancellation was done ends the order when nothing else is found for long")
  func halfDone() throws {
    let bench = try bench()
    bench.venue.replaceReaction = .cancelOnlySilently
    modify(bench, price: price(9_900))
    bench.run(.seconds(45))
    #expect(!story(bench).contains("OrderCanceled"))
    bench.run(.seconds(90))
    #expect(story(bench) == ["OrderUnknown", "OrderModifyRejected", "OrderCanceled"])
  }

  @Test("A replacement that never arrived is told as refused; the order stays")
  func ignored() throws {
    let bench = try bench()
    bench.venue.replaceReaction = .ignore
    modify(bench, price: price(9_900))
    bench.run(.seconds(60))
    #expect(story(bench) == ["OrderUnknown", "OrderModifyRejected"])
    #expect(bench.venue.orders.map(\.status) == ["NEW"])
  }

  @Test("Canceling while the order is being replaced cancels whichever form is open")
  func cancelWhileReplacing() throws {
    let bench = try bench()
    bench.venue.answerDelay = .milliseconds(200)
    modify(bench, price: price(9_900))
    bench.cancel("A-1")
    bench.run(.seconds(30))
    #expect(bench.venue.orders.map(\.status) == ["CANCELED", "CANCELED"])
    #expect(story(bench).filter { $0 == "OrderCanceled" }.count == 1)
    #expect(bench.venue.log.filter { $0 == "order.cancel" }.count <= 3)
  }
}
