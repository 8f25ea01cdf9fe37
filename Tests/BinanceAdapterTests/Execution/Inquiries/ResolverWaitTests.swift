import Testing

@testable import BinanceAdapter

@Suite("How often the venue is asked about an order of which something is open")
struct ResolverWaitTests {
  @Test("Soon at first, every five seconds then, and seldom for what must be settled however long it takes")
  func waits() {
    let first = (0...6).map { BinanceOrderResolver.wait($0) }
    #expect(first == [300, 700, 1_000, 2_000, 3_000, 5_000, 5_000].map { Duration.milliseconds($0) })
    let late = [24, 25, 26, 27, 1_000, .max].map { BinanceOrderResolver.wait($0) }
    #expect(late == [5, 10, 20, 30, 30, 30].map { Duration.seconds($0) })
  }
}
