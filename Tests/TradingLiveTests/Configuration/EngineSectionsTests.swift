import Testing
import TradingEngine
import TradingModel

@testable import TradingLive

@Suite("The engines' parts of a configuration file")
struct EngineSectionsTests {
  private func tree(_ text: String) throws -> ConfigurationTree {
    try ConfigurationTree(text: text, source: "node.yaml")
  }

  @Test("A trader's name that would put the journal elsewhere is refused with its place")
  func traderId() throws {
    #expect(try TradingNodeConfig.traderId(tree("traderId: DESK-007_b")) == "DESK-007_b")
    #expect(try TradingNodeConfig.traderId(tree("journal: {}")) == "TRADER-001")
    for name in ["../../x", "a/b", ".", "''", "'a b'"] {
      #expect(throws: ConfigurationError.self, "\(name)") { try TradingNodeConfig.traderId(tree("traderId: \(name)")) }
    }
  }

  @Test("The execution part sets the checks, and what it leaves out stays")
  func execution() throws {
    let config = try ExecutionEngineConfig(
      tree: tree("{ inFlightThreshold: 500ms, notFoundPeriod: 2s, notFoundAnswers: 4, ignoreUnclaimedOrders: true }"))
    #expect(config.inFlightThreshold == .milliseconds(500))
    #expect(config.notFoundPeriod == .seconds(2))
    #expect(config.notFoundAnswers == 4)
    #expect(config.ignoresUnclaimedOrders)
    #expect(config.tradePatience == ExecutionEngineConfig().tradePatience)
    #expect(try ExecutionEngineConfig(tree: tree("inFlightCheckInterval: 0")).inFlightCheckInterval == nil)
  }

  @Test("The risk part sets rates in either notation, and bounds by instrument")
  func risk() throws {
    let config = try RiskEngineConfig(
      tree: tree(
        "{ maxSubmitRate: 50/2s, max_order_modify_rate: '10/00:01:00', maxNotionalPerOrder: { BTCUSDT.BINANCE: 1000 } }"
      )
    )
    #expect(config.maxSubmitRate == .init(count: 50, interval: .seconds(2)))
    #expect(config.maxModifyRate == .init(count: 10, interval: .seconds(60)))
    #expect(config.maxNotionalPerOrder == [try InstrumentId("BTCUSDT.BINANCE"): WideDecimal(1_000)])
  }

  @Test(
    "Wrong values and unknown keys are refused with their place",
    arguments: ["maxSubmitRate: 50", "maxSubmitRate: 0/1s", "maxNotionalPerOrder: { X: 1 }", "bypas: true"])
  func refused(text: String) throws {
    let tree = try tree(text)
    #expect(throws: ConfigurationError.self) { try RiskEngineConfig(tree: tree) }
  }
}
