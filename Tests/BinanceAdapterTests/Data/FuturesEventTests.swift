import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("Events of futures markets")
struct FuturesEventTests {
  private func read(_ text: String, of type: BinanceAccountType) throws -> (any CustomData)? {
    try BinanceFuturesEvents.read(
      try JSONValue(parsing: Array(text.utf8)), product: type.product, instrument: nil, id: nil, venue: "BINANCE",
      now: .zero)
  }

  private static func contract(_ symbol: String, _ type: String) -> String {
    """
    {"e":"contractInfo","E":1669647330128,"s":"\(symbol)","ps":"X","ct":"PERPETUAL","dt":4133404800000,\
    "ot":1569398400000,"cs":"TRADING","bks":[{"bs":1,"bnf":0,"bnc":5000,"mmr":0.01,"cf":0,"mi":21,"ma":50}]\(type)}
    """
  }

  @Test("A stream that both products share tells each client of its own contracts alone")
  func sharedStream() throws {
    let (linear, inverse) = (Self.contract("BTCUSDT", ",\"st\":1"), Self.contract("BTCUSD_PERP", ",\"st\":2"))
    let told = try #require(try read(linear, of: .usdtFutures) as? BinanceContractInfo)
    #expect(told.instrument.text == "BTCUSDT-PERP.BINANCE" && told.brackets.map(\.maxLeverage) == [50])
    let coin = try #require(try read(inverse, of: .coinFutures) as? BinanceContractInfo)
    #expect(coin.instrument.text == "BTCUSD-PERP.BINANCE" && coin.status == "TRADING")
    #expect(try read(linear, of: .coinFutures) == nil)
    #expect(try read(inverse, of: .usdtFutures) == nil)
    // Before the products shared streams nothing said whose a contract was.
    #expect(try read(Self.contract("BTCUSD_PERP", ""), of: .coinFutures) != nil)
  }
}
