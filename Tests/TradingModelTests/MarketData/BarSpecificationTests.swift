import Testing
import TradingModel

@Suite("Bar specifications")
struct BarSpecificationTests {
  @Test("a step below 1 is refused with what is expected", arguments: [0, -1, Int.min])
  func step(_ step: Int) throws {
    let error = #expect(throws: IdentifierError.self) { try BarSpecification(step: step, aggregation: .minute) }
    #expect(error?.description.contains("'\(step)-MINUTE-LAST' is no bar specification") == true)
    #expect(error?.description.contains("at least 1") == true)
  }

  @Test("a type whose step is below 1, or no number, is none", arguments: ["0", "00", "x", ""])
  func typeStep(_ step: String) {
    #expect(throws: IdentifierError.self) { try BarType("BTCUSDT.BINANCE-\(step)-MINUTE-LAST-EXTERNAL") }
  }

  @Test("a step from 1 on is taken, and a type gives its text back")
  func text() throws {
    #expect(try BarSpecification(step: 1, aggregation: .second, priceType: .mid).description == "1-SECOND-MID")
    let type = try BarType("BTCUSDT.BINANCE-15-MINUTE-LAST-EXTERNAL")
    #expect(try type.specification == BarSpecification(step: 15, aggregation: .minute))
    #expect(type.description == "BTCUSDT.BINANCE-15-MINUTE-LAST-EXTERNAL")
  }
}
