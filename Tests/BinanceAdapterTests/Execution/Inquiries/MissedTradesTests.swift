import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Trades of spot orders that a node missed while it was down")
struct MissedTradesTests {
  private static let price = Price(raw: 10_000, precision: 2)

  /// A client that knows of an open order of an earlier session, accepted as 1000.
  private func bench(quantity: Quantity) throws -> SpotExecutionBench {
    let probe = try SpotExecutionBench()
    let header = OrderEventHeader(
      order: probe.identity("A-1"), venueOrderId: "1000", accountId: "BINANCE-001", tsEvent: probe.world.now,
      tsInit: probe.world.now)
    let terms = OrderTerms(side: .buy, type: .limit, quantity: quantity, price: Self.price)
    var order = Order(OrderInitialized(header, terms: terms))
    _ = try order.apply(.submitted(OrderSubmitted(header)))
    _ = try order.apply(.accepted(OrderAccepted(header)))
    let orders = OrderCache()
    orders.store(order)
    return try SpotExecutionBench(lookup: orders)
  }

  /// What the client says of everything since a minute ago.
  private func status(_ bench: SpotExecutionBench) throws -> ExecutionMassStatus {
    try #require(bench.connect()).get()
    let query = QueryOrder(order: bench.identity("A-1"), venueOrderId: "1000", tsInit: bench.world.now)
    let request = MassStatusRequest(
      instrumentIds: [SpotExecutionBench.instrumentId], since: bench.world.now + .seconds(-60), openOrders: [query])
    var answer: Result<ExecutionMassStatus, any Error>?
    bench.client.generateMassStatus(request) { answer = $0 }
    bench.run(.seconds(5))
    return try #require(answer).get()
  }

  @Test("An open order that filled before the time that is asked for is told with its trades")
  func olderThanHistory() throws {
    let bench = try bench(quantity: Quantity(raw: 100_000, precision: 5))
    bench.venue.placeElsewhere("A-1", quantity: "1.00000000", price: "100.00")
    bench.venue.fill("A-1", "0.30000000", at: "100.00", tellsEvent: false)
    bench.run(.seconds(120))
    bench.venue.fill("A-1", "0.20000000", at: "100.00", tellsEvent: false)
    let status = try status(bench)
    #expect(status.orders.map(\.filledQuantity) == [Quantity(raw: 50_000, precision: 5)])
    #expect(status.fills.map(\.tradeId.text) == ["500", "501"])
  }

  @Test("More trades of one order than the venue tells at once are all told, each once")
  func manyTrades() throws {
    let bench = try bench(quantity: Quantity(raw: 3_000_000, precision: 5))
    bench.venue.placeElsewhere("A-1", quantity: "30.00000000", price: "100.00")
    for _ in 0..<2_100 { bench.venue.fill("A-1", "0.01000000", at: "100.00", tellsEvent: false) }
    bench.run(.seconds(120))
    let status = try status(bench)
    #expect(status.orders.map(\.filledQuantity) == [Quantity(raw: 2_100_000, precision: 5)])
    #expect(status.fills.count == 2_100)
    #expect(Set(status.fills.map(\.tradeId)).count == 2_100)
  }
}
