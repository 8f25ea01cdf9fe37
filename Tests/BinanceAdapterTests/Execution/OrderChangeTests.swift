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

  @Test("A first fill that comes before the replacement is refused rather than bought twice")
  func fillBeforeReplacing() throws {
    let bench = try bench()
    bench.venue.holdsEvents = true
    bench.venue.fill("A-1", "0.20000000", at: "100.00")
    modify(bench, price: price(9_900))
    bench.run(.milliseconds(50))
    bench.venue.releaseEvents()
    bench.run(.seconds(5))
    #expect(bench.venue.orders.map(\.status) == ["PARTIALLY_FILLED"])
    #expect(story(bench).filter { $0 == "OrderModifyRejected" }.count == 1)
    #expect(!story(bench).contains("OrderUpdated"))
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
