import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

/// What a venue written by somebody else brought to light.
@Suite("A venue written by the documentation alone")
struct IndependentVenueTests {
  @Test("The end of an order that overtakes its trades is told after them")
  func endOvertakesTrades() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("E-1")
    bench.run(.seconds(1))
    bench.venue.holdsEvents = true
    bench.venue.fill("E-1", "0.40000", at: "100.00")
    bench.venue.cancel("E-1")
    bench.venue.releaseEvents(reversed: true)
    bench.run(.milliseconds(100))
    #expect(bench.story(of: "E-1") == ["OrderSubmitted", "OrderAccepted", "OrderFilled"])
    bench.run(.seconds(2))
    #expect(bench.sink.bundles.last?.order.status == .canceled)
    #expect(bench.sink.bundles.flatMap(\.fills).isEmpty, "the trade is told once")
  }

  @Test("An order for an amount of quote currency is filled when the venue says so, whatever quantity it tells")
  func quoteQuantityWithoutQuantity() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.venue.holdsEvents = true
    bench.venue.reaction = .restSilently
    let terms = OrderTerms(
      side: .buy, type: .market, quantity: Quantity(raw: 4_000, precision: 2), isQuoteQuantity: true)
    bench.submit("Q-1", terms)
    bench.run(.seconds(1))
    bench.venue.orders[0].quantity = .zero
    bench.venue.holdsEvents = false
    bench.venue.apply("0.40000", "100.00", to: 0, isMaker: false, tellsEvent: true)
    bench.run(.seconds(1))
    let updates = bench.sink.events.compactMap { event in
      if case .updated(let update) = event { update } else { nil }
    }
    #expect(updates.map(\.quantity?.description) == ["0.40000"])
    #expect(updates.first?.isQuoteQuantity == false)
    #expect(bench.sink.fills(of: "Q-1").map(\.lastQuantity.description) == ["0.40000"])
  }

  @Test("An order that the venue has archived has ended without a fill")
  func archived() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(6))
    bench.venue.cancel("A-1", tellsEvent: false)
    bench.venue.queryRefusal = (
      -2026, "Order was canceled or expired with no executed qty over 90 days ago and has been archived.", 400
    )
    bench.run(.seconds(30))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderCanceled"])
  }

  @Test("When the venue's clock is set back the account is asked for, and its answer is the newest word")
  func clockSetBack() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    let time = bench.venue.milliseconds
    func balances(at time: Int64, _ free: String) -> String {
      "{\"e\":\"outboundAccountPosition\",\"E\":\(time),\"u\":\(time),"
        + "\"B\":[{\"a\":\"USDT\",\"f\":\"\(free)\",\"l\":\"0\"}]}"
    }
    bench.venue.tell(balances(at: time + 3_600_000, "7.00000000"))
    bench.run(.seconds(1))
    bench.venue.freeQuote = "99.75"
    bench.venue.tell(balances(at: time + 1_000, "99.75000000"))
    bench.run(.seconds(5))
    let last = try #require(bench.sink.accountStates.last)
    #expect(last.isComplete)
    #expect(last.balances.last?.free.description == "99.75000000 USDT")
    #expect(last.tsEvent >= UnixNanos(milliseconds: time + 3_600_000), "it is not older than what was told")
  }

  @Test("An answer that is lost while the state of all orders is asked for is asked for again")
  func massStatusIsAskedAgain() throws {
    let bench = try SpotExecutionBench()
    bench.connect()
    bench.submit("M-1")
    bench.run(.seconds(1))
    bench.venue.unanswered = ["GET /api/v3/openOrders"]
    var result: Result<ExecutionMassStatus, any Error>?
    bench.client.generateMassStatus(MassStatusRequest()) { result = $0 }
    bench.run(.seconds(20))
    #expect(try #require(result).get().orders.map(\.clientOrderId) == ["M-1"])
  }

  @Test("The first order can be judged by the venue's reference price, which is known by then")
  func firstOrderIsJudged() throws {
    let bench = try SpotExecutionBench()
    bench.venue.moreFilters =
      ",{\"filterType\":\"PERCENT_PRICE_BY_SIDE\",\"bidMultiplierUp\":\"5\",\"bidMultiplierDown\":\"0.2\","
      + "\"askMultiplierUp\":\"5\",\"askMultiplierDown\":\"0.2\",\"avgPriceMins\":5}"
    bench.connect()
    let terms = OrderTerms(
      side: .buy, type: .limit, quantity: Quantity(raw: 100_000, precision: 5),
      price: Price(raw: 60_000, precision: 2))
    bench.submit("F-1", terms)
    bench.run(.seconds(1))
    #expect(bench.story(of: "F-1") == ["OrderDenied"])
    #expect(bench.venue.placements.isEmpty)
  }
}
