import Testing
import TradingModel

@testable import BinanceSandbox

@Suite("The exchange is fast")
struct ExchangeSpeedTests {
  @Test("thousands of orders a second, resting, canceled and filled, and the books of money stay exact")
  func tradesFast() throws {
    let fixture = ExchangeFixture()
    let exchange = fixture.exchange
    exchange.listener = nil
    fixture.liquidity(.sell, "65000", "5000")
    let count = 5_000
    let watch = ContinuousClock.now
    for number in 0..<count {
      let price = number % 2 == 0 ? "60000" : "65000"
      let placed = try fixture.place(
        "side=BUY type=LIMIT timeInForce=GTC quantity=0.001 price=\(price) newClientOrderId=o\(number)")
      if placed.order.isOpen { exchange.cancel(placed.order, requestId: "c") }
      exchange.settleMarket(fixture.market)
    }
    let elapsed = ContinuousClock.now - watch
    let rate = Double(count) / (Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds))
    print("\(Int(rate)) orders a second in the exchange, in a build of this kind")
    #expect(fixture.alice.wallet(.spot)["USDT"].locked.isZero)
    #expect(exchange.orders.openOrders().isEmpty)
    #expect(fixture.alice.wallet(.spot)["BTC"].total == Amount("102.4975"))
  }
}
