import Testing
import TradingModel

@testable import TradingEngine

@Suite("Reconciliation")
struct ReconciliationTests {
  private let fixture = ExecutionFixture()
  private var execution: ExecutionEngine { fixture.execution }

  private func mass(
    _ orders: [OrderStatusReport], fills: [FillReport] = [], positions: [PositionStatusReport] = [],
    hasAllPositions: Bool = false
  ) -> ExecutionMassStatus {
    ExecutionMassStatus(
      clientId: fixture.client.id, accountId: fixture.client.accountId, venue: "BINANCE", orders: orders, fills: fills,
      positions: positions, hasAllOpenOrders: true, hasAllPositions: hasAllPositions, tsInit: fixture.clock.now)
  }

  @Test("what happened while nobody listened is told once, in order, with the trades' own prices")
  func missedFills() throws {
    let order = fixture.working(try fixture.limit())
    fixture.forget()
    let status = mass(
      [try fixture.report(order, .filled, filled: "1.00000", average: "99.4")],
      fills: [
        try fixture.fillReport(order, trade: 2, "0.60000", at: "99.00"),
        try fixture.fillReport(order, trade: 1, "0.40000", at: "100.00"),
      ])
    execution.process(status)
    execution.process(status)
    #expect(
      fixture.told == [
        "OrderFilled 0.40000@100.00", "PositionOpened 0.4", "OrderFilled 0.60000@99.00", "PositionChanged 1",
      ])
    #expect(fixture.status(order) == .filled)
  }

  @Test("somebody else's conditional order that closes a whole position is taken over, though it has no quantity yet")
  func closeAllOfOthers() throws {
    func report(_ status: OrderStatus, _ type: OrderType = .stopMarket, id: ClientOrderId) -> OrderStatusReport {
      OrderStatusReport(
        accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, clientOrderId: id,
        venueOrderId: VenueOrderId(id.text), side: .sell, type: type, status: status,
        quantity: Quantity(raw: 0, precision: 3), filledQuantity: Quantity(raw: 0, precision: 3),
        triggerPrice: Price(raw: 9_000, precision: 2), tsAccepted: fixture.clock.now, tsLast: fixture.clock.now,
        tsInit: fixture.clock.now)
    }
    execution.process(
      mass([report(.accepted, id: "web-1"), report(.canceled, id: "web-2"), report(.accepted, .limit, id: "web-3")]))
    #expect(fixture.cache.orders.open().map(\.clientOrderId) == ["web-1"])
    #expect(fixture.cache.orders.order("web-1")?.strategyId == .external)
  }

  @Test("what somebody else traded while the node was down is told with the venue's own trade, once")
  func tradesOfOthersWhileDown() throws {
    let order = try fixture.limit(.sell, "2.000", price: "100.00", instrument: ExecutionFixture.linear)
    let status = mass(
      [try fixture.report(order, .filled, filled: "2.000", average: "100.00")],
      fills: [try fixture.fillReport(order, trade: 7, "2.000", at: "100.00")])
    execution.restoredUntil = fixture.clock.now + .seconds(10)
    execution.process(status)
    #expect(fixture.told == [], "it is of before")
    execution.restoredUntil = fixture.clock.now + .seconds(-10)
    execution.process(status)
    execution.process(status)
    #expect(
      fixture.told == ["OrderInitialized", "OrderAccepted", "OrderFilled 2.000@100.00", "PositionOpened -2"])
  }

  @Test("a venue whose clock is hours behind is asked for the time that it means, and its orders are recognised")
  func venueClockBehind() throws {
    fixture.client.venueClockOffset = .seconds(-10_800)
    let order = try fixture.limit()
    fixture.submit(order)
    execution.process(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil))))
    fixture.forget()
    var report = try fixture.report(order, .accepted)
    report.tsAccepted = fixture.clock.now + .seconds(-10_800)
    execution.process(report)
    #expect(fixture.told == ["OrderAccepted"])
    #expect(fixture.status(order) == .accepted)
    let request = execution.massStatusRequest(for: fixture.client, since: nil)
    #expect(request.since == order.tsInit + .seconds(-10_800))
  }

  @Test("a clock that was put right or wrong between two sessions hides nothing: the venue's own last word counts")
  func clockStepBetweenSessions() throws {
    let order = try fixture.limit()
    let initialized = OrderInitialized(fixture.header(order, venueOrderId: nil), terms: order.terms)
    execution.restore([
      .initialized(initialized, client: fixture.client.id),
      .event(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil)))),
      .event(.accepted(OrderAccepted(fixture.header(order)))),
    ])
    // Two days have passed of which the own clock knows nothing.
    fixture.client.venueClockOffset = .seconds(172_800)
    let request = execution.massStatusRequest(for: fixture.client, since: nil)
    #expect(request.openOrders.map(\.order.clientOrderId) == [order.clientOrderId])
    #expect(request.since == fixture.clock.now + .seconds(-60))
  }

  @Test("a filled quantity without trades is inferred at the price that makes the average right")
  func inferredFill() throws {
    let order = fixture.working(try fixture.limit())
    execution.process(try fixture.fill(order, trade: 1, "0.40000", at: "100.00"))
    fixture.forget()
    let report = try fixture.report(order, .canceled, filled: "0.60000", average: "99.0")
    execution.process(report)
    execution.process(report)
    #expect(fixture.told == [], "the trade is waited for")
    fixture.clock.advance(by: .seconds(9))
    #expect(fixture.told == [] && fixture.client.queries.count == 1)
    fixture.clock.advance(by: .seconds(2))
    #expect(fixture.told == ["OrderFilled 0.20000@97.00", "PositionChanged 0.6", "OrderCanceled"])
    // The real trade comes after all.
    execution.process(try fixture.fillReport(order, trade: 2, "0.20000", at: "97.00"))
    #expect(fixture.cache.orders.order(order.clientOrderId)?.filledQuantity.description == "0.60000")
    #expect(try fixture.portfolio.netPosition(order.instrumentId) == WideDecimal("0.6"))
  }

  @Test("trades that come after the report that told of them are told with their own price, and the end after them")
  func lateTrades() throws {
    let order = fixture.working(try fixture.limit())
    fixture.forget()
    execution.process(try fixture.report(order, .canceled, filled: "0.60000", average: "99.0"))
    execution.process(try fixture.fillReport(order, trade: 1, "0.40000", at: "99.50"))
    execution.process(try fixture.fillReport(order, trade: 2, "0.20000", at: "98.00"))
    #expect(
      fixture.told == [
        "OrderFilled 0.40000@99.50", "PositionOpened 0.4", "OrderFilled 0.20000@98.00", "PositionChanged 0.6",
        "OrderCanceled",
      ])
    fixture.clock.advance(by: .seconds(60))
    #expect(fixture.told.count == 5)
  }

  @Test("an open order that the venue does not mention is asked about until it is clear")
  func unmentioned() throws {
    let order = fixture.working(try fixture.limit())
    fixture.clock.advance(by: .seconds(1))
    execution.startChecks()
    execution.process(mass([]))
    #expect(fixture.status(order) == .accepted)
    fixture.client.answers[order.clientOrderId] = .success(nil)
    fixture.clock.advance(by: .seconds(50))
    #expect(fixture.status(order) == .accepted)
    fixture.clock.advance(by: .seconds(40))
    #expect(fixture.status(order) == .canceled)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.reason.hasPrefix("NOT_FOUND_AT_VENUE") == true)
  }

  @Test("an earlier order that had the same identifier is another order")
  func reusedIdentifier() throws {
    fixture.clock.advance(by: .seconds(100))
    let order = try fixture.limit()
    fixture.submit(order)
    execution.process(.submitted(OrderSubmitted(fixture.header(order, venueOrderId: nil))))
    var earlier = try fixture.report(order, .canceled, venueOrderId: "3")
    earlier.tsAccepted = Fixtures.midnight
    earlier.tsLast = Fixtures.midnight
    execution.process(mass([earlier]))
    #expect(fixture.status(order) == .submitted)
    execution.process(.accepted(OrderAccepted(fixture.header(order))))
    execution.process(.canceled(OrderCanceled(fixture.header(order))))
    // Somebody uses it again.
    execution.process(try fixture.report(order, .accepted, venueOrderId: "11"))
    #expect(fixture.status(order) == .canceled)
    #expect(fixture.cache.orders.order(venueOrderId: "11", instrumentId: order.instrumentId)?.strategyId == .external)
  }

  @Test("an event of an order that is not known brings the order in")
  func adoptedEvent() throws {
    let order = try fixture.limit()
    fixture.client.answers[order.clientOrderId] = .success(
      OrderReportBundle(order: try fixture.report(order, .accepted)))
    execution.process(.accepted(OrderAccepted(fixture.header(order))))
    #expect(fixture.told == ["OrderInitialized", "OrderAccepted"])
    let other = try fixture.limit()
    execution.process(
      .filled(
        OrderFilled(
          fixture.header(other, venueOrderId: "9"), tradeId: TradeId(number: 3), side: .buy, type: .limit,
          lastQuantity: try Quantity("0.5"), lastPrice: try Price("100.00"), currency: .usdt)))
    #expect(try fixture.portfolio.netPosition(ExecutionFixture.spot) == WideDecimal("0.5"))
  }

  @Test("a report whose time is behind this side's clock still counts")
  func clockSkew() throws {
    let order = fixture.working(try fixture.limit())
    fixture.clock.advance(by: .seconds(2))
    fixture.risk.execute(
      .modifyOrder(ModifyOrder(order: order.identity, price: try Price("99.00"), tsInit: fixture.clock.now)))
    var report = try fixture.report(order, .accepted)
    report.price = try Price("99.00")
    report.tsLast = UnixNanos(fixture.clock.now.nanoseconds - 1_000_000_000)
    execution.process(report)
    #expect(fixture.status(order) == .accepted)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.price?.description == "99.00")
  }

  @Test("an order from elsewhere becomes an external order; closed ones of before are of no interest at start")
  func externalOrders() throws {
    let open = fixture.factory.limit(ExecutionFixture.spot, .sell, try Quantity("2.0"), price: try Price("200.00"))
    let closed = fixture.factory.limit(ExecutionFixture.spot, .sell, try Quantity("2.0"), price: try Price("200.00"))
    execution.process(
      mass([
        try fixture.report(open, .accepted, venueOrderId: "70"),
        try fixture.report(closed, .canceled, venueOrderId: "71"),
      ]))
    #expect(fixture.told == ["OrderInitialized", "OrderAccepted"])
    let external = try #require(fixture.cache.orders.order(open.clientOrderId))
    #expect(external.strategyId == .external)
    #expect(external.venueOrderId == "70")
    // It can be canceled like any other.
    fixture.risk.execute(.cancelOrder(CancelOrder(order: external.identity, tsInit: fixture.clock.now)))
    guard case .cancelOrder(let sent)? = fixture.client.commands.last else { return #expect(Bool(false)) }
    #expect(sent.venueOrderId == "70")
  }

  @Test(
    "what the venue or somebody else closes of a contract closes the holder's position; on spot it does not",
    arguments: [ExecutionFixture.linear, ExecutionFixture.spot])
  func closedFromElsewhere(instrument: InstrumentId) throws {
    let own = fixture.working(try fixture.limit(.buy, "1.000", instrument: instrument))
    execution.process(try fixture.fill(own, trade: 1, "1.000", at: "100.00"))
    fixture.forget()
    let foreign = fixture.factory.limit(instrument, .sell, try Quantity("1.500"), price: try Price("100.00"))
    execution.process(
      OrderReportBundle(
        order: try fixture.report(foreign, .filled, filled: "1.500", average: "100", venueOrderId: "80"),
        fills: [try fixture.fillReport(foreign, trade: 2, "1.500", at: "100.00", venueOrderId: "80")]))
    let isSpot = instrument == ExecutionFixture.spot
    #expect(fixture.told.contains("PositionClosed 0") == !isSpot)
    #expect(fixture.told.contains(isSpot ? "PositionOpened -1.5" : "PositionOpened -0.5"))
    let held = fixture.cache.positions.open(instrumentId: instrument, strategyId: own.strategyId)
    #expect(held.isEmpty == !isSpot)
  }

  @Test("a claimed instrument's orders from elsewhere belong to the strategy")
  func claims() throws {
    execution.claim(ExecutionFixture.spot, for: "Claimer-001")
    let order = try fixture.limit()
    execution.process(try fixture.report(order, .accepted))
    #expect(fixture.cache.orders.order(order.clientOrderId)?.strategyId == "Claimer-001")
  }

  @Test("a trade of an unknown order brings its order in, with all its trades")
  func orphanedFill() throws {
    let order = try fixture.limit()
    let fill = try fixture.fillReport(order, trade: 5, "0.50000", at: "100.00")
    fixture.client.answers[order.clientOrderId] = .success(
      OrderReportBundle(order: try fixture.report(order, .partiallyFilled, filled: "0.50000", average: "100")))
    execution.process(fill)
    execution.process(fill)
    #expect(
      fixture.told == ["OrderInitialized", "OrderAccepted", "OrderFilled 0.50000@100.00", "PositionOpened 0.5"])
  }

  @Test("a trade whose order cannot be had still counts")
  func orphanWithoutAnswer() throws {
    let order = try fixture.limit()
    execution.process(try fixture.fillReport(order, trade: 5, "0.50000", at: "100.00"))
    #expect(try fixture.portfolio.netPosition(order.instrumentId) == WideDecimal("0.5"))
    #expect(fixture.status(order) == .filled)
  }

  @Test("a changed quantity or price is told, a stale report changes nothing")
  func drift() throws {
    let order = fixture.working(try fixture.limit())
    fixture.forget()
    var report = try fixture.report(order, .accepted)
    report.price = try Price("101.00")
    report.quantity = try Quantity("2.00000")
    execution.process(report)
    #expect(fixture.told == ["OrderUpdated"])
    let known = try #require(fixture.cache.orders.order(order.clientOrderId))
    #expect("\(known.quantity) \(known.price.map(\.description) ?? "")" == "2.00000 101.00")
    report.price = try Price("105.00")
    report.tsLast = UnixNanos(fixture.clock.now.nanoseconds - 1)
    execution.process(report)
    #expect(fixture.cache.orders.order(order.clientOrderId)?.price?.description == "101.00")
  }

  @Test("the end of a replaced leg does not end the order")
  func replacedLeg() throws {
    let order = fixture.working(try fixture.limit())
    execution.process(.updated(OrderUpdated(fixture.header(order, venueOrderId: "8"))))
    execution.process(try fixture.report(order, .canceled, venueOrderId: "7"))
    #expect(fixture.status(order) == .accepted)
    execution.process(try fixture.report(order, .canceled, venueOrderId: "8"))
    #expect(fixture.status(order) == .canceled)
  }

  @Test("a venue's position that no fill explains is completed once, with identifiers that stay the same")
  func positions() throws {
    func position(_ side: PositionSide, _ quantity: String) throws -> PositionStatusReport {
      PositionStatusReport(
        accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, side: side,
        quantity: try Quantity(quantity), averageOpenPrice: WideDecimal(2000), tsLast: fixture.clock.now,
        tsInit: fixture.clock.now)
    }
    let status = mass([], positions: [try position(.long, "1.500")])
    execution.process(status)
    execution.process(status)
    #expect(
      fixture.told == ["OrderInitialized", "OrderAccepted", "OrderFilled 1.500@2000.00", "PositionOpened 1.5"])
    let first = fixture.cache.orders.all().map(\.clientOrderId)
    let again = ExecutionFixture()
    again.execution.process(status)
    #expect(again.cache.orders.all().map(\.clientOrderId) == first)
    fixture.clock.advance(by: .seconds(1))
    execution.process(mass([], positions: [try position(.short, "0.500")]))
    #expect(try fixture.portfolio.netPosition(ExecutionFixture.linear) == WideDecimal("-0.5"))
    execution.process(mass([], hasAllPositions: true))
    #expect(fixture.portfolio.isFlat(ExecutionFixture.linear))
  }

  @Test(
    "after a restart, trades that the venue's history does not show yet are waited for before anything is made up",
    arguments: [true, false])
  func laggingHistory(doesCatchUp: Bool) throws {
    let order = fixture.working(try fixture.limit(.buy, "2.000", instrument: ExecutionFixture.linear))
    execution.restoredUntil = fixture.clock.now
    fixture.forget()
    func position() throws -> PositionStatusReport {
      PositionStatusReport(
        accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, side: .long,
        quantity: try Quantity("2.000"), averageOpenPrice: WideDecimal(100), tsLast: fixture.clock.now,
        tsInit: fixture.clock.now)
    }
    fixture.client.massStatus = .success(
      mass([try fixture.report(order, .accepted)], positions: [try position()], hasAllPositions: true))
    var outcome: Result<Void, any Error>?
    execution.reconcile(fixture.client) { outcome = $0 }
    fixture.clock.advance(by: .seconds(4))
    #expect(outcome == nil && fixture.told == [])
    if doesCatchUp {
      fixture.client.massStatus = .success(
        mass(
          [try fixture.report(order, .filled, filled: "2.000", average: "100.00")],
          fills: [try fixture.fillReport(order, trade: 7, "2.000", at: "100.00")], positions: [try position()],
          hasAllPositions: true))
      fixture.clock.advance(by: .seconds(3))
      #expect(fixture.told == ["OrderFilled 2.000@100.00", "PositionOpened 2"])
    } else {
      fixture.clock.advance(by: .seconds(7))
      #expect(
        fixture.told == ["OrderInitialized", "OrderAccepted", "OrderFilled 2.000@100.00", "PositionOpened 2"])
    }
    guard case .success? = outcome else { return #expect(Bool(false)) }
  }

  @Test("while trades are waited for after a restart, everything is asked for less and less often")
  func growingPauses() throws {
    let order = fixture.working(try fixture.limit(.buy, "2.000", instrument: ExecutionFixture.linear))
    execution.restoredUntil = fixture.clock.now
    let position = PositionStatusReport(
      accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, side: .long,
      quantity: try Quantity("2.000"), averageOpenPrice: WideDecimal(100), tsLast: fixture.clock.now,
      tsInit: fixture.clock.now)
    let status = mass([try fixture.report(order, .accepted)], positions: [position], hasAllPositions: true)
    var asked: [UnixNanos] = []
    fixture.client.massStatusAnswer = { [clock = fixture.clock] _ in
      asked.append(clock.now)
      return .success(status)
    }
    let start = fixture.clock.now
    var outcome: Result<Void, any Error>?
    execution.reconcile(fixture.client) { outcome = $0 }
    fixture.clock.advance(by: .seconds(11))
    guard case .success? = outcome else { return #expect(Bool(false)) }
    let pauses = zip(asked.dropFirst(), asked).map { $0 - $1 }
    // One, two and four seconds, a little less by chance; the last question comes when the patience ends.
    #expect(asked.count == 5 && asked.last == start + .seconds(10))
    #expect(zip(pauses.dropFirst().dropLast(), pauses).allSatisfy { $0 > $1 })
    #expect(pauses.first.map { $0 >= .milliseconds(750) && $0 <= .seconds(1) } == true)
  }

  @Test("what others traded in the last moments before the end, of which the news was lost, is told with its own trade")
  func tradesOfOthersBeforeTheEnd() throws {
    let order = try fixture.limit(.buy, "2.000", instrument: ExecutionFixture.linear)
    execution.restoredUntil = fixture.clock.now + .seconds(3)
    execution.journaledInstruments = [ExecutionFixture.linear]
    let position = PositionStatusReport(
      accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, side: .long,
      quantity: try Quantity("2.000"), averageOpenPrice: WideDecimal(100), tsLast: fixture.clock.now,
      tsInit: fixture.clock.now)
    fixture.client.massStatus = .success(
      mass(
        [try fixture.report(order, .filled, filled: "2.000", average: "100.00")],
        fills: [try fixture.fillReport(order, trade: 7, "2.000", at: "100.00")], positions: [position],
        hasAllPositions: true))
    var outcome: Result<Void, any Error>?
    execution.reconcile(fixture.client) { outcome = $0 }
    guard case .success? = outcome else { return #expect(Bool(false)) }
    #expect(
      fixture.told == ["OrderInitialized", "OrderAccepted", "OrderFilled 2.000@100.00", "PositionOpened 2"])
    #expect(fixture.cache.orders.order(order.clientOrderId)?.tradeIds == [TradeId(number: 7)])
  }

  @Test(
    "what others traded while the node was down, where nothing was known yet, is asked for and told with its own trade")
  func tradesOfOthersElsewhere() throws {
    let order = try fixture.limit(.buy, "2.000", instrument: ExecutionFixture.linear)
    execution.restoredUntil = fixture.clock.now + .seconds(-10)
    let position = PositionStatusReport(
      accountId: fixture.client.accountId, instrumentId: ExecutionFixture.linear, side: .long,
      quantity: try Quantity("2.000"), averageOpenPrice: WideDecimal(100), tsLast: fixture.clock.now,
      tsInit: fixture.clock.now)
    let report = try fixture.report(order, .filled, filled: "2.000", average: "100.00")
    let fill = try fixture.fillReport(order, trade: 7, "2.000", at: "100.00")
    fixture.client.massStatusAnswer = { request in
      let isAsked = request.instrumentIds.contains(ExecutionFixture.linear)
      return .success(
        mass(isAsked ? [report] : [], fills: isAsked ? [fill] : [], positions: [position], hasAllPositions: true))
    }
    var outcome: Result<Void, any Error>?
    execution.reconcile(fixture.client) { outcome = $0 }
    guard case .success? = outcome else { return #expect(Bool(false)) }
    #expect(
      fixture.told == ["OrderInitialized", "OrderAccepted", "OrderFilled 2.000@100.00", "PositionOpened 2"])
    #expect(fixture.cache.orders.order(order.clientOrderId)?.tradeIds == [TradeId(number: 7)])
  }

  @Test("the request for everything names what is open and held here")
  func request() throws {
    let order = fixture.working(try fixture.limit())
    fixture.client.massStatus = .success(mass([try fixture.report(order, .accepted)]))
    var outcome: Result<Void, any Error>?
    execution.reconcile(fixture.client) { outcome = $0 }
    guard case .success? = outcome else { return #expect(Bool(false)) }
    #expect(fixture.client.massStatusRequest?.instrumentIds == [ExecutionFixture.spot])
    #expect(fixture.client.massStatusRequest?.openOrders.map(\.order.clientOrderId) == [order.clientOrderId])
  }
}
