import Testing
import TradingModel

@testable import TradingEngine

@Suite("The risk engine")
struct RiskEngineTests {
  private let fixture = ExecutionFixture()

  /// Why an order is denied, or `nil` when it is sent.
  private func denial(_ order: Order, _ fixture: ExecutionFixture) -> String? {
    fixture.forget()
    fixture.submit(order)
    return fixture.told.first { $0.hasPrefix("OrderDenied ") }.map { String($0.dropFirst("OrderDenied ".count)) }
  }

  private func denial(_ order: Order) -> String? { denial(order, fixture) }

  @Test(
    "a price one step inside its bounds passes, one step outside is denied",
    arguments: [
      ("1.00", nil), ("0.95", "PRICE_BELOW_MINIMUM: price=0.95 min_price=1.00"), ("10000.00", nil),
      ("10000.05", "PRICE_EXCEEDS_MAXIMUM: price=10000.05 max_price=10000.00"), ("100.05", nil),
      ("100.01", "PRICE_NOT_ON_INCREMENT: price=100.01 increment=0.05"),
      ("100.001", "PRICE_PRECISION_EXCEEDED: price=100.001 precision=2"), ("100.0500", nil),
      ("0.00", "PRICE_NOT_POSITIVE: price=0.00"), ("-1.00", "PRICE_NOT_POSITIVE: price=-1.00"),
    ])
  func prices(price: String, expected: String?) throws {
    let quantity = price == "1.00" ? "5.00000" : (price.hasPrefix("10000") ? "0.50000" : "1.00000")
    #expect(denial(try fixture.limit(.buy, quantity, price: price)) == expected)
  }

  @Test(
    "a quantity one step inside its bounds passes, one step outside is denied",
    arguments: [
      ("0.00020", nil), ("0.00010", "QUANTITY_BELOW_MINIMUM: quantity=0.00010 min_quantity=0.00020"),
      ("100.00000", nil), ("100.00010", "QUANTITY_EXCEEDS_MAXIMUM: quantity=100.00010 max_quantity=100.00000"),
      ("0.00021", "QUANTITY_NOT_ON_INCREMENT: quantity=0.00021 increment=0.00010"),
      ("0.000201", "QUANTITY_PRECISION_EXCEEDED: quantity=0.000201 precision=5"),
      ("0.00000", "QUANTITY_NOT_POSITIVE: quantity=0.00000"),
    ])
  func quantities(quantity: String, expected: String?) throws {
    // A reduce-only order is free of the smallest notional, so that only the quantity is judged.
    let order = fixture.factory.limit(
      ExecutionFixture.spot, .buy, try Quantity(quantity), price: try Price("50.00"), isReduceOnly: true)
    #expect(denial(order) == expected)
  }

  @Test(
    "steps may be counted from zero or from the least value, as venues differ",
    arguments: [("100.02", nil), ("100.05", nil), ("100.01", "PRICE_NOT_ON_INCREMENT: price=100.01 increment=0.05")])
  func stepsFromTheLeastPrice(price: String, expected: String?) throws {
    var instrument = ExecutionFixture.spotInstrument
    instrument.limits.minPrice = try Price("1.02")
    let order = try fixture.limit(.buy, "1.00000", price: price)
    #expect(OrderRules(instrument: instrument).denial(of: order.terms, now: .zero)?.description == expected)
  }

