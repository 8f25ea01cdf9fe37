import Testing
import TradingEngine
import TradingModel

@testable import argonaut

@Suite("What a kernel tells, as lines")
struct KernelEventLineTests {
  @Test("A change of what is let through says when it happened")
  func tradingState() {
    let event = KernelEvent.trading(.active, killReason: "drawdown", tsInit: UnixNanos(milliseconds: 5))
    let text = String(decoding: JSONLine(event).bytes, as: UTF8.self)
    #expect(text.contains(#""event":"TradingState","state":"HALTED","killed":true,"reason":"drawdown""#), "\(text)")
    #expect(text.contains(#""tsEvent":5000000,"tsInit":5000000"#), "\(text)")
  }
}
