import Foundation
import Testing
import TradingModel

@testable import TradingEngine

@Suite("Commissions that are estimated first")
struct CommissionCorrectionTests {
  private let fixture = ExecutionFixture(accountType: .margin)
  private var execution: ExecutionEngine { fixture.execution }

  private func money(_ text: String, _ currency: Currency = .usdt) -> Money {
    Money((try? WideDecimal(text)) ?? .zero, currency)
  }

  /// A fill of ten contracts at 2000, with an estimated commission or the real one.
  private func fill(
    _ order: Order, trade: UInt64 = 1, _ price: String = "2000.00", commission: Money, isEstimated: Bool
  ) throws -> OrderEvent {
    guard case .filled(var fill) = try fixture.fill(order, trade: trade, "10.000", at: price, commission: commission)
    else { throw DecimalError.overflow }
    fill.isCommissionEstimated = isEstimated
    return .filled(fill)
  }

  private func working(_ side: OrderSide = .buy) throws -> Order {
    fixture.working(try fixture.limit(side, "10.000", price: "2000.00", instrument: ExecutionFixture.linear))
  }

  @Test("the real commission takes the estimate's place in order and position, once, and no quantity changes")
  func correction() throws {
    let order = try working()
    execution.process(try fill(order, commission: money("10"), isEstimated: true))
    fixture.forget()
    for _ in 0..<3 { execution.process(try fill(order, commission: money("8"), isEstimated: false)) }
    #expect(fixture.told == ["OrderCommissionCorrected", "PositionChanged 10"])
    let known = try #require(fixture.cache.orders.order(order.clientOrderId))
    #expect(known.commissions == [money("8")])
    #expect(known.filledQuantity.description == "10.000" && known.tradesWithEstimatedCommission.isEmpty)
    let position = try #require(fixture.cache.positions.open().first)
    #expect(position.commissions == [money("8")] && position.realizedPnl == (money("-8")))
  }

  @Test("a commission in another currency, and a rebate, replace the estimate")
  func otherCurrency() throws {
    let order = try working()
    execution.process(try fill(order, commission: money("10"), isEstimated: true))
    execution.process(try fill(order, commission: money("0.01", .bnb), isEstimated: false))
    let position = try #require(fixture.cache.positions.open().first)
    #expect(position.commissions == [money("0.01", .bnb)] && position.realizedPnl.amount.isZero)
    let rebated = try working()
    execution.process(try fill(rebated, trade: 2, commission: money("10"), isEstimated: true))
    execution.process(try fill(rebated, trade: 2, commission: money("-2"), isEstimated: false))
    #expect(fixture.cache.positions.open().first?.realizedPnl == (money("2")))
  }

  @Test("an estimate that comes after the real commission, or that was right, changes and tells nothing")
  func nothingToCorrect() throws {
    let order = try working()
    execution.process(try fill(order, commission: money("8"), isEstimated: false))
    execution.process(try fill(order, commission: money("10"), isEstimated: true))
    #expect(fixture.cache.orders.order(order.clientOrderId)?.commissions == [money("8")])
    let other = try working()
    execution.process(try fill(other, trade: 2, commission: money("8"), isEstimated: true))
    fixture.forget()
    execution.process(try fill(other, trade: 2, commission: money("8.0"), isEstimated: false))
    #expect(fixture.told.isEmpty)
  }

  @Test("a position that was closed meanwhile has earned what the real commissions leave, also by a report")
  func closed() throws {
    let opening = try working()
    execution.process(try fill(opening, commission: money("10"), isEstimated: true))
    let closing = try working(.sell)
    execution.process(try fill(closing, trade: 2, "2100.00", commission: money("10"), isEstimated: true))
    var report = try fixture.fillReport(opening, trade: 1, "10.000", at: "2000.00")
    report.commission = money("7")
    execution.process(report)
    execution.process(try fill(closing, trade: 2, "2100.00", commission: money("9"), isEstimated: false))
    #expect(fixture.portfolio.realizedPnl(ExecutionFixture.linear) == (money("984")))
    #expect(fixture.cache.positions.open().isEmpty)
  }

  @Test("an order that was written and read remembers what is still to be corrected")
  func coding() throws {
    let order = try working()
    execution.process(try fill(order, commission: money("10"), isEstimated: true))
    let known = try #require(fixture.cache.orders.order(order.clientOrderId))
    let read = try JSONDecoder().decode(Order.self, from: JSONEncoder().encode(known))
    #expect(read.tradesWithEstimatedCommission == [TradeId(number: 1)] && read == known)
  }
}
