import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The venue's clock")
struct ServerClockTests {
  private func sample(_ sent: Int64, _ received: Int64, _ server: Int64) -> BinanceServerClock.Sample {
    BinanceServerClock.Sample(
      sentAt: UnixNanos(milliseconds: sent), receivedAt: UnixNanos(milliseconds: received),
      serverTime: UnixNanos(milliseconds: server))
  }

  @Test("The measurement with the smallest round trip counts")
  func smallestRoundTrip() {
    var clock = BinanceServerClock()
    #expect(clock.serverTime(atMonotonic: .zero) == nil)
    clock.adopt([sample(0, 300, 1_000_100), sample(400, 420, 1_000_410), sample(500, 900, 1_000_600)])
    #expect(clock.best?.roundTrip == .milliseconds(20))
    #expect(clock.serverTime(atMonotonic: UnixNanos(milliseconds: 1_420)) == UnixNanos(milliseconds: 1_001_410))
  }

  @Test("The estimate is never ahead of the venue, whatever the way back takes")
  func neverAhead() {
    let random = RandomSource(seed: 7)
    for _ in 0..<1_000 {
      // The venue's clock is `offset` ahead of the monotonic one.
      let offset = Int64(random.integer(in: 0...1_000_000))
      var samples: [BinanceServerClock.Sample] = []
      var time: Int64 = 0
      for _ in 0..<3 {
        let there = Int64(random.integer(in: 0...500))
        let back = Int64(random.integer(in: 0...500))
        samples.append(sample(time, time + there + back, time + there + offset))
        time += there + back
      }
      var clock = BinanceServerClock()
      clock.adopt(samples)
      let estimate = clock.serverTime(atMonotonic: UnixNanos(milliseconds: time + 60_000))
      let truth = UnixNanos(milliseconds: time + 60_000 + offset)
      #expect((estimate ?? .zero) <= truth)
      #expect(truth - (estimate ?? .zero) <= .milliseconds(1_000))
    }
  }

  @Test("A round without an answer leaves the old measurement in force")
  func emptyRound() {
    var clock = BinanceServerClock()
    clock.adopt([sample(0, 10, 1_000)])
    clock.adopt([])
    #expect(clock.isSynchronized)
  }
}
