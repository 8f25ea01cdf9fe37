import Testing
import TradingEngine
import TradingModel

@Suite("Bars of random trades")
struct BarPropertyTests {
  /// Trades at random times, in order, with prices and sizes that straddle every boundary sooner or later.
  private func trades(_ random: RandomSource, count: Int) -> [TradeTick] {
    var time = Fixtures.midnight
    return (0..<count).map { number in
      let step = random.chance(0.2) ? 0 : random.integer(in: 1...900)
      time = time + .milliseconds(step)
      return Fixtures.trade(
        price: Int64(random.integer(in: 9_000...11_000)), size: Int64(random.integer(in: 1...400_000)), at: time,
        number: UInt64(number))
    }
  }

  @Test(
    "account for every trade exactly once, within prices that were traded",
    arguments: ["1-SECOND-LAST", "3-SECOND-LAST", "7-TICK-LAST", "2-VOLUME-LAST", "150-VALUE-LAST"], 1...4)
  func conservation(type text: String, seed: Int) throws {
    let random = RandomSource(seed: UInt64(seed))
    let fixture = KernelFixture()
    let type = try BarType("BTCUSDT.BINANCE-\(text)-INTERNAL")
    let actor = fixture.actor("A") { $0.subscribeBars(type) }
    fixture.kernel.start()
    let trades = trades(random, count: 400)
    for trade in trades {
      fixture.clock.advance(to: trade.tsEvent)
      fixture.kernel.dataEngine.process(trade)
    }
    fixture.clock.advance(by: .seconds(10))
    let traded = try trades.reduce(WideDecimal.zero) { try $0.adding($1.size.wide) }
    let counted = try actor.bars.reduce(WideDecimal.zero) { try $0.adding($1.volume) }
    let missing = try traded.subtracting(counted)
    if type.specification.aggregation.isTime {
      #expect(missing.isZero, "seed \(seed)")
      expectBoundaries(actor.bars, trades, step: try #require(type.specification.interval))
    } else {
      // What is missing is in the bar that is still open: less than one bar.
      #expect(!missing.isNegative, "seed \(seed)")
      let largest = try #require(actor.bars.map(\.volume).max())
      #expect(missing < (try largest.multiplied(by: WideDecimal(2))), "seed \(seed)")
    }
    for bar in actor.bars {
      #expect(bar.low <= bar.open && bar.low <= bar.close && bar.high >= bar.open && bar.high >= bar.close)
    }
  }

  /// Every bar equals what its interval's trades give when looked at afterwards.
  private func expectBoundaries(_ bars: [Bar], _ trades: [TradeTick], step: Duration) {
    for bar in bars {
      let start = UnixNanos(bar.tsEvent.nanoseconds - step.wholeNanoseconds)
      let inside = trades.filter { $0.tsEvent >= start && $0.tsEvent < bar.tsEvent }
      #expect(bar.open == inside.first?.price)
      #expect(bar.close == inside.last?.price)
      #expect(bar.high == inside.map(\.price).max())
      #expect(bar.low == inside.map(\.price).min())
    }
  }
}
