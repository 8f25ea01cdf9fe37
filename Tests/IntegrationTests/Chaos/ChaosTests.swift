import Testing

@Suite("The fault matrix, short form")
struct ChaosTests {
  @Test("whatever goes wrong, the ledger agrees with what the node told", arguments: ChaosFault.spot.indices)
  func spot(row: Int) throws {
    let fault = ChaosFault.spot[row]
    let seed = UInt64.random(in: 0 ... 999_999_999)
    print("seed \(seed) \(fault.name)")
    let outcome = try ChaosSession(fault, seed: seed, tradingTime: .seconds(30), interval: .milliseconds(500)).run()
    #expect(outcome.orders > 5, "\(fault.name), seed \(seed)")
    #expect(outcome.violations.isEmpty, "\(fault.name), seed \(seed): \(outcome.violations.joined(separator: "; "))")
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
