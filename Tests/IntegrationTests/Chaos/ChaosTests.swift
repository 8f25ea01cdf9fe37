import Foundation
import Testing

@Suite("The fault matrix, short form")
struct ChaosTests {
  /// One session a row, each with a seed of its own that stays the same: what is new is searched for by `make chaos`.
  @Test("whatever goes wrong, the ledger agrees with what the node told", arguments: ChaosFault.spot.indices)
  func spot(row: Int) throws {
    let fault = ChaosFault.spot[row]
    let seed = 20_261_130 + UInt64(row)
    print("seed \(seed) \(fault.name)")
    let outcome = try ChaosSession(fault, seed: seed, tradingTime: .seconds(30), interval: .milliseconds(500)).run()
    #expect(outcome.orders > 5, "\(fault.name), seed \(seed)")
    #expect(outcome.violations.isEmpty, "\(fault.name), seed \(seed): \(outcome.violations.joined(separator: "; "))")
  }

  /// `ARGONAUT_CHAOS='SEED NAME'` runs one session again, as a failing line of the matrix names it.
  @Test("a session of choice", .enabled(if: ProcessInfo.processInfo.environment["ARGONAUT_CHAOS"] != nil))
  func again() throws {
    let words = (ProcessInfo.processInfo.environment["ARGONAUT_CHAOS"] ?? "").split(separator: " ", maxSplits: 1)
    let seed = try #require(words.first.flatMap { UInt64($0) })
    let fault = try #require(ChaosFault.spot.first { $0.name == words.last.map(String.init) })
    let outcome = try ChaosSession(fault, seed: seed, tradingTime: .seconds(30), interval: .milliseconds(500)).run()
    print(outcome.line)
    #expect(outcome.violations.isEmpty, "\(outcome.violations.joined(separator: "\n"))")
  }

  @Test("the same seed gives the same session")
  func deterministic() throws {
    let fault = ChaosFault.spot[0]
    let first = try ChaosSession(fault, seed: 7, tradingTime: .seconds(15)).run()
    let second = try ChaosSession(fault, seed: 7, tradingTime: .seconds(15)).run()
    #expect(first.line == second.line)
    #expect(first.orders > 0)
  }
}
