import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("An account whose state cannot be asked for after an interruption")
struct SynchronizationPauseTests {
  @Test(
    "It is asked for less and less often, and is in step soon after the venue answers again", arguments: [false, true])
  func growingPauses(isCoin: Bool) throws {
    let bench = try FuturesExecutionBench(isCoin: isCoin)
    bench.connect()
    bench.submit("A-1")
    bench.run(.seconds(10))
    let endpoint = isCoin ? "GET /v1/account" : "GET /v3/account"
    bench.venue.failures[endpoint] = .max
    let before = bench.venue.log.count
    bench.venue.cut()
    bench.run(.seconds(300))
    let asked = bench.venue.log.dropFirst(before).filter { $0 == endpoint }.count
    // After 1, 2, 4, 8, 16 and then every 30 s, each up to a quarter sooner; every second would have been 300.
    #expect((12...20).contains(asked))
    #expect(bench.sink.connectionStates.last?.state == .reconnecting)
    bench.venue.failures = [:]
    bench.run(.seconds(31))
    #expect(bench.sink.connectionStates.last?.state == .connected)
  }
}
