import Testing
import TradingModel

@testable import TradingEngine

@Suite("The portfolio")
struct PortfolioTests {
  private let fixture = ExecutionFixture(accountType: .margin)

  private func trade(
    _ instrument: InstrumentId, _ side: OrderSide, _ quantity: String, at price: String, _ number: UInt64
  )
    throws
  {
    let order = fixture.factory.limit(instrument, side, try Quantity(quantity), price: try Price(price))
    fixture.submit(order)
    fixture.execution.process(
      .filled(
        OrderFilled(
          fixture.header(order, venueOrderId: VenueOrderId("\(number)")), tradeId: TradeId(number: number), side: side,
          type: .limit, lastQuantity: try Quantity(quantity), lastPrice: try Price(price), currency: .usdt)))
  }

  @Test("profits are told by instrument and by settlement currency")
  func profits() throws {
    let (linear, inverse) = (ExecutionFixture.linear, ExecutionFixture.inverse)
    try trade(linear, .buy, "2.000", at: "1000.00", 1)
    try trade(linear, .sell, "1.000", at: "1100.00", 2)
    try trade(inverse, .sell, "10", at: "50000.0", 3)
    #expect(fixture.portfolio.realizedPnl(linear) == Money(WideDecimal(100), .usdt))
    #expect(fixture.portfolio.unrealizedPnl(linear) == nil)
    #expect(fixture.portfolio.instrumentsWithoutPrice == [inverse, linear].sorted())
    fixture.cache.add(Fixtures.quote(linear, bid: 90_000, ask: 90_001))
    fixture.cache.add(
      MarkPriceUpdate(
        instrumentId: inverse, value: try Price("40000.0"), tsEvent: fixture.clock.now, tsInit: fixture.clock.now))
    #expect(fixture.portfolio.unrealizedPnl(linear) == Money(WideDecimal(-100), .usdt))
    // 1000 ÷ 40000 − 1000 ÷ 50000 = 0.025 − 0.02 BTC.
    #expect(try fixture.portfolio.unrealizedPnl(inverse) == Money("0.005", .btc))
    #expect(try fixture.portfolio.netExposure(inverse) == Money("-0.025", .btc))
    // One bought, worth 900.00; the inverse contract is short.
    #expect(fixture.portfolio.netExposures().map(\.description) == ["-0.02500000 BTC", "900.00000000 USDT"])
    #expect(fixture.portfolio.totalPnl(linear) == .zero(.usdt))
    #expect(fixture.portfolio.realizedPnls().map(\.description) == ["0.00000000 BTC", "100.00000000 USDT"])
    #expect(fixture.portfolio.unrealizedPnls().map(\.description) == ["0.00500000 BTC", "-100.00000000 USDT"])
    #expect(fixture.portfolio.isNetLong(linear) && fixture.portfolio.isNetShort(inverse))
    #expect(!fixture.portfolio.isCompletelyFlat)
  }
}
