import Testing
import TradingModel

@testable import TradingEngine

@Suite("A desk")
struct TradingDeskTests {
  private let fixture = DeskFixture()

  @Test("observers hear every event in order, also before the kernel runs")
  func observers() throws {
    let order = try fixture.working()
    try fixture.fill(order, trade: 1, "1.000")
    fixture.kernel.executionEngine.process(
      ConnectionState(clientId: "BINANCE", channel: "user", state: .stale, reason: "quiet", tsInit: fixture.clock.now))
    fixture.kernel.dataEngine.process(
      BookStatus(
        instrumentId: Fixtures.btc, state: .stale, sequence: 1, reason: "gap", tsEvent: fixture.clock.now,
        tsInit: fixture.clock.now))
    #expect(
      fixture.names == [
        "OrderInitialized", "OrderSubmitted", "OrderAccepted", "OrderFilled", "PositionOpened 1",
        "ConnectionState stale", "BookStatus stale",
      ])
    guard case .order(let event)? = fixture.heard.first else { return #expect(Bool(false)) }
    #expect(event.strategyId == "GATEWAY-001")
  }

  @Test("leaving a market cancels the owner's orders, waits for their end, and sells what the owner's fills add up to")
  func flatten() throws {
    let other = fixture.kernel.desk(for: "Other-001")
    let foreign = try fixture.working(desk: other, number: 6)
    let bought = try fixture.working()
    try fixture.fill(bought, trade: 1, "0.50000")
    fixture.forget()
    var outcome: MarketExit.Outcome?
    fixture.desk.flatten(Fixtures.btc) { outcome = $0 }
    #expect(fixture.sent == ["cancel"] && outcome == nil)
    // A fill crosses the cancellation.
    try fixture.fill(bought, trade: 2, "0.20000")
    #expect(fixture.sent == ["cancel"])
    fixture.cancelled(bought.clientOrderId)
    #expect(fixture.sent == ["cancel", "submit SELL 0.70000"])
    #expect(outcome == .closing)
    #expect(fixture.kernel.cache.orders.order(foreign.clientOrderId)?.status == .accepted)
  }

  @Test("a cancellation that is refused is repeated, and contracts are closed reduce-only in the venue's portions")
  func repeats() throws {
    var instrument = try #require(fixture.kernel.cache.instrument(DeskFixture.linear))
    instrument.limits = InstrumentLimits(maxMarketQuantity: try Quantity("0.400"))
    fixture.kernel.cache.add(instrument)
    let bought = try fixture.working(instrument: DeskFixture.linear)
    try fixture.fill(bought, trade: 1, "0.900")
    fixture.forget()
    fixture.desk.flatten(DeskFixture.linear)
    fixture.kernel.executionEngine.process(
      .cancelRejected(OrderCancelRejected(fixture.header(bought.clientOrderId, 7), reason: "try later")))
    fixture.clock.advance(by: .seconds(2))
    #expect(fixture.sent == ["cancel", "cancel"])
    fixture.cancelled(bought.clientOrderId)
    #expect(
      fixture.sent == [
        "cancel", "cancel", "submit SELL 0.400 reduce", "submit SELL 0.400 reduce", "submit SELL 0.100 reduce",
      ])
  }

  @Test("on spot nothing is sold while orders may still trade")
  func givesUp() throws {
    let bought = try fixture.working()
    try fixture.fill(bought, trade: 1, "0.50000")
    var outcome: MarketExit.Outcome?
    fixture.desk.flatten(Fixtures.btc) { outcome = $0 }
    fixture.clock.advance(by: .seconds(70))
    #expect(outcome == .givenUp(openOrders: [bought.clientOrderId]))
    #expect(fixture.sent.allSatisfy { !$0.contains("SELL") })
  }

  @Test("an order that is not known is refused")
  func unknown() {
    #expect(fixture.desk.cancel("nobody")?.reason.hasPrefix("ORDER_NOT_FOUND") == true)
    #expect(fixture.desk.modify("nobody")?.reason.hasPrefix("ORDER_NOT_FOUND") == true)
    #expect(fixture.desk.query("nobody")?.reason.hasPrefix("ORDER_NOT_FOUND") == true)
  }

  @Test("what happened before a strategy's start is told after it")
  func early() throws {
    let strategy = ScriptedStrategy(config: StrategyConfig(strategyId: "Early-001"))
    strategy.starting = { $0.notes.append("start") }
    fixture.kernel.register(strategy)
    let order = try fixture.working(desk: strategy.desk)
    try fixture.fill(order, trade: 1, "1.000")
    #expect(strategy.notes.isEmpty)
    fixture.kernel.start()
    #expect(
      strategy.notes == [
        "start", "OrderInitialized", "OrderSubmitted", "OrderAccepted", "fill 1.000", "OrderFilled", "PositionOpened 1",
      ])
  }
}
