import Testing
import TradingEngine
import TradingModel

@testable import TradingLive

@Suite("The kernel's part of a configuration file")
struct TradingKernelConfigFileTests {
  private func read(_ text: String) throws -> TradingKernelConfig {
    let tree = try ConfigurationTree(text: text, source: "node.yaml")
    var config = TradingKernelConfig()
    try config.read(tree)
    try tree.finish()
    return config
  }

  @Test("limits, times and sizes are read, in both spellings")
  func everything() throws {
    let config = try read(
      """
      risk:
        max_order_submit_rate: 50/00:00:02
        maxOrderModifyRate: 5/250ms
        maxNotionalPerOrder: { BTCUSDT.BINANCE: "1000.5" }
        maxPosition: { BTCUSDT.BINANCE: "0.25" }
        maxOpenOrders: 7
        tradingState: reducing
        checkBalances: false
      execution:
        notFoundPeriod: 90
        inFlightThreshold: 2s
        notFoundAnswers: 5
        tradePatience: 0
      cache: { closedOrders: 100, closedOrderAge: 1h, tick_capacity: 10 }
      """)
    let bitcoin = try InstrumentId("BTCUSDT.BINANCE")
    #expect(config.riskEngine.maxSubmitRate == .init(count: 50, interval: .seconds(2)))
    #expect(config.riskEngine.maxModifyRate == .init(count: 5, interval: .milliseconds(250)))
    #expect(config.riskEngine.maxNotionalPerOrder == [bitcoin: try WideDecimal("1000.5")])
    #expect(config.riskEngine.maxPosition == [bitcoin: try WideDecimal("0.25")])
    #expect(config.riskEngine.maxOpenOrders == 7 && !config.riskEngine.checksBalance)
    #expect(config.riskEngine.tradingState == .reducing)
    #expect(config.executionEngine.notFoundPeriod == .seconds(90))
    #expect(config.executionEngine.inFlightThreshold == .seconds(2))
    #expect(config.executionEngine.notFoundAnswers == 5 && config.executionEngine.tradePatience == .zero)
    #expect(config.cache.closedOrderCapacity == 100 && config.cache.closedOrderAge == .seconds(3_600))
    #expect(config.cache.tradeCapacity == 10)
  }

  @Test(
    "an unknown key and a value that makes no sense are errors that name their place",
    arguments: [
      ("risk: { maxPositions: { A.B: 1 } }", "did you mean 'maxPosition'"),
      ("risk: { maxOrderSubmitRate: fast }", "100/1s"),
      ("risk: { maxPosition: { BTC: 1 } }", "no instrument id"), ("risk: { maxOpenOrders: 0 }", "at least 1"),
      ("risk: { maxNotionalPerOrder: { A.B: -5 } }", "not a positive amount"),
      ("execution: { notFoundPeriods: 3 }", "did you mean 'notFoundPeriod'"), ("cache: { closed: 3 }", "unknown key"),
    ])
  func errors(text: String, hint: String) throws {
    #expect { try read(text) } throws: { "\($0)".contains(hint) && "\($0)".contains("node.yaml:1") }
  }
}
