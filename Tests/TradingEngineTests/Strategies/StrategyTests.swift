import Testing
import TradingEngine
import TradingModel

@Suite("A strategy")
struct StrategyTests {
  private let fixture = KernelFixture()
  private let venue: InstantVenue
  private let strategy = ScriptedStrategy(config: StrategyConfig(logsEvents: false))

  init() {
    venue = InstantVenue(fixture.kernel)
    fixture.kernel.register(venue)
    fixture.kernel.register(strategy)
    strategy.starting = { $0.subscribeQuotes(Fixtures.btc) }
  }

  private func quantity(_ raw: Int64) -> Quantity { Quantity(raw: raw, precision: 5) }

  @Test("events of an order given in a callback come after it, complete and in order, before the data is done with")
  func reentrantOrders() {
    strategy.quoting = { strategy, _ in
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 1, precision: 5)))
    }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    #expect(
      strategy.notes == [
        "quote", "quote done", "OrderInitialized", "OrderSubmitted", "OrderAccepted", "fill 0.00001", "OrderFilled",
        "PositionOpened 0.00001",
      ])
  }

  @Test("an order given in an order event's callback follows the events that were there before")
  func ordersFromEvents() {
    strategy.hearing = { strategy, event in
      if case .filled(let fill) = event, fill.side == .buy {
        strategy.submit(strategy.orderFactory.market(Fixtures.btc, .sell, fill.lastQuantity))
        strategy.notes.append("submitted")
      }
    }
    strategy.starting = { strategy in
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 2, precision: 5)))
    }
    fixture.kernel.dataEngine.process(Fixtures.quote())
    fixture.kernel.start()
    let afterFill = strategy.notes.drop { $0 != "submitted" }
    #expect(
      Array(afterFill) == [
        "submitted", "PositionOpened 0.00002", "OrderInitialized", "OrderSubmitted", "OrderAccepted", "fill 0.00002",
        "OrderFilled", "PositionClosed 0",
      ])
    #expect(fixture.kernel.portfolio.isFlat(Fixtures.btc))
  }

  @Test("the cache knows an order's state as soon as it is submitted")
  func stateAtOnce() {
    var statuses: [OrderStatus?] = []
    venue.fillsMarketOrders = false
    strategy.quoting = { strategy, _ in
      let order = strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 1, precision: 5))
      strategy.submit(order)
      statuses.append(strategy.cache.orders.order(order.clientOrderId)?.status)
      strategy.cancel(order.clientOrderId)
      statuses.append(strategy.cache.orders.order(order.clientOrderId)?.status)
    }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    #expect(statuses == [.accepted, .canceled])
    #expect(strategy.activeOrders(Fixtures.btc).isEmpty)
  }

  @Test("an order that the risk engine denies is told, and nothing is sent")
  func denial() {
    strategy.quoting = { strategy, _ in
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 1, precision: 9)))
    }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    #expect(strategy.notes == ["quote", "quote done", "OrderInitialized", "OrderDenied"])
    #expect(venue.commands.isEmpty)
  }

  @Test("a callback that answers itself without end does not hang the kernel")
  func endlessAnswers() {
    var denials = 0
    strategy.hearing = { strategy, event in
      guard case .denied = event else { return }
      denials += 1
      strategy.notes = []
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 1, precision: 9)))
    }
    strategy.quoting = { strategy, _ in
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 1, precision: 9)))
    }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    let first = denials
    #expect(first >= 1_000 && first <= MessageBus.turnLimit)
    strategy.hearing = { _, _ in }
    strategy.quoting = { _, _ in }
    fixture.kernel.dataEngine.process(Fixtures.quote(bid: 5))
    #expect(!strategy.notes.contains("quote"))
    fixture.clock.advance(by: .milliseconds(1))
    #expect(strategy.notes.suffix(2) == ["quote", "quote done"])
    #expect(denials == first)
    #expect(!fixture.kernel.bus.isDelivering)
  }

  @Test("flatten cancels the open orders and closes the position")
  func flatten() {
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, quantity(7)))
    strategy.submit(
      strategy.orderFactory.limit(Fixtures.btc, .buy, quantity(3), price: Price(raw: 9_000, precision: 2)))
    #expect(strategy.activeOrders(Fixtures.btc).count == 1)
    #expect(strategy.netPosition(Fixtures.btc).plain() == "0.00007")
    strategy.flatten(Fixtures.btc)
    #expect(strategy.activeOrders(Fixtures.btc).isEmpty)
    #expect(strategy.isFlat(Fixtures.btc))
  }

  @Test("orders can be given while stopping but not after; what was under way is told to the end")
  func stopping() throws {
    strategy.stopping = { strategy in
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .sell, Quantity(raw: 1, precision: 5)))
    }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, quantity(1)))
    fixture.kernel.stop()
    #expect(strategy.notes.suffix(2) == ["OrderFilled", "PositionClosed 0"])
    let refusal = strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, quantity(1)))
    #expect(try #require(refusal).reason.hasPrefix("STRATEGY_NOT_RUNNING"))
  }

  @Test("the configuration can have orders cancelled and positions closed on stop")
  func closingOnStop() {
    let closer = ScriptedStrategy(
      config: StrategyConfig(
        strategyId: "Closer-1", cancelsOrdersOnStop: true, closesPositionsOnStop: true, logsEvents: false))
    fixture.kernel.register(closer)
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    closer.submit(closer.orderFactory.market(Fixtures.btc, .buy, quantity(4)))
    closer.submit(closer.orderFactory.limit(Fixtures.btc, .buy, quantity(3), price: Price(raw: 9_000, precision: 2)))
    fixture.kernel.stop(closer)
    #expect(fixture.kernel.cache.orders.active().isEmpty)
    #expect(fixture.kernel.cache.positions.open().isEmpty)
  }

  @Test("two strategies of one type get tags of their own and hear only their own orders")
  func twoStrategies() {
    let second = ScriptedStrategy(config: StrategyConfig(logsEvents: false))
    fixture.kernel.register(second)
    #expect(strategy.strategyId == "ScriptedStrategy-001")
    #expect(second.strategyId == "ScriptedStrategy-002")
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    strategy.notes = []
    second.submit(second.orderFactory.market(Fixtures.btc, .buy, quantity(1)))
    #expect(strategy.notes.isEmpty)
    #expect(second.notes.contains("OrderFilled"))
  }

  @Test("account states reach every strategy")
  func accounts() {
    fixture.kernel.start()
    fixture.kernel.executionEngine.process(
      AccountState(
        accountId: "BINANCE-001", accountType: .cash, balances: [], isComplete: true, tsEvent: Fixtures.midnight,
        tsInit: Fixtures.midnight))
    #expect(strategy.notes == ["account"])
  }

  @Test("the journal has every command before its events, with the same text in every run")
  func journal() {
    func run() -> [String] {
      let clock = ManualClock(start: Fixtures.midnight)
      let kernel = TradingKernel(clock: clock, random: RandomSource(seed: 7))
      let journal = MemoryJournal()
      kernel.attach(journal)
      kernel.register(InstantVenue(kernel))
      let strategy = ScriptedStrategy(config: StrategyConfig(logsEvents: false))
      kernel.register(strategy)
      kernel.dataEngine.process(Fixtures.instrument())
      kernel.dataEngine.process(Fixtures.quote())
      kernel.start()
      strategy.submit(strategy.orderFactory.market(Fixtures.btc, .buy, Quantity(raw: 1, precision: 5)))
      return journal.lines
    }
    let lines = run()
    #expect(lines == run())
    let kinds = lines.compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) }
    #expect(
      kinds.suffix(6) == [
        "command", "OrderInitialized", "OrderSubmitted", "OrderAccepted", "OrderFilled", "PositionOpened",
      ])
    #expect(lines.contains { $0.contains("side=BUY type=MARKET quantity=0.00001") })
  }
}

@Suite("The exponential moving average")
struct ExponentialMovingAverageTests {
  @Test("weighs each value by two over the period plus one")
  func values() {
    var average = ExponentialMovingAverage(period: 3)
    for value in [2.0, 4.0, 8.0] { average.add(value) }
    #expect(average.value == 5.5)
    #expect(average.isReady)
    average.reset()
    #expect(!average.isReady)
    average.add(Price(raw: 12_345, precision: 2))
    #expect(average.value == 123.45)
  }
}
