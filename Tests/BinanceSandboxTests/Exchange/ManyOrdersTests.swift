import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("Many orders")
struct ManyOrdersTests {
  @Test("five thousand orders, resting, canceled and filled, leave the books of money exact")
  func money() throws {
    let fixture = ExchangeFixture()
    let exchange = fixture.exchange
    exchange.listener = nil
    fixture.liquidity(.sell, "65000", "5000")
    for number in 0..<5_000 {
      let price = number.isMultiple(of: 2) ? "60000" : "65000"
      let placed = try fixture.place(
        "side=BUY type=LIMIT timeInForce=GTC quantity=0.001 price=\(price) newClientOrderId=o\(number)")
      if placed.order.isOpen { exchange.cancel(placed.order, requestId: "c") }
      exchange.settleMarket(fixture.market)
    }
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.isZero)
    #expect(exchange.orders.openOrders().isEmpty)
    #expect(fixture.alice.wallet(.spot)["BTC"].total == Amount("102.4975"))
  }
}
