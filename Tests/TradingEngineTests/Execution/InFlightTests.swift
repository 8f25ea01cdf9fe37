import Testing
import TradingModel

@testable import TradingEngine

@Suite("Orders in flight")
struct InFlightTests {
  private let fixture = ExecutionFixture()
  private var execution: ExecutionEngine { fixture.execution }

  private func sent() throws -> Order {
    let order = try fixture.limit()
    fixture.submit(order)
    execution.process(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil))))
    execution.process(.unknown(OrderUnknown(fixture.header(order, venueOrderId: nil), reason: "timeout")))
    execution.startChecks()
    return order
  }

  @Test("an order that the venue consistently does not know is rejected after the period, not before")
  func notFound() throws {
    let order = try sent()
    fixture.client.answers[order.clientOrderId] = .success(nil)
    fixture.clock.advance(by: .seconds(60))
    #expect(fixture.status(order) == .submitted)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.isOutcomeUnknown == true)
    fixture.clock.advance(by: .seconds(20))
    #expect(fixture.status(order) == .rejected)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.reason.contains("not found at the venue") == true)
    // The venue has it after all.
    execution.process(.accepted(OrderAccepted(fixture.header(order))))
    #expect(fixture.status(order) == .accepted)
  }

  @Test("failures to ask prove nothing, however many there are, and are repeated less and less often")
  func failures() throws {
    let order = try sent()
    fixture.clock.advance(by: .seconds(600))
    // After 5, 10, 20 and then every 30 s, each up to a quarter sooner; every check would have been over a hundred.
    #expect((20...30).contains(fixture.client.queries.count))
    #expect(fixture.status(order) == .submitted)
  }

  @Test("a venue that answers again is asked as often as before its failures")
  func pausesBeginAgain() throws {
    let order = try sent()
    fixture.clock.advance(by: .seconds(300))
    fixture.client.answers[order.clientOrderId] = .success(nil)
    let asked = fixture.client.queries.count
    fixture.clock.advance(by: .seconds(64))
    // Within half a minute the first answer, then one every six seconds.
    #expect(fixture.client.queries.count - asked >= 6)
    fixture.clock.advance(by: .seconds(40))
    #expect(fixture.status(order) == .rejected)
  }

  @Test("while the user stream is down, not being found proves nothing")
  func unhealthyStream() throws {
    let order = try sent()
    fixture.client.answers[order.clientOrderId] = .success(nil)
    func user(_ state: ConnectionState.State) -> ConnectionState {
      ConnectionState(
        clientId: fixture.client.id, channel: "user", state: state, reason: "test", tsInit: fixture.clock.now)
    }
    execution.process(user(.reconnecting))
    fixture.clock.advance(by: .seconds(300))
    #expect(fixture.status(order) == .submitted)
    execution.process(user(.connected))
    fixture.clock.advance(by: .seconds(30))
    #expect(fixture.status(order) == .submitted)
    fixture.clock.advance(by: .seconds(60))
    #expect(fixture.status(order) == .rejected)
  }

  @Test("an order that is found goes on")
  func found() throws {
    let order = try sent()
    fixture.client.answers[order.clientOrderId] = .success(
      OrderReportBundle(order: try fixture.report(order, .accepted)))
    fixture.clock.advance(by: .seconds(7))
    #expect(fixture.status(order) == .accepted)
    let asked = fixture.client.queries.count
    fixture.clock.advance(by: .seconds(60))
    #expect(fixture.client.queries.count == asked)
  }

  @Test("a cancellation without effect gives the order back")
  func cancelWithoutEffect() throws {
    let order = fixture.working(try fixture.limit())
    execution.startChecks()
    fixture.risk.execute(.cancelOrder(CancelOrder(order: order.identity, tsInit: fixture.clock.now)))
    fixture.client.answers[order.clientOrderId] = .success(
      OrderReportBundle(order: try fixture.report(order, .accepted)))
    fixture.clock.advance(by: .seconds(12))
    #expect(fixture.status(order) == .pendingCancel)
    fixture.clock.advance(by: .seconds(12))
    #expect(fixture.status(order) == .accepted)
    #expect(fixture.told.last == "OrderCancelRejected")
  }
}