  @Test("the bounds of market orders are not those of orders that wait for a trigger")
  func waitingOrders() throws {
    let quantity = try Quantity("60.00000")
    #expect(
      denial(fixture.factory.market(ExecutionFixture.spot, .sell, quantity))?.hasPrefix("QUANTITY_EXCEEDS_MAXIMUM")
        == true)
    let stop = fixture.factory.stopMarket(ExecutionFixture.spot, .sell, quantity, triggerPrice: try Price("50.00"))
    #expect(OrderRules(instrument: ExecutionFixture.spotInstrument).denial(of: stop.terms, now: .zero) == nil)
  }

  @Test("what an amount in quote currency buys is not judged by a price that only we saw")
  func quoteQuantities() throws {
    // At this ask it would buy 60, and no market order may be larger than 50.
    fixture.cache.add(Fixtures.quote(bid: 9_900, ask: 10_000))
    let order = fixture.factory.market(ExecutionFixture.spot, .buy, try Quantity("6000.00"), isQuoteQuantity: true)
    #expect(denial(order) == nil)
  }

  @Test(
    "an amount in quote currency is left to the adapter, which knows whether the venue bounds it",
    arguments: ["4.00", "9500.00"])
  func quoteAmounts(amount: String) throws {
    fixture.cache.add(Fixtures.quote(bid: 9_900, ask: 10_000))
    let order = fixture.factory.market(ExecutionFixture.spot, .buy, try Quantity(amount), isQuoteQuantity: true)
    #expect(denial(order) == nil)
  }

  @Test(
    "an order's worth one step inside its bounds passes, one step outside is denied",
    arguments: [
      ("1.00000", "5.00", nil),
      ("0.99990", "5.00", "NOTIONAL_BELOW_MINIMUM: notional=4.99950000 USDT min_notional=5.00000000 USDT"),
      ("90.00000", "100.00", nil),
      ("90.00010", "100.00", "NOTIONAL_EXCEEDS_MAXIMUM: notional=9000.01000000 USDT max_notional=9000.00000000 USDT"),
    ])
  func notionals(quantity: String, price: String, expected: String?) throws {
    #expect(denial(try fixture.limit(.buy, quantity, price: price)) == expected)
  }

  @Test("market orders have a largest quantity of their own")
  func marketQuantity() throws {
    let inside = fixture.factory.market(ExecutionFixture.spot, .buy, try Quantity("50.00000"))
    let outside = fixture.factory.market(ExecutionFixture.spot, .buy, try Quantity("50.00010"))
    #expect(denial(inside) == nil)
    #expect(denial(outside) == "QUANTITY_EXCEEDS_MAXIMUM: quantity=50.00010 max_quantity=50.00000")
  }

  @Test("one order may be worth at most what the user allows")
  func maxNotionalPerOrder() throws {
    fixture.risk.setMaxNotionalPerOrder(WideDecimal(1_000), for: ExecutionFixture.spot)
    #expect(denial(try fixture.limit(.buy, "10.00000", price: "100.00")) == nil)
    #expect(
      denial(try fixture.limit(.buy, "10.00010", price: "100.00"))
        == "NOTIONAL_EXCEEDS_MAX_PER_ORDER: notional=1000.01000000 USDT max_notional_per_order=1000.00000000 USDT")
    fixture.cache.add(Fixtures.quote(bid: 9_000, ask: 10_000))
    let market = fixture.factory.market(ExecutionFixture.spot, .buy, try Quantity("10.00010"))
    #expect(denial(market)?.hasPrefix("NOTIONAL_EXCEEDS_MAX_PER_ORDER") == true)
    let sell = fixture.factory.market(ExecutionFixture.spot, .sell, try Quantity("11.00000"))
    #expect(denial(sell) == nil)
  }

  @Test("a cash account can spend what is free, and not a step more")
  func balance() throws {
    fixture.execution.process(
      AccountState(
        accountId: fixture.client.accountId, accountType: .cash,
        balances: [
          try AccountBalance(free: Money("1000", .usdt), locked: .zero(.usdt)),
          try AccountBalance(free: Money("2", .btc), locked: .zero(.btc)),
        ], isComplete: true, tsEvent: fixture.clock.now, tsInit: fixture.clock.now))
    #expect(denial(try fixture.limit(.buy, "10.00000", price: "100.00")) == nil)
    #expect(
      denial(try fixture.limit(.buy, "10.00010", price: "100.00"))
        == "NOTIONAL_EXCEEDS_FREE_BALANCE: cost=1000.01000000 USDT free=1000.00000000 USDT")
    #expect(denial(try fixture.limit(.sell, "2.00000", price: "100.00")) == nil)
    #expect(
      denial(try fixture.limit(.sell, "2.00010", price: "100.00"))
        == "NOTIONAL_EXCEEDS_FREE_BALANCE: cost=2.00010000 BTC free=2.00000000 BTC")
  }

  @Test("balances that do not know of the last fill yet deny nothing")
  func staleBalance() throws {
    try balance()
    let order = fixture.working(try fixture.limit(.buy, "10.00000", price: "100.00"))
    fixture.clock.advance(by: .milliseconds(1))
    fixture.execution.process(try fixture.fill(order, trade: 1, "10.00000", at: "100.00"))
    #expect(denial(try fixture.limit(.sell, "12.00000", price: "100.00")) == nil)
    fixture.execution.process(
      AccountState(
        accountId: fixture.client.accountId, accountType: .cash,
        balances: [try AccountBalance(free: Money("12", .btc), locked: .zero(.btc))], isComplete: false,
        tsEvent: fixture.clock.now, tsInit: fixture.clock.now))
    #expect(denial(try fixture.limit(.sell, "12.00010", price: "100.00"))?.hasPrefix("NOTIONAL_EXCEEDS") == true)
  }

  @Test("a refused order does not switch the check of the balance off")
  func balanceAfterRejection() throws {
    try balance()
    let order = try fixture.limit(.buy, "1.00000", price: "100.00")
    fixture.submit(order)
    fixture.clock.advance(by: .seconds(1))
    fixture.execution.process(.rejected(OrderRejected(fixture.header(order, venueOrderId: nil), reason: "no")))
    #expect(denial(try fixture.limit(.buy, "10.00010", price: "100.00"))?.hasPrefix("NOTIONAL_EXCEEDS_FREE") == true)
  }

  @Test("a list is checked as a whole and denied as a whole")
  func lists() throws {
    try balance()
    fixture.forget()
    let list = fixture.factory.list(
      [try fixture.limit(.buy, "6.00000"), try fixture.limit(.buy, "5.00000")], contingency: .none)
    fixture.risk.execute(.submitOrderList(SubmitOrderList(list, tsInit: fixture.clock.now)))
    let reason =
      "ORDER_LIST_DENIED: list=\(list.id) because=CUM_NOTIONAL_EXCEEDS_FREE_BALANCE: cum_cost=1100.00000000 USDT free=1000.00000000 USDT"
    #expect(
      fixture.told == ["OrderInitialized", "OrderInitialized", "OrderDenied \(reason)", "OrderDenied \(reason)"])
    let linked = fixture.factory.list(
      [try fixture.limit(.buy, "6.00000"), try fixture.limit(.buy, "5.00000")], contingency: .oco)
    fixture.risk.execute(.submitOrderList(SubmitOrderList(linked, tsInit: fixture.clock.now)))
    guard case .submitOrderList(let sent)? = fixture.client.commands.last else { return #expect(Bool(false)) }
    #expect(sent.orders.count == 2)
  }

  @Test("halted denies new orders and changes, and lets cancellations pass")
  func halted() throws {
    let order = fixture.working(try fixture.limit())
    fixture.risk.setTradingState(.halted)
    #expect(denial(try fixture.limit()) == "TRADING_HALTED: state=HALTED")
    fixture.forget()
    fixture.risk.execute(
      .modifyOrder(ModifyOrder(order: order.identity, price: try Price("99.00"), tsInit: fixture.clock.now)))
    #expect(fixture.told == ["OrderModifyRejected TRADING_HALTED: state=HALTED"])
    fixture.risk.execute(.cancelOrder(CancelOrder(order: order.identity, tsInit: fixture.clock.now)))
    #expect(fixture.status(order) == .pendingCancel)
  }

  @Test("of several changes those that break no rule go on together, and the others are told why not")
  func changesTogether() throws {
    let (first, second) = (fixture.working(try fixture.limit()), fixture.working(try fixture.limit(.sell)))
    fixture.forget()
    let batch = BatchModifyOrders(
      instrumentId: ExecutionFixture.spot,
      changes: [
        ModifyOrder(order: first.identity, price: try Price("99.00"), tsInit: fixture.clock.now),
        ModifyOrder(order: second.identity, tsInit: fixture.clock.now),
      ], tsInit: fixture.clock.now)
    #expect(fixture.risk.execute(.batchModifyOrders(batch)) == nil)
    #expect(
      fixture.told == [
        "OrderModifyRejected NOTHING_TO_MODIFY: client_order_id=\(second.clientOrderId)", "OrderPendingUpdate",
      ])
    guard case .batchModifyOrders(let sent)? = fixture.client.commands.last else { return #expect(Bool(false)) }
    #expect(sent.changes.map(\.order) == [first.identity] && sent.changes.first?.venueOrderId == "7")
    #expect(sent.clientId == fixture.client.id)
  }

  @Test("reducing lets through what closes a position, and not a step more")
  func reducing() throws {
    let order = fixture.working(try fixture.limit())
    fixture.execution.process(try fixture.fill(order, trade: 1, "1.00000", at: "100.00"))
    fixture.risk.setTradingState(.reducing)
    #expect(denial(try fixture.limit(.sell, "1.00000")) == nil)
    #expect(
      denial(try fixture.limit(.sell, "1.00010")) == "TRADING_STATE_REDUCING: net_position=1 side=SELL quantity=1.00010"
    )
    #expect(
      denial(try fixture.limit(.buy, "0.10000")) == "TRADING_STATE_REDUCING: net_position=1 side=BUY quantity=0.10000")
  }

  @Test("the rate of orders is bounded in every interval")
  func rate() throws {
    let fixture = ExecutionFixture(riskConfig: RiskEngineConfig(maxSubmitRate: .init(count: 3, interval: .seconds(1))))
    for _ in 0..<3 { #expect(denial(try fixture.limit(), fixture) == nil) }
    #expect(denial(try fixture.limit(), fixture) == "RATE_LIMIT_EXCEEDED: limit=3/1000ms command=submit")
    fixture.clock.advance(by: .milliseconds(999))
    #expect(denial(try fixture.limit(), fixture) != nil)
    fixture.clock.advance(by: .milliseconds(1))
    #expect(denial(try fixture.limit(), fixture) == nil)
  }

  @Test("what an order of a type needs must be there")
  func completeness() throws {
    func made(_ terms: OrderTerms) -> Order { fixture.factory.order(ExecutionFixture.spot, terms: terms) }
    let quantity = try Quantity("1.00000")
    #expect(
      denial(made(OrderTerms(side: .buy, type: .limit, quantity: quantity))) == "MISSING_PRICE: type=LIMIT")
    #expect(
      denial(made(OrderTerms(side: .buy, type: .limit, quantity: quantity, params: ["priceMatch": "QUEUE"]))) == nil)
    #expect(
      denial(made(OrderTerms(side: .buy, type: .stopMarket, quantity: quantity)))
        == "MISSING_TRIGGER_PRICE: type=STOP_MARKET")
    #expect(
      denial(made(OrderTerms(side: .buy, type: .trailingStopMarket, quantity: quantity)))
        == "MISSING_TRAILING_OFFSET: type=TRAILING_STOP_MARKET")
    #expect(
      denial(
        made(OrderTerms(side: .buy, type: .limit, quantity: quantity, timeInForce: .gtd, price: try Price("100.00"))))
        == "MISSING_EXPIRE_TIME: time_in_force=GTD")
    #expect(
      denial(
        made(
          OrderTerms(
            side: .buy, type: .limit, quantity: quantity, timeInForce: .gtd, price: try Price("100.00"),
            expireTime: fixture.clock.now)))?.hasPrefix("EXPIRE_TIME_IN_PAST") == true)
    #expect(
      denial(
        made(
          OrderTerms(
            side: .sell, type: .stopMarket, quantity: .zero(), triggerPrice: try Price("90.00"),
            params: ["closePosition": "true"]))) == nil)
    let unknown = InstrumentId(symbol: "NOPE", venue: "BINANCE")
    #expect(
      denial(fixture.factory.market(unknown, .buy, quantity)) == "INSTRUMENT_NOT_FOUND: instrument=NOPE.BINANCE")
  }

  @Test("a reduce-only order for a position must be able to reduce it")
  func reduceOnly() throws {
    let order = try fixture.limit()
    func sent(_ side: OrderSide, _ id: PositionId) throws -> Order {
      fixture.factory.order(
        ExecutionFixture.spot,
        terms: OrderTerms(
          side: side, type: .limit, quantity: try Quantity("1.00000"), price: try Price("100.00"), isReduceOnly: true),
        positionId: id)
    }
    #expect(denial(try sent(.sell, "P-9")) == "POSITION_NOT_FOUND: position_id=P-9")
    _ = fixture.working(order)
    fixture.execution.process(try fixture.fill(order, trade: 1, "1.00000", at: "100.00"))
    let id = try #require(fixture.cache.positions.open().first?.id)
    #expect(denial(try sent(.sell, id)) == nil)
    #expect(denial(try sent(.buy, id))?.hasPrefix("REDUCE_ONLY_WOULD_INCREASE_POSITION") == true)
  }

  @Test("a change is judged like a new order")
  func modify() throws {
    let order = fixture.working(try fixture.limit())
    func change(price: String? = nil, quantity: String? = nil) throws -> String? {
      fixture.forget()
      fixture.risk.execute(
        .modifyOrder(
          ModifyOrder(
            order: order.identity, quantity: try quantity.map { try Quantity($0) },
            price: try price.map { try Price($0) }, tsInit: fixture.clock.now)))
      return fixture.told.first
    }
    #expect(
      try change(price: "100.01") == "OrderModifyRejected PRICE_NOT_ON_INCREMENT: price=100.01 increment=0.05")
    #expect(fixture.status(order) == .accepted)
    #expect(try change() == "OrderModifyRejected NOTHING_TO_MODIFY: client_order_id=\(order.clientOrderId)")
    #expect(try change(quantity: "0.00000") == "OrderModifyRejected QUANTITY_NOT_POSITIVE: quantity=0.00000")
    #expect(try change(quantity: "2.00000") == "OrderPendingUpdate")
    guard case .modifyOrder(let sent)? = fixture.client.commands.last else { return #expect(Bool(false)) }
    #expect(sent.venueOrderId == "7")
  }

  @Test("the position that an order may lead to is bounded, with everything open on its side")
  func maxPosition() throws {
    let fixture = ExecutionFixture(
      riskConfig: RiskEngineConfig(maxPosition: [ExecutionFixture.spot: WideDecimal(2)], checksBalance: false))
    let first = fixture.working(try fixture.limit(.buy, "1.50000"))
    fixture.submit(try fixture.limit(.buy, "0.50010"))
    #expect(
      fixture.told.last
        == "OrderDenied MAX_POSITION_EXCEEDED: position=0 open_orders=1.5 quantity=0.50010 max_position=2")
    fixture.submit(try fixture.limit(.buy, "0.50000"))
    #expect(fixture.told.last == "OrderInitialized")
    // What was filled counts as position, not as an open order any more; the other side has its own room.
    fixture.execution.process(try fixture.fill(first, trade: 1, "1.50000", at: "100.00"))
    fixture.submit(try fixture.limit(.sell, "3.50000"))
    #expect(fixture.told.last == "OrderInitialized")
    fixture.submit(try fixture.limit(.sell, "0.10000"))
    #expect(fixture.told.last?.hasPrefix("OrderDenied MAX_POSITION_EXCEEDED") == true)
  }

  @Test("only so many orders may be open at once")
  func maxOpenOrders() throws {
    let fixture = ExecutionFixture(riskConfig: RiskEngineConfig(maxOpenOrders: 2, checksBalance: false))
    let first = fixture.working(try fixture.limit())
    fixture.submit(try fixture.limit())
    fixture.submit(try fixture.limit())
    #expect(fixture.told.last == "OrderDenied MAX_OPEN_ORDERS_EXCEEDED: open=2 new=1 max_open_orders=2")
    fixture.execution.process(.canceled(OrderCanceled(fixture.header(first))))
    fixture.submit(try fixture.limit())
    #expect(fixture.told.last == "OrderInitialized")
  }
}
