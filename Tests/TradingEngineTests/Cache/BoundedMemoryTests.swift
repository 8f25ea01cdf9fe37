import Testing
import TradingModel

@testable import TradingEngine

@Suite("Memory over many orders")
struct BoundedMemoryTests {
  @Test("closed orders and positions leave the caches by number, and their profit stays in the sums")
  func byNumber() throws {
    var config = TradingKernelConfig()
    config.cache.closedOrderCapacity = 500
    config.cache.closedPositionCapacity = 100
    config.riskEngine.isBypassed = true
    let fixture = DeskFixture(config)
    for number in 0..<6_000 {
      let order = fixture.desk.orderFactory.limit(
        Fixtures.btc, number % 2 == 0 ? .buy : .sell, try Quantity("1.00000"),
        price: Price(raw: number % 2 == 0 ? 10_000 : 10_001, precision: 2))
      fixture.desk.submit(order)
      let header = fixture.header(order.clientOrderId, number)
      fixture.kernel.executionEngine.process(.submitted(OrderSubmitted(fixture.header(order.clientOrderId, nil))))
      fixture.kernel.executionEngine.process(.accepted(OrderAccepted(header)))
      fixture.kernel.executionEngine.process(
        .filled(
          OrderFilled(
            header, tradeId: TradeId(number: UInt64(number)), side: order.side, type: .limit,
            lastQuantity: order.quantity, lastPrice: try #require(order.price), currency: .usdt)))
      if number % 100 == 0 { fixture.forget() }
    }
    let engine = fixture.kernel.executionEngine
    #expect(engine.orders.count == 500 && engine.orders.unclosedCount == 0)
    #expect(engine.positions.count <= 201)
    #expect(engine.pendingChecks.isEmpty && engine.expiries.isEmpty && engine.suspects.isEmpty)
    #expect(engine.unexplained.isEmpty && engine.orphans.isEmpty && engine.expiring.isEmpty)
    #expect(fixture.kernel.portfolio.realizedPnl(Fixtures.btc)?.amount == WideDecimal(30))
    #expect(engine.orders.order(venueOrderId: "3", instrumentId: Fixtures.btc) == nil)
  }

  @Test("closed orders leave the cache by age")
  func byAge() throws {
    var config = TradingKernelConfig()
    config.cache.closedOrderAge = .seconds(600)
    let fixture = DeskFixture(config)
    fixture.kernel.start()
    let old = try fixture.working(number: 1)
    fixture.cancelled(old.clientOrderId, 1)
    let open = try fixture.working(number: 2)
    fixture.clock.advance(by: .seconds(599))
    #expect(fixture.kernel.cache.orders.order(old.clientOrderId) != nil)
    fixture.clock.advance(by: .seconds(120))
    #expect(fixture.kernel.cache.orders.order(old.clientOrderId) == nil)
    #expect(fixture.kernel.cache.orders.order(open.clientOrderId) != nil)
  }
}
