import Testing
import TradingEngine
import TradingModel

@Suite("Bars made from ticks")
struct BarAggregationTests {
  private func actor(_ fixture: KernelFixture, _ type: String) throws -> ScriptedActor {
    let type = try BarType("BTCUSDT.BINANCE-\(type)-INTERNAL")
    let actor = fixture.actor("A") { $0.subscribeBars(type) }
    fixture.kernel.start()
    return actor
  }

  private func after(_ milliseconds: Int) -> UnixNanos { Fixtures.midnight + .milliseconds(milliseconds) }

  private func send(_ fixture: KernelFixture, _ trades: [(price: Int64, size: Int64, at: Int)]) {
    for trade in trades {
      let time = after(trade.at)
      fixture.clock.advance(to: time)
      fixture.kernel.dataEngine.process(Fixtures.trade(price: trade.price, size: trade.size, at: time))
    }
  }

  @Test("a time bar covers its start but not its end: a trade on the boundary belongs to the next bar")
  func boundary() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "1-SECOND-LAST")
    send(fixture, [(100, 1, 0), (300, 2, 400), (50, 3, 999), (200, 4, 1_000)])
    fixture.clock.advance(to: after(2_000))
    #expect(actor.bars.count == 2)
    let first = try #require(actor.bars.first)
    #expect("\(first.open) \(first.high) \(first.low) \(first.close) \(first.volume)" == "1.00 3.00 0.50 0.50 0.00006")
    #expect(first.tsEvent == after(1_000))
    #expect(actor.bars[1].open == Price(raw: 200, precision: 2))
    #expect(actor.bars[1].volume == WideDecimal(mantissa: 4, scale: 5))
  }

  @Test("a trade of a later interval closes the bar before the clock does, and the bar comes once")
  func closingByTick() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "1-SECOND-LAST")
    fixture.kernel.dataEngine.process(Fixtures.trade(price: 100, at: after(500)))
    fixture.kernel.dataEngine.process(Fixtures.trade(price: 200, at: after(1_000)))
    #expect(actor.bars.map(\.close.raw) == [100])
    fixture.clock.advance(to: after(1_500))
    #expect(actor.bars.count == 1)
    fixture.clock.advance(to: after(2_000))
    #expect(actor.bars.map(\.close.raw) == [100, 200])
  }

  @Test("an interval without trades gives no bar, or a flat one when configured")
  func emptyIntervals() throws {
    let plain = KernelFixture()
    let actor = try actor(plain, "1-SECOND-LAST")
    send(plain, [(100, 1, 100), (200, 1, 3_100)])
    plain.clock.advance(to: after(4_000))
    #expect(actor.bars.map(\.tsEvent) == [after(1_000), after(4_000)])

    let filling = KernelFixture(
      TradingKernelConfig(dataEngine: DataEngineConfig(timeBars: TimeBarConfig(emitsEmptyBars: true))))
    let other = try self.actor(filling, "1-SECOND-LAST")
    send(filling, [(100, 1, 1_100), (200, 1, 4_100)])
    filling.clock.advance(to: after(5_000))
    #expect(other.bars.map(\.tsEvent) == [2_000, 3_000, 4_000, 5_000].map(after))
    #expect(other.bars.map(\.close.raw) == [100, 100, 100, 200])
    #expect(other.bars[1].volume.isZero)
  }

  @Test("a late trade counts in the open bar, or is dropped when configured")
  func lateTrades() throws {
    for late in [TimeBarConfig.LateTicks.nextBar, .dropped] {
      let fixture = KernelFixture(
        TradingKernelConfig(dataEngine: DataEngineConfig(timeBars: TimeBarConfig(lateTicks: late))))
      let actor = try actor(fixture, "1-SECOND-LAST")
      send(fixture, [(100, 1, 100), (100, 1, 1_100)])
      fixture.kernel.dataEngine.process(Fixtures.trade(price: 900, size: 7, at: after(990)))
      fixture.clock.advance(to: after(2_000))
      #expect(actor.bars.map(\.volume.mantissa) == (late == .nextBar ? [1, 8] : [1, 1]))
    }
  }

  @Test("a bar stays open for its close delay")
  func closeDelay() throws {
    let fixture = KernelFixture(
      TradingKernelConfig(
        dataEngine: DataEngineConfig(timeBars: TimeBarConfig(closeDelay: .milliseconds(200)))))
    let actor = try actor(fixture, "1-SECOND-LAST")
    send(fixture, [(100, 1, 100)])
    fixture.clock.advance(to: after(1_100))
    fixture.kernel.dataEngine.process(Fixtures.trade(price: 300, size: 1, at: after(990)))
    #expect(actor.bars.isEmpty)
    fixture.clock.advance(to: after(1_200))
    #expect(actor.bars.map(\.close.raw) == [300])
    #expect(actor.bars.map(\.tsEvent) == [after(1_000)])
  }

  @Test("a trade with an absurd future time stamp does not move the bars along")
  func futureStamp() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "1-SECOND-LAST")
    fixture.kernel.dataEngine.process(Fixtures.trade(price: 100, at: after(100)))
    fixture.kernel.dataEngine.process(Fixtures.trade(price: 100, at: after(1_000_000_000)))
    fixture.clock.advance(to: after(1_000))
    #expect(actor.bars.count == 1)
  }

  @Test(
    "boundaries are aligned to UTC: days to midnight, weeks to Monday, months to the first",
    arguments: [
      ("1-DAY-LAST", 86_400), ("4-HOUR-LAST", 4 * 3_600), ("15-MINUTE-LAST", 900),
      // The eighth of August 2024 is a Thursday: Monday is four days on, September twenty-four.
      ("1-WEEK-LAST", 4 * 86_400), ("1-MONTH-LAST", 24 * 86_400), ("3-MONTH-LAST", 54 * 86_400),
    ])
  func alignment(type: String, seconds: Int) throws {
    // Weeks go by without the periodic look at orders.
    let fixture = KernelFixture(
      TradingKernelConfig(executionEngine: ExecutionEngineConfig(inFlightCheckInterval: nil)))
    let actor = try actor(fixture, type)
    send(fixture, [(100, 1, 1)])
    fixture.clock.advance(to: after(seconds * 1_000) + .nanoseconds(-1))
    #expect(actor.bars.isEmpty)
    fixture.clock.advance(to: after(seconds * 1_000))
    #expect(actor.bars.map(\.tsEvent) == [after(seconds * 1_000)])
  }

  @Test("tick bars count trades")
  func tickBars() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "3-TICK-LAST")
    send(fixture, (1...7).map { (Int64($0 * 100), 1, $0) })
    #expect(actor.bars.map(\.close.raw) == [300, 600])
    #expect(actor.bars.map(\.volume.mantissa) == [3, 3])
  }

  @Test("volume bars split a trade over as many bars as it fills, exactly")
  func volumeBars() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "2-VOLUME-LAST")
    send(fixture, [(100, 150_000, 1), (200, 500_000, 2)])
    #expect(actor.bars.map { $0.volume.plain() } == ["2", "2", "2"])
    #expect(actor.bars.map(\.open.raw) == [100, 200, 200])
    send(fixture, [(300, 150_000, 3)])
    #expect(actor.bars.count == 4)
  }

  @Test("one enormous trade makes at most a thousand bars and loses no volume")
  func enormousTrade() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "1-VOLUME-LAST")
    send(fixture, [(100, .max, 1)])
    #expect(actor.bars.count == 1_000)
    let total = try actor.bars.reduce(WideDecimal.zero) { try $0.adding($1.volume) }
    #expect(total == Quantity(raw: .max, precision: 5).wide)
  }

  @Test("value bars close when price times size reaches the step")
  func valueBars() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "100-VALUE-LAST")
    // 2.5 at 100.00 is 250: two bars of 1 each, and half a unit left.
    send(fixture, [(10_000, 250_000, 1)])
    #expect(actor.bars.map { $0.volume.plain() } == ["1", "1"])
    send(fixture, [(10_000, 50_000, 2)])
    #expect(actor.bars.count == 3)
  }

  @Test("bars of the middle price have one decimal more and come from quotes")
  func midBars() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "1-SECOND-MID")
    #expect(fixture.client.commands == [.subscribe(.quotes(Fixtures.btc))])
    fixture.kernel.dataEngine.process(Fixtures.quote(bid: 100, ask: 101, at: after(1)))
    fixture.kernel.dataEngine.process(Fixtures.quote(bid: 100, ask: 102, at: after(2)))
    fixture.clock.advance(to: after(1_000))
    #expect(actor.bars.map { "\($0.open) \($0.close)" } == ["1.005 1.010"])
  }

  @Test("an internal bar's ticks are unsubscribed with its last subscriber, and its bars end")
  func ending() throws {
    let fixture = KernelFixture()
    let actor = try actor(fixture, "1-SECOND-LAST")
    send(fixture, [(100, 1, 100)])
    actor.unsubscribeBars(try BarType("BTCUSDT.BINANCE-1-SECOND-LAST-INTERNAL"))
    #expect(fixture.client.commands == [.subscribe(.trades(Fixtures.btc)), .unsubscribe(.trades(Fixtures.btc))])
    fixture.clock.advance(to: after(5_000))
    #expect(actor.bars.isEmpty)
  }

  @Test("a tick reaches the strategy before the bar that it closes")
  func tickBeforeBar() throws {
    let fixture = KernelFixture()
    let type = try BarType("BTCUSDT.BINANCE-1-TICK-LAST-INTERNAL")
    let actor = fixture.actor("A") {
      $0.subscribeBars(type)
      $0.subscribeTrades(Fixtures.btc)
    }
    fixture.kernel.start()
    send(fixture, [(100, 1, 1)])
    #expect(actor.notes == ["trade 1.00", "bar 1.00"])
    #expect(fixture.kernel.cache.bar(type)?.close.raw == 100)
  }

  @Test("bars of the past are made from the trades of the past, without the unfinished last one")
  func historicalBars() throws {
    let fixture = KernelFixture()
    let actor = fixture.actor("A")
    fixture.kernel.start()
    let type = try BarType("BTCUSDT.BINANCE-1-SECOND-LAST-INTERNAL")
    let id = actor.requestBars(type, start: after(0), end: after(5_000))
    #expect(fixture.client.requests.map(\.kind) == [.trades(Fixtures.btc)])
    let trades = [100, 900, 1_000, 2_500].map { Fixtures.trade(price: Int64($0), at: after($0)) }
    fixture.kernel.dataEngine.process(
      DataResponse(requestId: id, payload: .trades(trades), tsInit: Fixtures.midnight))
    #expect(actor.historicalBars.map(\.close.raw) == [900, 1_000])
    #expect(actor.historicalBars.map(\.tsEvent) == [after(1_000), after(2_000)])
    #expect(actor.bars.isEmpty)
  }
}
