import Testing
import TradingEngine
import TradingModel

@Suite("An actor's data")
struct ActorDataTests {
  private struct Weather: CustomData {
    static let typeName = "Weather"
    var instrumentId: InstrumentId? { nil }
    var tsEvent: UnixNanos { Fixtures.midnight }
    var tsInit: UnixNanos { Fixtures.midnight }
  }

  /// Notes which callback was called with what.
  private final class Listener: DataActor {
    var heard: [String] = []
    override func onMarkPrice(_ update: MarkPriceUpdate) { heard.append("mark \(update.value)") }
    override func onIndexPrice(_ update: IndexPriceUpdate) { heard.append("index \(update.value)") }
    override func onFundingRate(_ update: FundingRateUpdate) { heard.append("funding \(update.rate.plain())") }
    override func onInstrument(_ instrument: Instrument) { heard.append("instrument \(instrument.id)") }
    override func onInstrumentStatus(_ status: InstrumentStatus) { heard.append("status \(status.raw)") }
    override func onData(_ data: any CustomData, dataType: DataType) { heard.append("data \(dataType.name)") }
    override func onInstruments(_ instruments: [Instrument]) { heard.append("instruments \(instruments.count)") }
    override func onBookSnapshot(_ snapshot: OrderBookDeltas) { heard.append("snapshot \(snapshot.sequence)") }
    override func onHistoricalFundingRates(_ updates: [FundingRateUpdate]) { heard.append("rates \(updates.count)") }
    override func onResponse(_ response: DataResponse) { heard.append("response \(response.requestId)") }
  }

  private let fixture = KernelFixture()
  private let listener = Listener()
  private let weather = DataType(Weather.self)

  init() {
    fixture.kernel.register(listener)
    fixture.kernel.start()
  }

  private func mark(_ raw: Int64) -> MarkPriceUpdate {
    MarkPriceUpdate(
      instrumentId: Fixtures.btc, value: Price(raw: raw, precision: 2), tsEvent: Fixtures.midnight,
      tsInit: Fixtures.midnight)
  }

  private let index = IndexPriceUpdate(
    instrumentId: Fixtures.btc, value: Price(raw: 200, precision: 2), tsEvent: Fixtures.midnight,
    tsInit: Fixtures.midnight)
  private let funding = FundingRateUpdate(
    instrumentId: Fixtures.btc, rate: WideDecimal(mantissa: 1, scale: 4), nextFunding: nil, tsEvent: Fixtures.midnight,
    tsInit: Fixtures.midnight)
  private let status = InstrumentStatus(
    instrumentId: Fixtures.btc, action: .halt, raw: "HALT", isTrading: false, tsEvent: Fixtures.midnight,
    tsInit: Fixtures.midnight)

  /// Something of every kind.
  private func tellAll() {
    let engine = fixture.kernel.dataEngine
    engine.process(mark(100))
    engine.process(index)
    engine.process(funding)
    engine.process(status)
    engine.process(Fixtures.instrument(Fixtures.btc))
    listener.publishData(Weather(), dataType: weather)
  }

  @Test("what it subscribed to is told by the callback of its kind, until it lets go of it")
  func subscriptions() {
    tellAll()
    #expect(listener.heard.isEmpty)
    listener.subscribeMarkPrices(Fixtures.btc)
    listener.subscribeIndexPrices(Fixtures.btc)
    listener.subscribeFundingRates(Fixtures.btc)
    listener.subscribeInstrumentStatus(Fixtures.btc)
    listener.subscribeInstrument(Fixtures.btc)
    listener.subscribeData(weather)
    let wanted: [DataSubscription] = [
      .markPrices(Fixtures.btc), .indexPrices(Fixtures.btc), .fundingRates(Fixtures.btc),
      .instrumentStatus(Fixtures.btc), .instrument(Fixtures.btc), .custom(weather),
    ]
    #expect(fixture.client.commands == wanted.map { DataCommand.subscribe($0) })
    tellAll()
    #expect(
      listener.heard == [
        "mark 1.00", "index 2.00", "funding 0.0001", "status HALT", "instrument BTCUSDT.BINANCE", "data Weather",
      ])
    listener.unsubscribeMarkPrices(Fixtures.btc)
    listener.unsubscribeIndexPrices(Fixtures.btc)
    listener.unsubscribeFundingRates(Fixtures.btc)
    listener.unsubscribeInstrumentStatus(Fixtures.btc)
    listener.unsubscribeInstrument(Fixtures.btc)
    listener.unsubscribeData(weather)
    #expect(Array(fixture.client.commands.suffix(6)) == wanted.map { DataCommand.unsubscribe($0) })
    tellAll()
    #expect(listener.heard.count == 6)
  }

  @Test("an answer is told by the callback of its kind, after the one for every answer")
  func answers() throws {
    let numbers = [
      listener.requestBookSnapshot(Fixtures.btc, depth: 5), listener.requestInstrument(Fixtures.btc),
      listener.requestFundingRates(Fixtures.btc, limit: 3),
    ]
    #expect(
      fixture.client.requests.map(\.kind) == [
        .bookSnapshot(Fixtures.btc, depth: 5), .instrument(Fixtures.btc), .fundingRates(Fixtures.btc),
      ])
    #expect(fixture.client.requests.map(\.id) == numbers && fixture.client.requests.last?.limit == 3)
    let payloads: [DataResponse.Payload] = [
      .book(Fixtures.snapshot()), .instruments([Fixtures.instrument(Fixtures.btc)]), .fundingRates([funding, funding]),
    ]
    for (number, payload) in zip(numbers, payloads) {
      fixture.kernel.dataEngine.process(
        DataResponse(requestId: number, payload: payload, tsInit: Fixtures.midnight))
    }
    #expect(
      listener.heard == [
        "response \(numbers[0])", "snapshot 1", "response \(numbers[1])", "instruments 1", "response \(numbers[2])",
        "rates 2",
      ])
  }
}
