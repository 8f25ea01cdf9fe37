import Testing
import TradingEngine
import TradingModel

@testable import TradingLive

@Suite("A strategy in a configuration file")
struct StrategyFileTests {
  private func read(_ members: String) throws -> StrategyFile.Plan {
    try StrategyFile.read(try ConfigurationTree(text: "{ \(members) }", source: "node.yaml"))
  }

  @Test("may name the client that trades, and a misspelt key is refused")
  func client() throws {
    let bitcoin = try InstrumentId("BTCUSDT.BINANCE")
    let common = #"instrument: BTCUSDT.BINANCE, tradeSize: "0.01", "#
    #expect(try read("type: EmaCross, \(common) client: MARGIN").instruments.first == bitcoin)
    #expect(try read(#"type: MarketMaker, \#(common) maxPosition: "1", client: MARGIN"#).instruments == [bitcoin])
    let pair = #"spot: BTCUSDT.BINANCE, contract: BTCUSDT-PERP.BINANCE, tradeSize: "0.01", spotClient: SPOT"#
    #expect(try read("type: BasisTrade, \(pair)").instruments.count == 2)
    let trades = try read("type: BasisTrade, \(pair), contractClient: FUTURES").trades
    #expect(
      trades.map { "\($0.instrument) \($0.client?.text ?? "-") \($0.key)" } == [
        "BTCUSDT.BINANCE SPOT spotClient", "BTCUSDT-PERP.BINANCE FUTURES contractClient",
      ])
    let error = #expect(throws: ConfigurationError.self) { try read("type: EmaCross, \(common) clint: MARGIN") }
    #expect(error?.problem.contains("'client'") == true)
  }
}
