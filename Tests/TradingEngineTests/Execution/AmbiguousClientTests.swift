import Testing
import TradingModel

@testable import TradingEngine

@Suite("An instrument that several clients serve")
struct AmbiguousClientTests {
  private let fixture = DeskFixture()
  private let margin = RecordingExecutionClient("MARGIN", accountType: .margin)
  private let reason =
    "AMBIGUOUS_CLIENT: instrument=BTCUSDT.BINANCE clients=BINANCE,MARGIN; name one of them as the order's client"

  init() {
    margin.served = { $0 == Fixtures.btc }
    fixture.kernel.register(margin)
  }

  private func limit(_ instrument: InstrumentId = Fixtures.btc) throws -> Order {
    fixture.desk.orderFactory.limit(instrument, .buy, try Quantity("1.000"), price: try Price("100.00"))
  }

  @Test("an order that names no client is denied with the names, and nothing is sent")
  func denied() throws {
    #expect(fixture.desk.submit(try limit()) == nil)
    #expect(fixture.names == ["OrderInitialized", "OrderDenied \(reason)"])
    fixture.forget()
    fixture.desk.submitList(fixture.desk.orderFactory.list([try limit(), try limit()], contingency: .oco))
    #expect(fixture.names.filter { $0 == "OrderDenied \(reason)" }.count == 2)
    #expect(fixture.client.commands.isEmpty && margin.commands.isEmpty)
  }

  @Test("an order goes to the client that it names, or to the only one that serves its instrument")
  func named() throws {
    fixture.desk.submit(try limit(), client: margin.id)
    #expect(margin.commands.count == 1 && fixture.client.commands.isEmpty)
    fixture.desk.submit(try limit(DeskFixture.linear))
    #expect(margin.commands.count == 1 && fixture.client.commands.count == 1)
  }

  @Test("commands about an order, and the way out of a position, need no client: they go where the order went")
  func existing() throws {
    let order = try limit()
    fixture.desk.submit(order, client: margin.id)
    func header() -> OrderEventHeader {
      OrderEventHeader(
        order: order.identity, venueOrderId: "7", accountId: margin.accountId, tsEvent: fixture.clock.now,
        tsInit: fixture.clock.now)
    }
    let engine = fixture.kernel.executionEngine
    engine.process(.accepted(OrderAccepted(header())))
    #expect(fixture.desk.modify(order.clientOrderId, price: try Price("99.00")) == nil)
    #expect(fixture.desk.query(order.clientOrderId) == nil)
    #expect(margin.commands.count == 2 && margin.queries.count == 1)
    engine.process(
      .filled(
        OrderFilled(
          header(), tradeId: TradeId(number: 1), side: .buy, type: .limit,
          lastQuantity: try Quantity("0.50000"), lastPrice: try Price("100.00"), currency: .usdt)))
    fixture.desk.flatten(Fixtures.btc)
    engine.process(.canceled(OrderCanceled(header())))
    guard case .submitOrder(let closing)? = margin.commands.last else {
      Issue.record("the position was not closed on its account: \(margin.commands)")
      return
    }
    #expect(closing.terms.side == .sell && closing.clientId == margin.id)
    #expect(fixture.client.commands.isEmpty && fixture.client.queries.isEmpty)
  }

  @Test("an account is that of the client that is named, and nobody's where the name is missing")
  func account() {
    for client in [fixture.client, margin] {
      fixture.kernel.executionEngine.process(
        AccountState(
          accountId: client.accountId, accountType: client.accountType, balances: [], isComplete: true,
          tsEvent: fixture.clock.now, tsInit: fixture.clock.now))
    }
    #expect(fixture.desk.account(for: Fixtures.btc, client: "MARGIN")?.id == margin.accountId)
    #expect(fixture.desk.account(for: Fixtures.btc) == nil)
    #expect(fixture.desk.account(for: DeskFixture.linear)?.id == fixture.client.accountId)
  }
}
