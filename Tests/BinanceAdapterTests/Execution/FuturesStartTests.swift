import BinanceAdapter
import Testing
import TradingEngine
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("The start of an execution client")
struct FuturesStartTests {
  @Test(
    "A question of the start that fails for now is asked again",
    arguments: [
      "GET /v1/time", "GET /v1/exchangeInfo", "GET /v1/positionSide/dual", "GET /v3/account", "GET /v3/positionRisk",
    ])
  func asksAgain(endpoint: String) throws {
    let bench = try FuturesExecutionBench()
    bench.venue.failures[endpoint] = 2
    try #require(bench.connect()).get()
    #expect(bench.venue.failures[endpoint] == 0)
  }

  @Test("A change of the position mode whose answer is lost is looked at, not given up")
  func lostChange() throws {
    let bench = try FuturesExecutionBench { $0.positionMode = .hedge }
    bench.venue.losses["POST /v1/positionSide/dual"] = 1
    try #require(bench.connect()).get()
    #expect(bench.client.positionMode == .hedge)
    #expect(bench.venue.parameters(of: "POST /v1/positionSide/dual").count == 1)
  }

  @Test("What the venue refuses ends the start at once")
  func refusal() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.answers["GET /v1/positionSide/dual"] = (
      401, ScriptedQuery.error(-2015, "Invalid API-key, IP, or permissions for action.")
    )
    let begin = bench.world.now
    #expect(throws: BinanceError.self) { try bench.connect()?.get() }
    #expect(bench.world.now - begin < .seconds(5))
  }

  @Test("A failure that stays ends the start with its cause before the node's patience ends")
  func staysDown() throws {
    let bench = try FuturesExecutionBench()
    bench.venue.failures["GET /v1/exchangeInfo"] = 1_000
    let begin = bench.world.now
    let error = #expect(throws: BinanceError.self) { try bench.connect()?.get() }
    #expect(error?.code == -1001)
    #expect(bench.world.now - begin < .seconds(60))
  }
}
