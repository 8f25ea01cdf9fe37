import Testing
import TradingModel

@testable import argonaut

@Suite("An account's state as a line")
struct AccountLineTests {
  private func line(_ info: [String: String]) -> String {
    let state = AccountState(
      accountId: "BINANCE-001", accountType: .margin, balances: [], isComplete: false, info: info, tsEvent: .zero,
      tsInit: .zero)
    return String(decoding: JSONLine(state).bytes, as: UTF8.self)
  }

  @Test("It says why a futures account changed: the instrument of a funding fee, what was added or taken")
  func funding() {
    let text = line([
      "reason": "FUNDING_FEE", "symbol": "ETHUSDT", "instrument": "ETHUSDT-PERP.BINANCE", "change.USDT": "-1.25",
    ])
    #expect(
      text.contains(
        #""reason":"FUNDING_FEE","instrument":"ETHUSDT-PERP.BINANCE","changes":[{"currency":"USDT","amount":"-1.25"}]"#)
    )
    #expect(line(["reason": "FUNDING_FEE", "symbol": "ETHUSDT"]).contains(#""symbol":"ETHUSDT""#))
  }

  @Test("It names the positions of a margin call, and says nothing of a cause where there is none")
  func marginCall() {
    let text = line(["reason": "MARGIN_CALL", "positions": "BTCUSDT LONG 1"])
    #expect(text.contains(#""reason":"MARGIN_CALL","positions":"BTCUSDT LONG 1""#))
    #expect(!line(["positionMode": "HEDGE"]).contains("reason"))
  }
}
