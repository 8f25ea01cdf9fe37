import Testing
import TradingModel

@testable import TradingEngine

@Suite("Positions on several accounts")
struct AccountPositionTests {
  /// A node with a spot and a margin client for the same pair.
  private struct Setting {
    let fixture = ExecutionFixture()
    let margin = RecordingExecutionClient("MARGIN", accountType: .margin)
    var positions: PositionCache { fixture.cache.positions }

    init() {
      fixture.execution.register(margin)
      fixture.execution.process(
        AccountState(
          accountId: margin.accountId, accountType: .margin, balances: [], isComplete: true,
          tsEvent: fixture.clock.now, tsInit: fixture.clock.now))
    }

    /// A fill on an account, by an order of the test's strategy or by one that nobody here made.
    func fill(
      _ side: OrderSide, _ quantity: String, on account: AccountId, number: UInt64, isForeign: Bool = false
    ) throws {
      let order = try fixture.limit(side, quantity)
      if !isForeign {
        fixture.risk.execute(
          .submitOrder(
            SubmitOrder(
              order: order.identity, terms: order.terms,
              clientId: account == margin.accountId ? margin.id : fixture.client.id, tsInit: fixture.clock.now)))
      }
      let header = OrderEventHeader(
        order: order.identity, venueOrderId: VenueOrderId("\(number)"), accountId: account,
        tsEvent: fixture.clock.now, tsInit: fixture.clock.now)
      if isForeign {
        fixture.execution.process(
          OrderReportBundle(
            order: OrderStatusReport(
              accountId: account, instrumentId: order.instrumentId, clientOrderId: "liquidation-1",
              venueOrderId: VenueOrderId("\(number)"), side: side, type: .market, timeInForce: .gtc, status: .filled,
              quantity: try Quantity(quantity), filledQuantity: try Quantity(quantity), tsAccepted: fixture.clock.now,
              tsLast: fixture.clock.now, tsInit: fixture.clock.now),
            fills: [
              FillReport(
                accountId: account, instrumentId: order.instrumentId, clientOrderId: "liquidation-1",
                venueOrderId: VenueOrderId("\(number)"), tradeId: TradeId(number: number), side: side,
                lastQuantity: try Quantity(quantity), lastPrice: try Price("100.00"), tsEvent: fixture.clock.now,
                tsInit: fixture.clock.now)
            ]))
        return
      }
      fixture.execution.process(.accepted(OrderAccepted(header)))
      fixture.execution.process(
        .filled(
          OrderFilled(
            header, tradeId: TradeId(number: number), side: side, type: .limit, lastQuantity: try Quantity(quantity),
            lastPrice: try Price("100.00"), currency: .usdt, liquiditySide: .taker)))
    }

    var open: [String] {
      positions.open().map { "\($0.id) \($0.strategyId) \($0.signedQuantity.plain())" }
    }
  }

  @Test("A strategy that is long on spot and short on margin has a position on each account, and each is closed there")
  func eachAccount() throws {
    let setting = Setting()
    try setting.fill(.buy, "1.00000", on: "BINANCE-001", number: 1)
    try setting.fill(.sell, "1.00000", on: "MARGIN-001", number: 2)
    #expect(
      setting.open == ["BTCUSDT.BINANCE-BOTH Test-001 1", "BTCUSDT.BINANCE-MARGIN-001-BOTH Test-001 -1"])
    #expect(setting.fixture.portfolio.netPosition(ExecutionFixture.spot).isZero)
    try setting.fill(.sell, "1.00000", on: "BINANCE-001", number: 3)
    #expect(setting.open == ["BTCUSDT.BINANCE-MARGIN-001-BOTH Test-001 -1"])
    try setting.fill(.buy, "0.50000", on: "BINANCE-001", number: 4)
    try setting.fill(.buy, "0.40000", on: "MARGIN-001", number: 5)
    #expect(
      setting.open == ["BTCUSDT.BINANCE-BOTH Test-001 0.5", "BTCUSDT.BINANCE-MARGIN-001-BOTH Test-001 -0.6"])
  }

  @Test("The venue's liquidation on a margin account closes the short of whoever holds it, and nothing on spot")
  func liquidation() throws {
    let setting = Setting()
    try setting.fill(.sell, "1.00000", on: "MARGIN-001", number: 1)
    try setting.fill(.buy, "0.30000", on: "BINANCE-001", number: 2)
    try setting.fill(.buy, "1.20000", on: "MARGIN-001", number: 3, isForeign: true)
    #expect(
      setting.open == ["BTCUSDT.BINANCE-BINANCE-001-BOTH Test-001 0.3", "BTCUSDT.BINANCE-BOTH EXTERNAL 0.2"])
    let spot = Setting()
    try spot.fill(.buy, "1.00000", on: "BINANCE-001", number: 1)
    try spot.fill(.sell, "1.00000", on: "BINANCE-001", number: 2, isForeign: true)
    #expect(spot.open == ["BTCUSDT.BINANCE-BOTH Test-001 1", "BTCUSDT.BINANCE-BOTH EXTERNAL -1"])
  }
}
