import Testing

@testable import TradingModel

@Suite("Identifiers")
struct IdentifierTests {
  @Test("an instrument id splits at its last point and gives its text back")
  func instrumentId() throws {
    let id = try InstrumentId("BTC.X-PERP.BINANCE")
    #expect(id.symbol == "BTC.X-PERP")
    #expect(id.venue == "BINANCE")
    #expect(id.text == "BTC.X-PERP.BINANCE")
    #expect(try InstrumentId("币安USDT.BINANCE").symbol == "币安USDT")
  }

  @Test(
    "an instrument id without a part is refused with the expected form", arguments: ["BTCUSDT", ".BINANCE", "BTC.", ""])
  func incompleteInstrumentId(text: String) {
    #expect(throws: IdentifierError.self) { try InstrumentId(text) }
  }

  @Test("equal texts are one identifier, different texts are two")
  func interning() throws {
    #expect(try InstrumentId("A.V") == InstrumentId("A.V"))
    #expect(try InstrumentId("A.V") != InstrumentId("B.V"))
    #expect(StrategyId("S-\(1)") == "S-1" && StrategyId("S-1").hashValue == StrategyId("S-\(1)").hashValue)
    #expect(StrategyId("S-1") != "S-2" && StrategyId("S-1") < "S-2" && StrategyId("S-1").text == "S-1")
  }

  @Test(
    "trade ids keep their text, as number or not", arguments: ["3735683259", "007", "S-abc", "9223372036854775808"])
  func tradeId(text: String) {
    #expect(TradeId(text).text == text)
  }

  @Test("a bar type is read back from its text")
  func barType() throws {
    let text = "BTCUSDT-PERP.BINANCE-1-MINUTE-LAST-EXTERNAL"
    let type = try BarType(text)
    #expect(type.description == text)
    #expect(type.instrumentId.symbol == "BTCUSDT-PERP")
    #expect(throws: IdentifierError.self) { try BarType("BTCUSDT.BINANCE-0-MINUTE-LAST-EXTERNAL") }
    #expect(throws: IdentifierError.self) { try BarType("BTCUSDT.BINANCE-1-FORTNIGHT-LAST-EXTERNAL") }
  }
}
