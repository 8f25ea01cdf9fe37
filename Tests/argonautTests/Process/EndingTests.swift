import BinanceAdapter
import Foundation
import Testing
import TradingEngine
import TradingModel

@testable import argonaut

@Suite("How commands end", .serialized)
struct EndingTests {
  #if os(Linux)
    @Test("A command that leaves signals to the system is ended by them")
    func leftToTheSystem() async throws {
      let hole = try BlackHole()
      let process = try ArgonautProcess(["instruments", "--json", "--base-url-http", hole.http])
      process.terminate()
      #expect(try await process.finish() == SIGTERM)
    }
  #endif

  @Test("Events that nobody reads any more are told once, and why where it is no reader's doing")
  func closedOutput() throws {
    StandardError.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let (closed, problem) = try told(to: ends[1])
    #expect(closed == 1 && problem == nil)
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let (failed, failure) = try told(to: full)
    #expect(failed == 1 && failure?.exitCode == .failed)
  }

  /// Tells two events to a descriptor: how often the printer said that it is closed, and with what.
  private func told(to descriptor: Int32) throws -> (count: Int, failure: CommandFailure?) {
    let clock = ManualClock(start: UnixNanos(1_790_000_000_000_000_000))
    let kernel = TradingKernel(clock: clock)
    var count = 0
    var last: CommandFailure?
    let printer = EventPrinter(kernel, writer: LineWriter(descriptor: descriptor)) {
      count += 1
      last = $0
    }
    for channel in ["user", "orders"] {
      kernel.executionEngine.process(
        ConnectionState(clientId: "BINANCE", channel: channel, state: .stale, reason: "quiet", tsInit: clock.now))
    }
    withExtendedLifetime(printer) {}
    return (count, last)
  }
}
