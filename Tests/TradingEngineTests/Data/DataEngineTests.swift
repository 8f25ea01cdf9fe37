import Testing
import TradingEngine
import TradingModel

@Suite("The data engine")
struct DataEngineTests {
  @Test("asks a client once for the first holder and ends the stream with the last")
  func referenceCounts() {
    let fixture = KernelFixture()
    let first = fixture.actor("A") { $0.subscribeQuotes(Fixtures.btc) }
    let second = fixture.actor("B") {
      $0.subscribeQuotes(Fixtures.btc)
      $0.subscribeQuotes(Fixtures.btc)
    }
    fixture.kernel.start()
    #expect(fixture.client.commands == [.subscribe(.quotes(Fixtures.btc))])
    #expect(fixture.kernel.dataEngine.subscriberCount(.quotes(Fixtures.btc)) == 2)
    first.unsubscribeQuotes(Fixtures.btc)
    first.unsubscribeQuotes(Fixtures.btc)
    #expect(fixture.client.commands.count == 1)
    fixture.kernel.stop(second)
    #expect(fixture.client.commands.last == .unsubscribe(.quotes(Fixtures.btc)))
    #expect(fixture.kernel.dataEngine.subscriptions.isEmpty)
  }

  @Test("routes to the client that serves the instrument, or to the one that is named")
  func routing() {
    let clock = ManualClock()
    let kernel = TradingKernel(clock: clock)
    let spot = RecordingDataClient("SPOT") { !$0.symbol.hasSuffix("-PERP") }
    let futures = RecordingDataClient("FUTURES") { $0.symbol.hasSuffix("-PERP") }
    kernel.register(spot)
    kernel.register(futures)
    let perpetual = InstrumentId(symbol: "BTCUSDT-PERP", venue: "BINANCE")
    let actor = ScriptedActor(actorId: "A")
    actor.starting = {
      $0.subscribeTrades(perpetual)
      $0.subscribeTrades(Fixtures.btc)
      $0.subscribeQuotes(Fixtures.btc, client: "FUTURES")
    }
    kernel.register(actor)
    kernel.start()
    #expect(spot.commands == [.subscribe(.trades(Fixtures.btc))])
    #expect(futures.commands == [.subscribe(.trades(perpetual)), .subscribe(.quotes(Fixtures.btc))])
  }

