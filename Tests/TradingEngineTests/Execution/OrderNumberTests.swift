import Testing
import TradingModel

@testable import TradingEngine

/// Conditional orders of contracts wait with a service of their own, whose numbers are not those of other orders.
@Suite("Numbers that two services of the venue give")
struct OrderNumberTests {
  private let fixture = ExecutionFixture(accountType: .margin)
  private let number: VenueOrderId = "7"

  private func stop() throws -> Order {
    fixture.working(
      fixture.factory.stopMarket(
        ExecutionFixture.linear, .sell, try Quantity("1.000"), triggerPrice: try Price("1900.00")))
  }

  private func limit() throws -> Order {
    fixture.working(try fixture.limit(.buy, "1.000", price: "1950.00", instrument: ExecutionFixture.linear))
  }

  /// A report of somebody else's order with the same number.
  private func foreign(_ like: Order, _ type: OrderType) throws -> OrderStatusReport {
    var report = try fixture.report(like, .accepted)
    report.clientOrderId = "web-1"
    report.type = type
    report.side = .buy
    report.triggerPrice = type.isConditional ? try Price("2100.00") : nil
    return report
  }

  @Test("a foreign order, and its trade, are not taken for the conditional order that waits under the same number")
  func foreignRegular() throws {
    let order = try stop()
    var fill = try fixture.fillReport(order, trade: 1, "1.000", at: "2000.00")
    fill.clientOrderId = nil
    fill.side = .buy
    fixture.client.answers["7"] = .success(nil)
    fixture.execution.process(fill)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.filledQuantity.isPositive == false)
    fixture.execution.process(OrderReportBundle(order: try foreign(order, .limit)))
    #expect(fixture.status(order) == .accepted)
    // News of the conditional order itself still finds it.
    fixture.execution.process(OrderReportBundle(order: try fixture.report(order, .canceled)))
    #expect(fixture.status(order) == .canceled)
  }

  @Test("a foreign conditional order is not taken for the order that has the same number")
  func foreignConditional() throws {
    let order = try limit()
    fixture.execution.process(OrderReportBundle(order: try foreign(order, .stopMarket)))
    #expect(fixture.cache.orders.order(order.clientOrderId)?.triggerPrice == nil)
    #expect(fixture.cache.orders.order("web-1")?.type == .stopMarket)
    fixture.execution.process(try fixture.fill(order, trade: 1, "1.000", at: "1950.00"))
    #expect(fixture.status(order) == .filled)
  }

  @Test("two orders of one's own with the same number are told apart by their own identifiers")
  func both() throws {
    let (regular, waiting) = (try limit(), try stop())
    var report = try fixture.report(regular, .canceled)
    fixture.execution.process(OrderReportBundle(order: report))
    #expect(fixture.status(regular) == .canceled && fixture.status(waiting) == .accepted)
    report = try fixture.report(waiting, .expired)
    fixture.execution.process(OrderReportBundle(order: report))
    #expect(fixture.status(waiting) == .expired)
  }

  @Test("on spot a conditional order keeps its number: its trade finds it")
  func spot() throws {
    let order = fixture.working(
      fixture.factory.stopMarket(
        ExecutionFixture.spot, .sell, try Quantity("1.00000"), triggerPrice: try Price("90.00")))
    var fill = try fixture.fillReport(order, trade: 1, "1.00000", at: "90.00")
    fill.clientOrderId = nil
    fixture.execution.process(fill)
    #expect(fixture.status(order) == .filled)
  }
}
