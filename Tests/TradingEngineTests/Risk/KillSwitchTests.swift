import Testing
import TradingModel

@testable import TradingEngine

@Suite("The kill switch")
struct KillSwitchTests {
  private let fixture = DeskFixture()

  @Test("everything is canceled, whoever owns it, and new orders are denied until it is reset")
  func kill() throws {
    let other = fixture.kernel.desk(for: "Other-001")
    let first = try fixture.working(number: 1)
    _ = try fixture.working(desk: other, number: 2)
    fixture.forget()
    fixture.kernel.kill(reason: "drawdown")
    #expect(fixture.sent == ["cancel 2"])
    let denied = fixture.desk.orderFactory.market(Fixtures.btc, .buy, try Quantity("1.000"))
    fixture.desk.submit(denied)
    #expect(fixture.names.last == "OrderDenied KILL_SWITCH: reason=drawdown")
    #expect(fixture.kernel.killReason == "drawdown")
    #expect(fixture.heard.contains(.trading(.active, killReason: "drawdown", tsInit: fixture.clock.now)))
    fixture.kernel.resume()
    let passes = fixture.desk.orderFactory.market(Fixtures.btc, .buy, try Quantity("1.000"))
    fixture.desk.submit(passes)
    #expect(fixture.sent == ["cancel 2", "submit BUY 1.000"])
    #expect(fixture.names.filter { $0.hasPrefix("Trading") } == ["Trading ACTIVE drawdown", "Trading ACTIVE -"])
    // After the reset nothing is canceled any more.
    fixture.kernel.executionEngine.process(
      .cancelRejected(OrderCancelRejected(fixture.header(first.clientOrderId, 1), reason: "late")))
    fixture.clock.advance(by: .seconds(60))
    #expect(fixture.sent == ["cancel 2", "submit BUY 1.000"])
  }

  @Test("cancellations are repeated while they fail, and an order that comes to light is canceled too")
  func keepsTrying() throws {
    let first = try fixture.working(number: 1)
    fixture.forget()
    fixture.kernel.kill(reason: "test")
    for _ in 0..<3 {
      fixture.kernel.executionEngine.process(
        .cancelRejected(OrderCancelRejected(fixture.header(first.clientOrderId, 1), reason: "503")))
      fixture.clock.advance(by: .seconds(1))
    }
    #expect(fixture.sent == ["cancel", "cancel", "cancel", "cancel"])
    // While no answer has come the venue is left alone; an unknown outcome is tried again.
    fixture.clock.advance(by: .seconds(10))
    #expect(fixture.sent.count == 4)
    fixture.kernel.executionEngine.process(
      .unknown(OrderUnknown(fixture.header(first.clientOrderId, 1), reason: "timeout")))
    fixture.clock.advance(by: .seconds(6))
    #expect(fixture.sent.count >= 5)
    fixture.cancelled(first.clientOrderId, 1)
    fixture.forget()
    fixture.clock.advance(by: .seconds(60))
    #expect(fixture.sent.isEmpty)
  }
}
