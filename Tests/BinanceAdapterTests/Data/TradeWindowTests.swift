import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The trade window")
struct TradeWindowTests {
  @Test("tells each trade once, in whatever order they come")
  func once() {
    var window = TradeWindow()
    let random = RandomSource(seed: 3)
    var told: [UInt64] = []
    for base in stride(from: UInt64(1_000), to: 5_000, by: 10) {
      var ids = Array(base..<base + 10)
      ids += ids.prefix(4)
      for _ in 0..<5 { ids.swapAt(random.integer(in: 0...13), random.integer(in: 0...13)) }
      for id in ids where window.admits(id, at: UnixNanos(Int64(id))) { told.append(id) }
    }
    #expect(told.sorted() == Array(1_000..<5_000))
  }

  @Test("goes on when the venue counts anew, and not when an old trade comes again")
  func countsAnew() {
    var window = TradeWindow()
    let outcome1 = window.admits(1_000_000, at: UnixNanos(100))
    #expect(outcome1)
    let outcome2 = window.admits(5, at: UnixNanos(50))
    #expect(!outcome2)
    let outcome3 = window.admits(5, at: UnixNanos(200))
    #expect(outcome3)
    let outcome4 = window.admits(5, at: UnixNanos(300))
    let outcome5 = window.admits(6, at: UnixNanos(300))
    #expect(!outcome4 && outcome5)
  }
}
