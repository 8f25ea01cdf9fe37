import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("Requests that somebody before the venue refuses")
struct BlockedRequestTests {
  private func rejection(_ bench: SpotExecutionBench, _ id: ClientOrderId) -> String? {
    for case .rejected(let event) in bench.sink.events where event.clientOrderId == id { return event.reason }
    return nil
  }

  @Test(
    "An order that a firewall keeps from the venue is rejected, with what to do",
    arguments: [
      (403, "<html>Request blocked</html>", "check proxy, VPN and region"),
      (451, "", "the venue does not serve the place of this address"),
    ])
  func order(status: Int, page: String, step: String) throws {
    let bench = try SpotExecutionBench { $0.useWSTrading = false }
    try #require(bench.connect()).get()
    bench.venue.pages["POST /api/v3/order"] = (status, page)
    bench.submit("A-1")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderRejected"])
    #expect(bench.venue.placements.isEmpty)
    let reason = try #require(rejection(bench, "A-1"))
    #expect(reason.contains("(HTTP \(status))") && reason.contains(step), "\(reason)")
    bench.submit("A-2")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-2") == ["OrderSubmitted", "OrderAccepted"])
  }

  @Test("A place that the venue does not serve is told in its words, by both ways", arguments: [true, false])
  func place(useWSTrading: Bool) throws {
    let bench = try SpotExecutionBench { $0.useWSTrading = useWSTrading }
    try #require(bench.connect()).get()
    let words = "Service unavailable from a restricted location according to 'b. Eligibility'."
    bench.venue.reaction = .refuse(code: 0, message: words, status: 451)
    bench.submit("A-1")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderRejected"])
    let reason = try #require(rejection(bench, "A-1"))
    #expect(reason.hasPrefix(words) && reason.contains("us: true"), "\(reason)")
  }

  @Test("A question that is blocked says nothing about its order: it is asked again", arguments: [403, 451])
  func question(status: Int) throws {
    let bench = try SpotExecutionBench()
    try #require(bench.connect()).get()
    bench.venue.holdsEvents = true
    bench.venue.reaction = .restSilently
    bench.venue.pages["GET /api/v3/order"] = (status, "<html>Request blocked</html>")
    bench.submit("A-1")
    bench.run(.seconds(40))
    #expect(bench.venue.pages.isEmpty)
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderUnknown"])
    #expect(bench.sink.bundles.last { $0.order.clientOrderId == "A-1" }?.order.status == .accepted)
    #expect(bench.venue.placements.count == 1)
  }

  @Test("A cancellation that is blocked leaves the order open, and is told as refused", arguments: [403, 451])
  func cancellation(status: Int) throws {
    let bench = try SpotExecutionBench { $0.useWSTrading = false }
    try #require(bench.connect()).get()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.pages["DELETE /api/v3/order"] = (status, "")
    bench.cancel("A-1")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-1") == ["OrderSubmitted", "OrderAccepted", "OrderCancelRejected"])
    bench.cancel("A-1")
    bench.run(.seconds(2))
    #expect(bench.story(of: "A-1").last == "OrderCanceled")
  }
}
