import Testing
import TradingModel

@testable import TradingEngine

@Suite("Instruments that come as an answer")
struct RequestedInstrumentTests {
  private static let late = Fixtures.instrument(InstrumentId(symbol: "SOLUSDT", venue: "BINANCE"))

  @Test("fills that waited for one become a position, and it is written down and published as any other")
  func parked() throws {
    let fixture = DeskFixture()
    let kernel = fixture.kernel
    let journal = MemoryJournal()
    kernel.attach(journal)
    let order = fixture.desk.orderFactory.limit(Self.late.id, .buy, try Quantity("1.000"), price: try Price("100.00"))
    let header = OrderEventHeader(
      order: order.identity, venueOrderId: "7", accountId: fixture.client.accountId, tsEvent: fixture.clock.now,
      tsInit: fixture.clock.now)
    kernel.restore([
      .initialized(OrderInitialized(header, terms: order.terms), client: fixture.client.id),
      .event(.submitted(OrderSubmitted(header))), .event(.accepted(OrderAccepted(header))),
    ])
    try fixture.fill(order, trade: 1, "1.000")
    #expect(kernel.cache.positions.open().isEmpty)

    var answers = 0
    let id = kernel.dataEngine.request(.instrument(Self.late.id)) { _ in answers += 1 }
    kernel.dataEngine.process(
      DataResponse(requestId: id, payload: .instruments([Self.late]), tsInit: fixture.clock.now))
    #expect(answers == 1 && kernel.cache.instrument(Self.late.id) == Self.late)
    #expect(kernel.cache.positions.open().map { $0.signedQuantity.plain() } == ["1"])
    #expect(fixture.names.last == "PositionOpened 1")
    let written = journal.entries.filter { if case .instrument = $0.payload { true } else { false } }
    #expect(written.count == 1)
  }
}
