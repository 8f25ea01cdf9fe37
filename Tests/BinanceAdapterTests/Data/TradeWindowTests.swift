import Testing
import TradingModel
import TradingTesting

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

  @Test("is not led astray by a number that is wrong, nor by a time")
  func stray() {
    var window = TradeWindow()
    var told: [UInt64] = []
    func take(_ id: UInt64, at time: Int64) {
      let isNew = window.admits(id, at: UnixNanos(time))
      if isNew { told.append(id) }
    }
    for id in 500...520 { take(UInt64(id), at: Int64(id)) }
    // Far in numbers and in time, and another one at once.
    take(9_000_000_000, at: .max)
    take(8_000_000_000_000, at: 522)
    for id in 521...530 { take(UInt64(id), at: Int64(id)) }
    for id in [525, 519, 500] as [UInt64] { take(id, at: Int64(id)) }
    // One is lost behind a wrong one.
    take(77_000, at: .max)
    for id in 532...540 { take(UInt64(id), at: Int64(id)) }
    let expected: [UInt64] =
      Array(500...520) + [9_000_000_000, 8_000_000_000_000] + Array(521...530) + [77_000] + Array(532...540)
    #expect(told == expected)
    // A gap as long as that is no mistake when numbers go on behind it.
    for id in 50_000...50_010 { take(UInt64(id), at: Int64(id)) }
    take(541, at: 541)
    #expect(told.last == 50_010)
  }

  @Test(
    "agrees with a set of what was told, whatever repeats, overlaps and gaps there are",
    arguments: [1, 5_000, UInt64(Int64.max) - 400, UInt64.max - 3_000] as [UInt64])
  func model(first: UInt64) {
    let random = RandomSource(seed: TestSeed.draw(for: "trade window from \(first)"))
    for _ in 0..<40 {
      var window = TradeWindow()
      var told: Set<UInt64> = []
      var newest: UInt64 = 0
      // Where the numbers were before a jump on which nothing followed yet.
      var left: UInt64?
      var next = first
      for _ in 0..<60 {
        // Runs, some of which go back into what was told, and some of which leave a gap.
        let back = UInt64(random.integer(in: 0...(random.chance(0.1) ? 3_000 : 40)))
        if random.chance(0.4) { next = next > back ? next - back : 1 }
        if random.chance(0.3) {
          let gap = UInt64(random.integer(in: 0...(random.chance(0.1) ? 3_000 : 40)))
          next = next <= UInt64.max - gap ? next + gap : .max
        }
        for _ in 0..<random.integer(in: 1...(random.chance(0.1) ? 2_500 : 30)) {
          let carriesOn = left.map { next > $0 && next - $0 < 1_024 } ?? false
          let isInReach = next > newest || newest - next < 1_024 || carriesOn
          let isNew = isInReach && told.insert(next).inserted
          let admitted = window.admits(next, at: UnixNanos(Int64(clamping: next)))
          #expect(admitted == isNew, "trade \(next) after \(newest)")
          if next > newest {
            let isFar = newest > 0 && next - newest >= 1_024
            left = isFar ? left ?? newest : nil
            newest = next
          } else if isInReach, newest - next >= 1_024 {
            // The one far ahead counts as wrong; what was told there may come again.
            told = told.filter { $0 <= next }
            (left, newest) = (nil, next)
          }
          if next < .max { next += 1 }
        }
      }
    }
  }

  @Test("takes the largest numbers there are, and none of them twice")
  func largest() {
    var window = TradeWindow()
    let numbers: [UInt64] = [.max - 1, .max, .max, .max - 1, .max - 5, .max - 5, 0, 1, .max]
    let told = numbers.filter { window.admits($0, at: UnixNanos(1)) }
    #expect(told == [.max - 1, .max, .max - 5])
  }

  @Test("tells the trade with the number zero once")
  func zero() {
    var window = TradeWindow()
    let told = [0, 0, 1, 0, 2, 1, 3].filter { window.admits($0, at: UnixNanos(1)) }
    #expect(told == [0, 1, 2, 3])
  }
}
