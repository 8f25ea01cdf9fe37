import Testing
import TradingModel

@testable import TradingEngine

@Suite("The table of values by instrument")
struct InstrumentTableTests {
  private final class Counted {
    static nonisolated(unsafe) var alive = 0
    let number: Int
    init(_ number: Int) {
      self.number = number
      Self.alive += 1
    }
    deinit { Self.alive -= 1 }
  }

  @Test("It holds what a dictionary holds, while it grows, and lets go of everything")
  func model() {
    let random = RandomSource(seed: Fixtures.seed(for: "instrument table"))
    let ids = (0..<400).map { InstrumentId(symbol: "TABLE\($0)", venue: "BINANCE") }
    do {
      let table = InstrumentTable<Counted>()
      var model: [InstrumentId: Int] = [:]
      for step in 0..<5_000 {
        let id = ids[random.integer(in: 0...(ids.count - 1))]
        switch random.integer(in: 0...3) {
        case 0:
          table[id] = Counted(step)
          model[id] = step
        case 1:
          table[id] = nil
          model[id] = nil
        case 2:
          table.update(id, default: Counted(-1)) { $0 = Counted(($0?.number ?? 0) + 1) }
          model[id] = model[id, default: -1] + 1
        default: #expect(table[id]?.number == model[id])
        }
      }
      #expect(table.present.map(\.number).sorted() == model.values.sorted())
      #expect(Counted.alive == model.count)
    }
    #expect(Counted.alive == 0)
  }
}
