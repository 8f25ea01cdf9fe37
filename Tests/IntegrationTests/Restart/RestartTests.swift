import BinanceAdapter
import BinanceSandbox
import Foundation
import Testing
import TradingEngine
import TradingLive
import TradingModel
import TradingNetwork
import TradingStore

/// Kills at every place of the journal, and what the next process makes of it. `ARGONAUT_RESTARTS=1000` does as many
/// (`make restarts`).
@Suite("A node that was killed", .serialized)
struct RestartTests {
  private static let wanted = ProcessInfo.processInfo.environment["ARGONAUT_RESTARTS"].flatMap { Int($0) }
  private static let products = [TradedProduct.spot] + TradedProduct.margins + TradedProduct.futures

  @Test(
    "the next process equals the exchange, every fill is told once, and a third one changes nothing",
    arguments: products)
  func kills(product: TradedProduct) throws {
    let count = Self.wanted.map { max(1, $0 / Self.products.count) } ?? (product.exchange.isFutures ? 6 : 15)
    // What decides between pass and fail of a change is not drawn: only hunts draw.
    let first = Self.wanted == nil ? 1_000 : UInt64.random(in: 0...1_000_000_000)
    for seed in first..<(first + UInt64(count)) {
      do {
        try restart(product, seed: seed)
      } catch {
        Issue.record("\(product.name), seed \(seed): \(error)")
      }
    }
    print("\(product.name): \(count) restarts from seed \(first): \(tally)")
    // What is compared has to be there.
    #expect(tally.trades > count && tally.toldLater > 0 && tally.killedWhileTrading > count / 4)
  }

  /// What the sessions were made of.
  private final class Tally: CustomStringConvertible {
    var trades = 0
    var toldLater = 0
    var killedWhileTrading = 0
    var description: String {
      "\(trades) trades, \(toldLater) of them told after a restart, \(killedWhileTrading) kills while trading"
    }
  }

  private let tally = Tally()

  private func restart(_ product: TradedProduct, seed: UInt64) throws {
    let session = try RestartSession(product, seed: seed)
    defer { session.shutDown() }
    let audit = RestartAudit(session: session)
    let random = RandomSource(seed: seed)
    session.killAfterBytes = random.integer(in: 1...24_000)
    try session.startProcess()
    session.trade(commands: 30)
    if !session.process.isAlive { tally.killedWhileTrading += 1 }
    session.kill()
    let before = RestartAudit.trades(of: session.told)
    let kept = try RestartAudit.trades(in: session.survivor)

    // Things happen while nobody listens.
    session.world.run(for: session.pause(0...20_000))
    session.killAfterBytes = nil
    try session.startProcess(on: session.survivor)
    guard case .success? = session.startResult else {
      Issue.record("seed \(seed): the second process did not come up: \(String(describing: session.startResult))")
      return
    }
    session.world.run(for: .seconds(100))
    let source = SourceLocation(fileID: #fileID, filePath: #filePath, line: #line, column: 1)
    try withKnownSeed(seed, source) {
      try audit.compare()
      try audit.comparePosition()
      let after = RestartAudit.trades(of: session.told)
      tally.trades += audit.tradeIds.count
      tally.toldLater += after.count
      #expect(Set(after).count == after.count, "a fill was told twice")
      #expect(Set(after).isDisjoint(with: Set(before).union(kept)), "a fill of before was told again")
      #expect(audit.tradeIds == Set(before).union(kept).union(after), "a fill was lost")
    }
    try third(session, seed)
  }

  /// A process after which nothing has changed.
  private func third(_ session: RestartSession, _ seed: UInt64) throws {
    for order in session.node.kernel.cache.orders.open() { session.node.kernel.desk(for: order.strategyId).cancelAll() }
    session.world.run(for: .seconds(30))
    session.kill()
    let (files, facts) = (session.survivor.files, try RestartAudit.facts(in: session.survivor))
    try session.startProcess(on: session.survivor)
    session.world.run(for: .seconds(20))
    #expect(session.told.isEmpty, "seed \(seed): \(session.told.map { "\($0)" }.joined(separator: "; "))")
    // The level of a margin account moves with the market, and is taken down with the account.
    if session.product.accountType.isMargin { return }
    // Margins of contracts move with the market, and are taken down.
    guard session.product.exchange.isFutures else {
      #expect(session.device.files == files, "seed \(seed): the journal changed")
      return
    }
    #expect(try RestartAudit.facts(in: session.device) == facts, "seed \(seed): the journal changed")
  }

  private func withKnownSeed(_ seed: UInt64, _ source: SourceLocation, _ body: () throws -> Void) throws {
    let marker = Comment(rawValue: "seed \(seed)")
    #expect(throws: Never.self, marker, sourceLocation: source) { try body() }
  }
}
