import BinanceSandbox
import Testing
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork
import TradingTesting

@Suite("A node and the exchange in virtual time")
struct SimulatedNodeTests {
  @Test("the same seed gives byte-identical journals, another seed another session")
  func sameSeedSameJournal() throws {
    let seed = TestSeed.draw(for: "journals of a seed")
    let first = try journal(seed: seed)
    let second = try journal(seed: seed)
    let other = try journal(seed: seed &+ 1)
    #expect(first == second)
    #expect(first != other)
    #expect(first.contains("OrderFilled"))
  }

  @Test(
    "a simulated hour takes some twenty actions a second, and every fill of the exchange reached the strategies once")
  func simulatedHour() throws {
    let seed = TestSeed.draw(for: "a simulated hour")
    let session = try SimulatedSession(seed: seed, eventsPerSecond: 1, journalsMarketData: false)
    try session.addStrategies()
    let fills = FillCollector()
    session.node.add(fills)
    try session.start()
    session.world.run(for: .seconds(3_600))
    session.stop()
    print("a simulated hour took \(session.world.executedActions) actions, \(fills.tradeIds.count) fills")
    guard case .success = session.startResult else {
      Issue.record("the node did not come up: \(String(describing: session.startResult))")
      return
    }
    #expect(session.world.elapsed >= .seconds(3_600))
    #expect(session.world.executedActions < 3_600 * 30)
    #expect(!fills.tradeIds.isEmpty)
    #expect(Set(fills.tradeIds).count == fills.tradeIds.count)
    let atVenue = session.venue.ledger.query(kind: .trade, account: session.venue.credentials.account)
    #expect(fills.tradeIds.count == atVenue.count)
  }

  private func journal(seed: UInt64) throws -> String {
    let session = try SimulatedSession(seed: seed)
    try session.addStrategies()
    try session.start()
    session.world.run(for: .seconds(60))
    session.stop()
    return session.journal.text
  }
}

/// Takes down the trade id of every fill.
private final class FillCollector: DataActor {
  private(set) var tradeIds: [TradeId] = []

  override func onStart() {
    subscribe(topic: EventTopic.allOrders, of: OrderEvent.self) { [weak self] event in
      if case .filled(let fill) = event { self?.tradeIds.append(fill.tradeId) }
    }
  }
}
