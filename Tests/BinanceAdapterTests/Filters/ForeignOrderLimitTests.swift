import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Orders of others in the venue's limits")
struct ForeignOrderLimitTests {
  /// The open orders that somebody else made on the account, as the engine keeps them.
  private func orders(_ types: [OrderType], now: UnixNanos) throws -> OrderCache {
    let orders = OrderCache()
    for (number, type) in types.enumerated() {
      let identity = OrderIdentity(
        strategyId: .external, instrumentId: SpotExecutionBench.instrumentId,
        clientOrderId: ClientOrderId("web_\(number)"))
      let terms = OrderTerms(
        side: .buy, type: type, quantity: Quantity(raw: 100_000, precision: 5), price: Price(raw: 9_000, precision: 2),
        triggerPrice: type == .limit ? nil : Price(raw: 9_100, precision: 2))
      let header = OrderEventHeader(
        order: identity, venueOrderId: VenueOrderId("\(900 + number)"), accountId: "BINANCE-001", tsEvent: now,
        tsInit: now)
      var order = Order(OrderInitialized(header, terms: terms))
      _ = try order.apply(.submitted(OrderSubmitted(header)))
      _ = try order.apply(.accepted(OrderAccepted(header)))
      orders.store(order)
    }
    return orders
  }

  private func start(_ types: [OrderType], filters: String) throws -> SpotExecutionBench {
    let now = try SpotExecutionBench().world.now
    let bench = try SpotExecutionBench(lookup: orders(types, now: now))
    bench.venue.moreFilters = filters
    bench.venue.orderTypes += #","STOP_LOSS_LIMIT""#
    try #require(bench.connect()).get()
    return bench
  }

  private func denial(_ bench: SpotExecutionBench, _ id: ClientOrderId) -> String? {
    for case .denied(let event) in bench.sink.events where event.clientOrderId == id { return event.reason }
    return nil
  }

  private var stop: OrderTerms {
    OrderTerms(
      side: .buy, type: .stopLimit, quantity: Quantity(raw: 100_000, precision: 5),
      price: Price(raw: 12_000, precision: 2), triggerPrice: Price(raw: 11_900, precision: 2))
  }

  @Test("They count in MAX_NUM_ORDERS before anything is sent", arguments: [(2, true), (3, false)])
  func orders(limit: Int, isDenied: Bool) throws {
    let bench = try start(
      [.limit, .stopLimit], filters: #",{"filterType":"MAX_NUM_ORDERS","maxNumOrders":\#(limit)}"#)
    bench.submit("A-1")
    bench.run(.seconds(1))
    #expect(denial(bench, "A-1") == (isDenied ? "MAX_NUM_ORDERS: open=2 limit=2" : nil))
    #expect(bench.venue.placements.isEmpty == isDenied)
  }

  @Test("Conditional ones count in MAX_NUM_ALGO_ORDERS, which stops conditional orders alone")
  func conditional() throws {
    let bench = try start(
      [.limit, .stopLimit], filters: #",{"filterType":"MAX_NUM_ALGO_ORDERS","maxNumAlgoOrders":1}"#)
    bench.submit("A-1", stop)
    bench.submit("A-2")
    bench.run(.seconds(1))
    #expect(denial(bench, "A-1") == "MAX_NUM_ALGO_ORDERS: open=1 limit=1")
    #expect(bench.story(of: "A-2") == ["OrderSubmitted", "OrderAccepted"])
  }
}
