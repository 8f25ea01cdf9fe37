import Testing
import TradingModel

@testable import TradingEngine

@Suite("The execution engine")
struct ExecutionEngineTests {
  private let fixture = ExecutionFixture()
  private var execution: ExecutionEngine { fixture.execution }

  @Test("an order's life is told in order, positions after their fills")
  func life() throws {
    let order = fixture.working(try fixture.limit())
    execution.process(try fixture.fill(order, trade: 1, "0.40000", at: "100.00"))
    execution.process(try fixture.fill(order, trade: 2, "0.60000", at: "99.00"))
    #expect(
      fixture.told == [
        "OrderInitialized", "OrderSubmitted", "OrderAccepted", "OrderFilled 0.40000@100.00", "PositionOpened 0.4",
        "OrderFilled 0.60000@99.00", "PositionChanged 1",
      ])
    #expect(fixture.status(order) == .filled)
    #expect(fixture.client.commands.count == 1)
    #expect(fixture.cache.positions.open().map(\.id) == ["BTCUSDT.BINANCE-BOTH"])
  }

  @Test("facts that come twice, out of order and by both ways are told once", arguments: 1...50)
  func permutations(seed: UInt64) throws {
    print("seed \(seed)")
    let random = RandomSource(seed: seed)
    let fixture = ExecutionFixture()
    let order = try fixture.limit()
    fixture.submit(order)
    fixture.execution.process(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil))))
    let events = [
      OrderEvent.accepted(OrderAccepted(fixture.header(order))),
      try fixture.fill(order, trade: 1, "0.30000", at: "100.00"),
      try fixture.fill(order, trade: 2, "0.20000", at: "99.00"),
      .canceled(OrderCanceled(fixture.header(order))),
    ]
    let fills = [
      try fixture.fillReport(order, trade: 1, "0.30000", at: "100.00"),
      try fixture.fillReport(order, trade: 2, "0.20000", at: "99.00"),
    ]
    var report = OrderReportBundle(order: try fixture.report(order, .canceled, filled: "0.50000", average: "99.6"))
    report.fills = fills
    var inputs: [() -> Void] = (events + events.filter { _ in random.chance(0.5) }).map { event in
      { fixture.execution.process(event) }
    }
    inputs += fills.filter { _ in random.chance(0.5) }.map { fill in { fixture.execution.process(fill) } }
    if random.chance(0.5) { inputs.append { fixture.execution.process(report) } }
    var generator = random
    for input in inputs.shuffled(using: &generator) { input() }
    let told = fixture.told
    #expect(
      told.filter { $0.hasPrefix("OrderFilled") }.sorted() == [
        "OrderFilled 0.20000@99.00", "OrderFilled 0.30000@100.00",
      ])
    #expect(told.filter { $0 == "OrderAccepted" }.count == 1)
    #expect(told.filter { $0 == "OrderCanceled" }.count == 1)
    #expect(told.prefix(3) == ["OrderInitialized", "OrderSubmitted", "OrderAccepted"])
    #expect(fixture.status(order) == .canceled)
    #expect(try fixture.portfolio.netPosition(order.instrumentId) == WideDecimal("0.5"))
  }

  @Test("what a receiver sends while it is told something is carried out after the caches are consistent")
  func reentrancy() throws {
    let fixture = ExecutionFixture()
    let first = try fixture.limit()
    let second = try fixture.limit(.sell, "1.00000", price: "110.00")
    var seen: [String] = []
    fixture.execution.publish = { news in
      if case .order(let event) = news {
        seen.append("\(event.name) \(event.clientOrderId == first.clientOrderId ? 1 : 2)")
      }
      if case .position(let event) = news { seen.append(event.name) }
      if case .order(.filled(let fill)) = news, fill.clientOrderId == first.clientOrderId {
        #expect(fixture.cache.positions.open().count == 1, "the position is there before the fill is told")
        fixture.submit(second)
      }
    }
    _ = fixture.working(first)
    fixture.execution.process(try fixture.fill(first, trade: 1, "1.00000", at: "100.00"))
    #expect(
      seen == [
        "OrderInitialized 1", "OrderSubmitted 1", "OrderAccepted 1", "OrderFilled 1", "PositionOpened",
        "OrderInitialized 2",
      ])
  }

  @Test("an identifier is used once")
  func duplicateIdentifier() throws {
    let order = fixture.working(try fixture.limit())
    let refusal = try #require(fixture.submit(order))
    #expect(refusal.reason.hasPrefix("INVALID_CLIENT_ORDER_ID"))
    #expect(fixture.client.commands.count == 1)
    #expect(fixture.status(order) == .accepted)
  }

  @Test("an order that no client serves is denied")
  func noClient() throws {
    fixture.client.served = { _ in false }
    let order = try fixture.limit()
    #expect(fixture.submit(order) == nil)
    #expect(
      fixture.told == [
        "OrderInitialized", "OrderDenied NO_EXECUTION_CLIENT: instrument=BTCUSDT.BINANCE clients=BINANCE",
      ])
  }

  @Test("an order is denied when the client that it names does not serve its instrument")
  func wrongClient() throws {
    fixture.client.served = { _ in false }
    let order = try fixture.limit()
    let submit = SubmitOrder(order, clientId: fixture.client.id, tsInit: fixture.clock.now)
    #expect(fixture.risk.execute(.submitOrder(submit)) == nil)
    #expect(fixture.status(order) == .denied)
    #expect(fixture.client.commands.isEmpty)
  }

  @Test("a cancellation marks the order first, and goes out with the venue's identifier")
  func cancel() throws {
    let order = fixture.working(try fixture.limit())
    fixture.forget()
    let cancel = CancelOrder(order: order.identity, tsInit: fixture.clock.now)
    #expect(fixture.risk.execute(.cancelOrder(cancel)) == nil)
    #expect(fixture.told == ["OrderPendingCancel"])
    guard case .cancelOrder(let sent)? = fixture.client.commands.last else { return #expect(Bool(false)) }
    #expect(sent.venueOrderId == "7")
    execution.process(.canceled(OrderCanceled(fixture.header(order))))
    #expect(fixture.risk.execute(.cancelOrder(cancel))?.reason.hasPrefix("ORDER_CLOSED") == true)
  }

  @Test("cancel-all uses the venue's own only when it cancels nothing else")
  func cancelAll() throws {
    let orders = try (0..<3).map { _ in try fixture.limit() }
    for (number, order) in orders.enumerated() {
      fixture.submit(order)
      execution.process(.accepted(OrderAccepted(fixture.header(order, venueOrderId: VenueOrderId("\(number)")))))
    }
    let other = OrderFactory(
      strategyId: "Other-001", clock: fixture.clock,
      ids: ClientOrderIdGenerator(clock: fixture.clock, random: RandomSource(seed: 2)))
    let foreign = other.limit(ExecutionFixture.spot, .buy, try Quantity("1.0"), price: try Price("100.00"))
    fixture.submit(foreign)
    execution.process(.accepted(OrderAccepted(fixture.header(foreign, venueOrderId: "9"))))
    let all = CancelAllOrders(strategyId: "Test-001", instrumentId: ExecutionFixture.spot, tsInit: fixture.clock.now)
    fixture.risk.execute(.cancelAllOrders(all))
    guard case .batchCancelOrders(let batch)? = fixture.client.commands.last else { return #expect(Bool(false)) }
    #expect(batch.cancels.count == 3)
    #expect(fixture.status(foreign) == .accepted)
    execution.process(.canceled(OrderCanceled(fixture.header(foreign, venueOrderId: "9"))))
    fixture.risk.execute(.cancelAllOrders(all))
    guard case .cancelAllOrders? = fixture.client.commands.last else { return #expect(Bool(false)) }
  }

  @Test("a good-till-date order that the venue does not keep ends as expired")
  func goodTillDate() throws {
    let expireTime = fixture.clock.now + .seconds(30)
    let order = fixture.factory.limit(
      ExecutionFixture.spot, .buy, try Quantity("1.0"), price: try Price("100.00"), timeInForce: .gtd,
      expireTime: expireTime)
    _ = fixture.working(order)
    guard case .submitOrder(let sent)? = fixture.client.commands.first else { return #expect(Bool(false)) }
    #expect(sent.terms.timeInForce == .gtc && sent.terms.expireTime == nil)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.terms.timeInForce == .gtd)
    fixture.clock.advance(by: .seconds(29))
    #expect(fixture.client.commands.count == 1)
    fixture.clock.advance(by: .seconds(2))
    guard case .cancelOrder? = fixture.client.commands.last else { return #expect(Bool(false)) }
    execution.process(.canceled(OrderCanceled(fixture.header(order))))
    #expect(fixture.status(order) == .expired)
    #expect(fixture.told.last == "OrderExpired")
  }

  @Test("netting turns a position around in two steps")
  func flip() throws {
    let buy = fixture.working(try fixture.limit(.buy, "1.000", price: "100.00", instrument: ExecutionFixture.linear))
    execution.process(try fixture.fill(buy, trade: 1, "1.000", at: "100.00"))
    let sell = fixture.factory.limit(
      ExecutionFixture.linear, .sell, try Quantity("3.000"), price: try Price("110.00"))
    fixture.submit(sell)
    fixture.forget()
    execution.process(try fixture.fill(sell, trade: 2, "3.000", at: "110.00"))
    #expect(
      fixture.told == ["OrderAccepted", "OrderFilled 3.000@110.00", "PositionClosed 0", "PositionOpened -2"])
    #expect(fixture.portfolio.realizedPnl(ExecutionFixture.linear)?.amount == WideDecimal(10))
    #expect(fixture.portfolio.netPosition(ExecutionFixture.linear) == WideDecimal(-2))
    #expect(fixture.cache.positions.history.count == 1)
  }

  @Test("hedging keeps positions side by side under the venue's identifiers")
  func hedging() throws {
    fixture.client.omsType = .hedging
    let buy = fixture.working(try fixture.limit(.buy, "1.000", instrument: ExecutionFixture.linear))
    execution.process(try fixture.fill(buy, trade: 1, "1.000", at: "100.00", positionId: "ETHUSDT-PERP.BINANCE-LONG"))
    let sell = try fixture.limit(.sell, "2.000", instrument: ExecutionFixture.linear)
    fixture.submit(sell)
    execution.process(try fixture.fill(sell, trade: 2, "2.000", at: "100.00", positionId: "ETHUSDT-PERP.BINANCE-SHORT"))
    #expect(fixture.cache.positions.open().map(\.signedQuantity) == [WideDecimal(1), WideDecimal(-2)])
    #expect(fixture.portfolio.netPosition(ExecutionFixture.linear) == WideDecimal(-1))
  }
}
