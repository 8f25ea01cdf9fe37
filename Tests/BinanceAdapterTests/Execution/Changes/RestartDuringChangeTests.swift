import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("A restart while a spot order was being replaced")
struct RestartDuringChangeTests {
  /// An order cache with an order of one bitcoin of an earlier session, accepted as 1000 and being changed.
  private func cache(_ bench: (ClientOrderId) -> OrderIdentity, now: UnixNanos) throws -> OrderCache {
    let terms = OrderTerms(
      side: .buy, type: .limit, quantity: Quantity(raw: 100_000, precision: 5), price: Price(raw: 10_000, precision: 2))
    let header = OrderEventHeader(
      order: bench("A-1"), venueOrderId: "1000", accountId: "BINANCE-001", tsEvent: now, tsInit: now)
    var order = Order(OrderInitialized(header, terms: terms))
    _ = try order.apply(.submitted(OrderSubmitted(header)))
    _ = try order.apply(.accepted(OrderAccepted(header)))
    _ = try order.apply(.pendingUpdate(OrderPendingUpdate(header)))
    let orders = OrderCache()
    orders.store(order)
    return orders
  }

  @Test("What both forms of the order filled meanwhile is told as the one order that it is", arguments: [true, false])
  func replacedWhileDown(hasSuccessor: Bool) throws {
    let probe = try SpotExecutionBench()
    let orders = try cache(probe.identity, now: probe.world.now)
    let bench = try SpotExecutionBench(lookup: orders)
    bench.venue.placeElsewhere("A-1", quantity: "1.00000000", price: "100.00")
    bench.venue.fill("A-1", "0.30000000", at: "100.00")
    if hasSuccessor {
      bench.venue.cancel("A-1")
      bench.venue.placeElsewhere("A-1", quantity: "0.70000000", price: "99.00")
      bench.venue.fill("A-1", "0.20000000", at: "99.00")
    }
    try #require(bench.connect()).get()
    let query = QueryOrder(order: bench.identity("A-1"), venueOrderId: "1000", tsInit: bench.world.now)
    var answer: Result<ExecutionMassStatus, any Error>?
    bench.client.generateMassStatus(
      MassStatusRequest(
        instrumentIds: [SpotExecutionBench.instrumentId], since: bench.world.now + .seconds(-60), openOrders: [query])
    ) { answer = $0 }
    bench.run(.seconds(5))
    let status = try #require(answer).get()
    let reports = status.orders.filter { $0.clientOrderId == "A-1" }
    #expect(reports.map(\.venueOrderId) == [hasSuccessor ? "1001" : "1000"])
    let report = try #require(reports.first)
    #expect(report.status == .partiallyFilled)
    #expect(report.quantity == Quantity(raw: 100_000, precision: 5))
    #expect(report.filledQuantity == Quantity(raw: hasSuccessor ? 50_000 : 30_000, precision: 5))
    let fills = status.fills.filter { $0.clientOrderId == "A-1" }
    #expect(fills.map(\.tradeId.text) == (hasSuccessor ? ["500", "501"] : ["500"]))
    bench.venue.fill("A-1", hasSuccessor ? "0.50000000" : "0.70000000", at: "99.00")
    bench.run(.seconds(5))
    #expect(bench.sink.fills(of: "A-1").count == 1)
    #expect(!bench.story(of: "A-1").contains("OrderCanceled"))
  }
}
