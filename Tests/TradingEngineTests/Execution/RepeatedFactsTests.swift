import Testing
import TradingModel

@testable import TradingEngine

@Suite("Facts that a journal holds twice")
struct RepeatedFactsTests {
  private let fixture = ExecutionFixture()

  /// What a journal holds of an order that was partly filled.
  private func facts(_ order: Order) throws -> [TradingFact] {
    let initialized = OrderInitialized(fixture.header(order, venueOrderId: nil), terms: order.terms)
    return [
      .initialized(initialized, client: fixture.client.id), .sent(order.clientOrderId, client: fixture.client.id),
      .event(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil)))),
      .event(.accepted(OrderAccepted(fixture.header(order)))),
      .event(try fixture.fill(order, trade: 1, "0.40000", at: "100.00")),
    ]
  }

  @Test("a repeated order is not begun anew, and a repeated fill is booked once")
  func repeated() throws {
    let order = try fixture.limit()
    let facts = try facts(order)
    fixture.execution.restore(facts)
    let once = try #require(fixture.cache.orders.order(order.clientOrderId))
    fixture.execution.restore(facts)
    fixture.execution.restore(facts.suffix(1))
    #expect(fixture.cache.orders.order(order.clientOrderId) == once)
    #expect(once.filledQuantity.description == "0.40000" && once.status == .partiallyFilled)
    #expect(fixture.cache.positions.open().map { $0.signedQuantity.plain() } == ["0.4"])
    fixture.execution.beginReconciliation()
    #expect(fixture.told.isEmpty && fixture.status(order) == .partiallyFilled)
  }
}
