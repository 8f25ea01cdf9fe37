import Foundation
import NIOCore
import NIOPosix
import Testing
import TradingModel
import TradingNetwork

@Suite("The runtime of the live world")
struct LiveRuntimeTests {
  @Test("Its clock tells the machine's time, fires timers in order and forgets cancelled ones")
  func clock() async throws {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let done = eventLoop.makePromise(of: [String].self)
    eventLoop.execute {
      let clock = EventLoopClock(eventLoop: eventLoop)
      let started = clock.monotonicNow
      var fired: [String] = []
      clock.schedule(after: .milliseconds(2)) {
        fired.append("second")
        #expect(clock.monotonicNow - started >= .milliseconds(2))
        done.succeed(fired)
      }
      let cancelled = clock.schedule(after: .milliseconds(1)) { fired.append("cancelled") }
      clock.schedule(after: .zero) { fired.append("first") }
      cancelled.cancel()
      fired.append("now")
      let difference = Double(clock.now.nanoseconds) / 1e9 - Date().timeIntervalSince1970
      #expect(abs(difference) < 5)
    }
    #expect(try await done.futureResult.get() == ["now", "first", "second"])
  }

  @Test("It bundles the seams of one loop, and refuses options that cannot work")
  func bundle() async throws {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    try await eventLoop.submit {
      let live = try LiveRuntime(eventLoop: eventLoop, random: RandomSource(seed: 1))
      #expect(live.runtime.loop.isCurrent)
      live.shutDown()
      #expect(throws: TransportError.self) {
        try LiveRuntime(eventLoop: eventLoop, options: LiveRuntime.Options(proxyURL: "ftp://127.0.0.1"))
      }
      #expect(throws: TransportError.self) {
        try LiveRuntime(eventLoop: eventLoop, options: LiveRuntime.Options(trustRootsFile: "/nowhere.pem"))
      }
    }.get()
    #expect(!NIOTradingLoop(eventLoop).isCurrent)
  }
}