  @Test("data is in the cache before it is told")
  func cacheBeforePublish() {
    let fixture = KernelFixture()
    var seen: [Bool] = []
    let actor = fixture.actor("A") {
      $0.subscribeQuotes(Fixtures.btc)
      $0.subscribeTrades(Fixtures.btc)
    }
    actor.quoting = { seen.append($0.cache.quote(Fixtures.btc) == $1) }
    actor.trading = { seen.append($0.cache.trade(Fixtures.btc) == $1 && $0.cache.trades(Fixtures.btc).count == 1) }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.quote())
    fixture.kernel.dataEngine.process(Fixtures.trade())
    #expect(seen == [true, true])
  }

  @Test("applies deltas to the managed book, then tells them; the book goes with its last subscriber")
  func books() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    let engine = fixture.kernel.dataEngine
    engine.process(Fixtures.snapshot())
    #expect(actor.notes == ["deltas 3 true", "book 100.00"])
    engine.process(
      BookStatus(
        instrumentId: Fixtures.btc, state: .synced, sequence: 1, reason: "", tsEvent: Fixtures.midnight,
        tsInit: Fixtures.midnight))
    #expect(fixture.kernel.cache.book(Fixtures.btc)?.state == .synced)
    #expect(actor.statuses.map(\.state) == [.synced])
    actor.unsubscribeBook(Fixtures.btc)
    engine.process(Fixtures.snapshot())
    #expect(fixture.kernel.cache.book(Fixtures.btc) == nil)
  }

  @Test("a change that cannot be applied makes the book stale and says so once")
  func staleBook() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    var huge = Fixtures.snapshot()
    huge.deltas[1].price = Price(raw: .max, precision: 0)
    huge.deltas[2].price = Price(raw: 1, precision: 18)
    fixture.kernel.dataEngine.process(huge)
    fixture.kernel.dataEngine.process(huge)
    #expect(actor.statuses.map(\.state) == [.stale])
    #expect(actor.notes.isEmpty)
  }

  @Test("who subscribes late to a book is told the whole book and its state, the others nothing")
  func lateBookSubscriber() {
    let fixture = KernelFixture()
    let early = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    let late = fixture.actor("B")
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.snapshot())
    fixture.kernel.dataEngine.process(
      BookStatus(
        instrumentId: Fixtures.btc, state: .synced, sequence: 1, reason: "", tsEvent: Fixtures.midnight,
        tsInit: Fixtures.midnight))
    late.subscribeBook(Fixtures.btc)
    late.subscribeBook(Fixtures.btc)
    #expect(late.notes == ["deltas 3 true", "book 100.00"])
    #expect(late.statuses.map(\.state) == [.synced])
    #expect(early.notes == ["deltas 3 true", "book 100.00"])
    #expect(early.statuses.count == 1)
  }

  @Test("a book that is subscribed again does not pass for synced because its predecessor was")
  func statusGoesWithTheBook() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    fixture.kernel.dataEngine.process(Fixtures.snapshot())
    fixture.kernel.dataEngine.process(
      BookStatus(
        instrumentId: Fixtures.btc, state: .synced, sequence: 1, reason: "", tsEvent: Fixtures.midnight,
        tsInit: Fixtures.midnight))
    actor.unsubscribeBook(Fixtures.btc)
    #expect(fixture.kernel.cache.bookStatus(Fixtures.btc) == nil)
    actor.subscribeBook(Fixtures.btc)
    fixture.kernel.dataEngine.process(Fixtures.snapshot())
    #expect(fixture.kernel.cache.book(Fixtures.btc)?.state == .syncing)
  }

  @Test("a synced book that becomes crossed is marked stale and asked for anew, at growing intervals")
  func crossedBook() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    func synced() {
      fixture.kernel.dataEngine.process(
        BookStatus(
          instrumentId: Fixtures.btc, state: .synced, sequence: 1, reason: "", tsEvent: Fixtures.midnight,
          tsInit: Fixtures.midnight))
    }
    let restart: [DataCommand] = [.unsubscribe(.bookDeltas(Fixtures.btc)), .subscribe(.bookDeltas(Fixtures.btc))]
    fixture.kernel.dataEngine.process(Fixtures.snapshot(bid: 10_002, ask: 10_001))
    #expect(actor.statuses.isEmpty)
    fixture.kernel.dataEngine.process(Fixtures.snapshot())
    synced()
    fixture.kernel.dataEngine.process(Fixtures.snapshot(bid: 10_001, ask: 10_001))
    fixture.kernel.dataEngine.process(Fixtures.snapshot(bid: 10_001, ask: 10_001))
    #expect(actor.statuses.map(\.state) == [.synced, .stale])
    fixture.clock.advance(by: .zero)
    #expect(fixture.client.commands == [.subscribe(.bookDeltas(Fixtures.btc))] + restart)
    for seconds in [1, 2, 4] {
      synced()
      fixture.kernel.dataEngine.process(Fixtures.snapshot(bid: 10_001, ask: 10_001))
      let before = fixture.client.commands.count
      fixture.clock.advance(by: .seconds(seconds) - .milliseconds(1))
      #expect(fixture.client.commands.count == before)
      fixture.clock.advance(by: .milliseconds(1))
      #expect(fixture.client.commands.suffix(2) == restart[...])
    }
  }

  /// A message that changes one level.
  private func change(_ side: BookSide, _ price: Price, _ size: Int64) -> OrderBookDeltas {
    OrderBookDeltas(
      instrumentId: Fixtures.btc,
      deltas: [
        OrderBookDelta(
          action: size == 0 ? .delete : .update, side: side, price: price, size: Quantity(raw: size, precision: 5))
      ], sequence: 2, isSnapshot: false, tsEvent: Fixtures.midnight, tsInit: Fixtures.midnight)
  }

  private func status(_ state: BookStatus.State) -> BookStatus {
    BookStatus(
      instrumentId: Fixtures.btc, state: state, sequence: 1, reason: "", tsEvent: Fixtures.midnight,
      tsInit: Fixtures.midnight)
  }

  @Test("a crossed book is not synced again by its client's word, only by a snapshot; the stale state is told first")
  func distrustedBook() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    let engine = fixture.kernel.dataEngine
    engine.process(Fixtures.snapshot())
    engine.process(status(.synced))
    engine.process(change(.sell, Price(raw: 100, precision: 2), 1))
    #expect(fixture.kernel.cache.bookStatus(Fixtures.btc)?.state == .stale)
    // Two messages changed places: for its client the book was wrong for a moment only.
    engine.process(status(.stale))
    engine.process(change(.buy, Price(raw: 9_999, precision: 2), 1))
    engine.process(status(.synced))
    #expect(fixture.kernel.cache.book(Fixtures.btc)?.state == .stale)
    engine.process(Fixtures.snapshot())
    engine.process(status(.synced))
    #expect(fixture.kernel.cache.book(Fixtures.btc)?.state == .synced)
    #expect(actor.statuses.map(\.state) == [.synced, .stale, .stale, .synced])
    fixture.clock.advance(by: .zero)
    #expect(fixture.client.commands == [.subscribe(.bookDeltas(Fixtures.btc))], "the snapshot made it right already")
  }

  @Test("a change that cannot be applied makes the book ask for a snapshot")
  func unappliableChange() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    let engine = fixture.kernel.dataEngine
    engine.process(Fixtures.snapshot())
    engine.process(status(.synced))
    var lost = change(.buy, Price(raw: .max, precision: 0), 1)
    lost.deltas.append(change(.buy, Price(raw: 1, precision: 18), 1).deltas[0])
    engine.process(lost)
    engine.process(status(.synced))
    #expect(actor.statuses.map(\.state) == [.synced, .stale])
    fixture.clock.advance(by: .zero)
    #expect(
      fixture.client.commands.suffix(2) == [
        .unsubscribe(.bookDeltas(Fixtures.btc)), .subscribe(.bookDeltas(Fixtures.btc)),
      ])
    engine.process(Fixtures.snapshot())
    engine.process(status(.synced))
    #expect(fixture.kernel.cache.book(Fixtures.btc)?.state == .synced)
  }

  @Test("a request without an answer fails after the configured time")
  func requestTimeout() {
    let fixture = KernelFixture(
      TradingKernelConfig(dataEngine: DataEngineConfig(requestTimeout: .seconds(10))))
    let actor = fixture.actor("A")
    fixture.kernel.start()
    actor.requestTrades(Fixtures.btc)
    fixture.clock.advance(by: .seconds(10))
    #expect(actor.notes.count == 1)
    #expect(actor.notes.first?.hasPrefix("failed no answer within 10") == true)
  }

  @Test("the deepest book that anyone asked for serves all")
  func bookDepths() {
    let fixture = KernelFixture()
    let shallow = fixture.actor("A") { $0.subscribeBook(Fixtures.btc, depth: 10) }
    let deep = fixture.actor("B") { $0.subscribeBook(Fixtures.btc) }
    fixture.kernel.start()
    #expect(
      fixture.client.commands == [
        .subscribe(.bookDeltas(Fixtures.btc, depth: 10)), .unsubscribe(.bookDeltas(Fixtures.btc, depth: 10)),
        .subscribe(.bookDeltas(Fixtures.btc)),
      ])
    deep.unsubscribeBook(Fixtures.btc)
    #expect(fixture.client.commands.count == 3)
    shallow.unsubscribeBook(Fixtures.btc)
    #expect(fixture.client.commands.last == .unsubscribe(.bookDeltas(Fixtures.btc)))
  }

  @Test("a response goes to who asked, once; a request that nobody serves fails after the call returned")
  func requests() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A")
    let other = fixture.actor("B")
    fixture.kernel.start()
    let id = actor.requestTrades(Fixtures.btc, limit: 5)
    #expect(fixture.client.requests.map(\.id) == [id])
    let response = DataResponse(requestId: id, payload: .trades([Fixtures.trade()]), tsInit: Fixtures.midnight)
    fixture.kernel.dataEngine.process(response)
    fixture.kernel.dataEngine.process(response)
    #expect(actor.notes == ["history 1"])
    #expect(other.notes.isEmpty)
    fixture.client.served = { _ in false }
    other.requestTrades(Fixtures.btc)
    #expect(other.notes.isEmpty)
    fixture.clock.advance(by: .zero)
    #expect(other.notes == ["failed no data client serves the request; check dataClients"])
  }

  @Test("an actor that is started again hears each signal once")
  func signalsAfterRestart() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeSignal("mood") }
    fixture.kernel.start()
    fixture.kernel.stop(actor)
    fixture.kernel.start(actor)
    actor.publishSignal("mood", .integer(1))
    #expect(actor.notes == ["stop", "signal mood"])
  }

  @Test("connection states and signals reach running actors")
  func messages() {
    let fixture = KernelFixture()
    let actor = fixture.actor("A") { $0.subscribeSignal("mood") }
    let sleeper = fixture.actor("B")
    fixture.kernel.start()
    fixture.kernel.stop(sleeper)
    let state = ConnectionState(
      clientId: "BINANCE", channel: "market", state: .connected, reason: "", tsInit: Fixtures.midnight)
    fixture.kernel.dataEngine.process(state)
    actor.publishSignal("mood", .text("good"))
    actor.publishSignal("other", .flag(true))
    #expect(actor.notes == ["connection connected", "signal mood"])
    #expect(sleeper.notes == ["stop"])
  }
}
