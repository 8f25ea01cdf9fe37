import Testing
import TradingEngine
import TradingModel

@Suite("The kernel")
struct TradingKernelTests {
  private final class Counter: DataActor {
    var count = 0
    var sum: Int64 = 0
    override func onStart() { subscribeQuotes(Fixtures.btc) }
    override func onQuote(_ quote: QuoteTick) {
      count += 1
      sum &+= quote.bidPrice.raw
    }
  }

  @Test("a million quotes reach an actor")
  func millionQuotes() {
    let fixture = KernelFixture()
    let counter = Counter()
    fixture.kernel.register(counter)
    fixture.kernel.start()
    let engine = fixture.kernel.dataEngine
    for number in 0..<1_000_000 { engine.process(Fixtures.quote(bid: Int64(number))) }
    #expect(counter.count == 1_000_000)
    #expect(counter.sum == 499_999_500_000)
    #expect(fixture.kernel.cache.quote(Fixtures.btc)?.bidPrice.raw == 999_999)
  }

  @Test("data reaches an actor while it is running only")
  func runningOnly() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeQuotes(Fixtures.btc) }
    fixture.kernel.dataEngine.process(Fixtures.quote(bid: 1))
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote(bid: 2))
    fixture.kernel.stop()
    fixture.kernel.dataEngine.process(Fixtures.quote(bid: 3))
    #expect(actor.notes == ["quote 0.02", "stop"])
    #expect(actor.state == .stopped)
  }

  @Test("actors start in the order of registration and stop in the reverse, and can start again")
  func order() {
    let fixture = KernelFixture()
    var heard: [String] = []
    for name in ["A", "B"] {
      _ = fixture.actor(name) { _ in heard.append(name) }
    }
    fixture.kernel.start()
    fixture.kernel.stop()
    fixture.kernel.start()
    #expect(heard == ["A", "B", "A", "B"])
    fixture.kernel.stop()
    fixture.kernel.dispose()
    #expect(fixture.kernel.state == .disposed)
    #expect(fixture.kernel.actors.isEmpty)
  }

  @Test("two actors of one type get names of their own")
  func names() {
    let fixture = KernelFixture()
    let actors = [Counter(), Counter(), Counter()]
    for actor in actors { fixture.kernel.register(actor) }
    #expect(actors.map(\.actorId) == ["Counter", "Counter-2", "Counter-3"])
  }

  @Test("an actor that is removed ends for good, and its name is free again")
  func removing() {
    let fixture = KernelFixture()
    let counter = Counter()
    fixture.kernel.register(counter)
    fixture.kernel.start()
    fixture.kernel.remove(counter)
    fixture.kernel.dataEngine.process(Fixtures.quote())
    #expect(counter.count == 0)
    #expect(counter.state == .disposed)
    fixture.kernel.register(counter)
    #expect(fixture.kernel.actors.isEmpty)
    let next = Counter()
    fixture.kernel.register(next)
    #expect(next.actorId == "Counter")
    #expect(next.state == .running)
  }

  @Test("a callback is never entered while another one runs")
  func reentrancy() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") {
      $0.subscribeQuotes(Fixtures.btc)
      $0.subscribeTrades(Fixtures.btc)
    }
    let engine = fixture.kernel.dataEngine
    actor.quoting = { actor, quote in
      if quote.bidPrice.raw < 3 {
        engine.process(Fixtures.quote(bid: quote.bidPrice.raw + 1))
        engine.process(Fixtures.trade(price: quote.bidPrice.raw))
      }
      actor.notes.append("end")
    }
    fixture.kernel.start()
    engine.process(Fixtures.quote(bid: 1))
    #expect(
      actor.notes == ["quote 0.01", "end", "quote 0.02", "end", "trade 0.01", "quote 0.03", "end", "trade 0.02"])
  }

  @Test("timers of an actor end with it")
  func timers() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") {
      $0.clock.setTimer(name: "tick", interval: .seconds(1))
      $0.clock.setTimeAlert(name: "once", at: Fixtures.midnight + .milliseconds(1_500))
    }
    fixture.kernel.start()
    fixture.clock.advance(by: .seconds(2))
    fixture.kernel.stop()
    fixture.clock.advance(by: .seconds(2))
    #expect(
      actor.notes == [
        "timer tick 1723075201000000000", "timer once 1723075201500000000", "timer tick 1723075202000000000", "stop",
      ])
  }

  @Test("the same inputs at the same times give the same journal, byte for byte")
  func journal() {
    func run() -> String {
      let fixture = KernelFixture(TradingKernelConfig(journalsMarketData: true))
      let journal = MemoryJournal()
      fixture.kernel.attach(journal)
      let actor = fixture.actor("A") {
        $0.subscribe(to: .quotes(Fixtures.btc), params: ["z": "1", "a": "2 3", "m": ""])
        $0.clock.setTimer(name: "tick", interval: .seconds(1))
      }
      actor.quoting = { actor, _ in actor.requestTrades(Fixtures.btc) }
      fixture.kernel.start()
      fixture.kernel.dataEngine.process(Fixtures.quote())
      fixture.clock.advance(by: .seconds(2))
      fixture.kernel.stop()
      return journal.text
    }
    let text = run()
    #expect(text == run())
    #expect(
      text.hasPrefix(
        """
        1 1723075200000000000 component id=kernel state=STARTING
        2 1723075200000000000 component id=A state=STARTING
        3 1723075200000000000 dataCommand action=subscribe to=quotes%20BTCUSDT.BINANCE param.a=2%203 param.m= param.z=1

        """))
    #expect(text.contains("quote instrument=BTCUSDT.BINANCE bid=100.00 ask=100.01 bidSize=1.00000 askSize=2.00000"))
    #expect(text.contains("timer owner=A name=tick tsEvent=1723075201000000000"))
  }
}

@Suite("The life cycle of components")
struct ComponentStateTests {
  @Test("allows exactly the transitions of the table")
  func table() {
    let allowed: [(ComponentState, ComponentState.Trigger, ComponentState)] = [
      (.preInitialized, .register, .ready), (.ready, .start, .starting), (.stopped, .start, .starting),
      (.starting, .startCompleted, .running), (.starting, .stop, .stopping), (.running, .stop, .stopping),
      (.stopping, .stopCompleted, .stopped), (.ready, .reset, .resetting), (.stopped, .reset, .resetting),
      (.resetting, .resetCompleted, .ready), (.preInitialized, .dispose, .disposing), (.ready, .dispose, .disposing),
      (.stopped, .dispose, .disposing), (.disposing, .disposeCompleted, .disposed),
    ]
    for state in ComponentState.allCases {
      for trigger in ComponentState.Trigger.allCases {
        let expected = allowed.first { $0.0 == state && $0.1 == trigger }?.2
        #expect(state.next(on: trigger) == expected, "\(state) on \(trigger)")
      }
    }
  }
}

@Suite("Bounded histories")
struct BoundedHistoryTests {
  @Test("keep the newest items, newest first, whatever the capacity", arguments: [1, 2, 3, 7])
  func keepsNewest(capacity: Int) {
    var history = BoundedHistory<Int>(capacity: capacity)
    #expect(history.newest == nil)
    for number in 1...20 {
      history.append(number)
      let expected = Array((max(1, number - capacity + 1)...number).reversed())
      #expect(Array(history) == expected)
      #expect(history.newest == number)
    }
  }
}
