import Testing
import TradingModel
import TradingTesting

@Suite("Conformance of the Binance adapter on spot")
struct ConformanceTests {
  private static let cases = ExecutionConformance.cases + DataConformance.cases

  @Test("every case holds in virtual time", arguments: cases.indices)
  func simulated(index: Int) async throws {
    let seed = UInt64.random(in: 0...999_999_999)
    let world = try SimulatedConformanceWorld(seed: seed)
    defer { world.end() }
    try await run(Self.cases[index], in: world, "seed \(seed)")
  }

  @Test("every case holds over real sockets, one after the other on one node")
  func loopback() async throws {
    let world = try await LoopbackConformanceWorld()
    for item in Self.cases { try await run(item, in: world, "loopback") }
    await world.end()
  }

  private func run(_ item: ConformanceCase, in world: any ConformanceWorld & Sendable, _ place: String) async throws {
    do {
      let context = try await ConformanceContext(
        world, instrumentId: try InstrumentId("BTCUSDT.BINANCE"), size: try Quantity("0.01000"),
        caseNumber: item.number)
      try await item.run(in: context)
      try await context.finish()
    } catch {
      Issue.record("\(item), \(place): \(error)")
    }
  }
}
