import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("A futures account whose events were interrupted")
struct FuturesGapTests {
  /// Runs until the account's events are complete again.
  private func reconnect(_ bench: FuturesExecutionBench) {
    let told = bench.sink.connectionStates.count
    bench.venue.isAway = false
    bench.world.run(
      until: { bench.sink.connectionStates.dropFirst(told).last?.state == .connected }, limit: .seconds(60))
  }

  @Test("What others traded before the start is in the positions, and a gap right after it does not count it again")
  func beforeTheStart() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.closeByVenue("web_1", side: "BUY", "3", at: "100.0", execution: "TRADE")
    bench.venue.holdings["BTCUSDT"] = .init(amount: "3", entry: "100")
    bench.run(.seconds(1))
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.cut()
    reconnect(bench)
    #expect(bench.sink.bundles.isEmpty)
    let gap = try #require(bench.sink.massStatuses.last)
    #expect(gap.orders.compactMap(\.clientOrderId) == ["A-1"])
  }

  @Test("What others traded during a gap is told with its trades")
  func duringTheGap() throws {
    let bench = try FuturesExecutionBench()
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(1))
    bench.venue.isAway = true
    bench.venue.cut()
    bench.run(.seconds(1))
    bench.venue.closeByVenue("web_1", side: "BUY", "3", at: "100.0", execution: "TRADE")
    reconnect(bench)
    let bundle = try #require(bench.sink.bundles.first)
    #expect(bench.sink.bundles.count == 1 && bundle.order.clientOrderId == "web_1")
    #expect(bundle.fills.map(\.lastQuantity.description) == ["3.000"])
  }

  @Test("The dead man's switch is renewed as soon as the account's events are complete again")
  func deadManSwitch() throws {
    let bench = try FuturesExecutionBench { $0.countdownCancelAll = .seconds(9) }
    bench.connect()
    bench.submit("A-1")
    bench.run(.milliseconds(2_800))
    bench.venue.isAway = true
    bench.venue.cut()
    bench.run(.seconds(4))
    let before = bench.venue.parameters(of: "POST /v1/countdownCancelAll").count
    reconnect(bench)
    bench.run(.milliseconds(500))
    let calls = bench.venue.parameters(of: "POST /v1/countdownCancelAll")
    #expect(calls.count == before + 1 && calls.last?["countdownTime"] == "9000")
  }
}
