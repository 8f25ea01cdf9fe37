import Testing
import TradingModel

@testable import BinanceAdapter

@Suite("The pause before what failed is tried again")
struct RetryPauseTests {
  private func refusal(after pause: Duration?) -> BinanceError {
    BinanceError(
      kind: .transport, outcome: .unknown, message: "broken", endpoint: "POST /api/v3/userDataStream", retryAfter: pause
    )
  }

  @Test("it doubles with each failure up to its bound, and begins again after a success")
  func pausesDouble() {
    var pause = BinanceRetryPause()
    #expect((1...7).map { _ in pause.failed() } == [1, 2, 4, 8, 16, 30, 30].map { Duration.seconds($0) })
    #expect(pause.failures == 7)
    pause.succeeded()
    #expect(pause.failed() == .seconds(1))
  }

  @Test("it is never shorter than the venue asks for, and that may be longer than its bound")
  func venueIsHeard() {
    var pause = BinanceRetryPause()
    #expect(pause.failed(refusal(after: .seconds(90))) == .seconds(90))
    #expect(pause.failed(refusal(after: .seconds(1))) == .seconds(2))
    #expect(pause.failed(refusal(after: nil)) == .seconds(4))
  }

  @Test("chance takes up to a quarter off it, and nothing off what the venue asks for")
  func jitter() {
    let random = RandomSource(seed: 7)
    var waits: Set<Duration> = []
    for _ in 0..<100 {
      var pause = BinanceRetryPause(first: .seconds(8))
      let wait = pause.failed(jitter: random)
      #expect(wait >= .seconds(6) && wait <= .seconds(8))
      waits.insert(wait)
      #expect(pause.failed(refusal(after: .seconds(60)), jitter: random) == .seconds(60))
    }
    #expect(waits.count > 90)
  }

  @Test("a thousand failures end at the bound, from whatever it began with")
  func boundHolds() {
    var pause = BinanceRetryPause(first: .seconds(30), longest: .seconds(600))
    var waits: [Duration] = []
    for _ in 0..<1_000 { waits.append(pause.failed()) }
    #expect(waits.prefix(6) == [30, 60, 120, 240, 480, 600].map { Duration.seconds($0) }[...])
    #expect(waits.last == .seconds(600))
  }
}
