import BinanceAdapter
import BinanceSandbox
import Foundation
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

/// A quarter of a day in the tests; `ARGONAUT_MARGIN_DAYS=30` (`make margin-month`) is the whole month.
@Suite("A month on margin")
struct MarginMonthTests {
  private static let days = ProcessInfo.processInfo.environment["ARGONAUT_MARGIN_DAYS"].flatMap { Int($0) }
  /// How often the short is changed: four times a day.
  private static let parts = days.map { $0 * 4 } ?? 1

  @Test(
    "Interest, margin calls and a forced liquidation are what the ledger says and what a recomputation gives, to the last digit",
    arguments: [BinanceAccountType.margin, .isolatedMargin])
  func month(type: BinanceAccountType) throws {
    let world = try MarginTradingWorld(type, seed: 71, eventsPerSecond: 0.05) { $0.sideEffectType = .autoBorrowRepay }
    defer { world.shutDown() }
    try world.fund(type == .margin ? 50_000 : 20_000)
    try world.connect()
    try trade(world)
    try rise(world)
    let records = try MarginRecords(world)
    try checkLiquidation(world, records)
    try records.checkInterest()
    try records.checkLedger(world)
    try records.checkBalances(world)
    #expect(!world.connectionStates.contains("reconnecting"), "\(world.connectionStates)")
  }

  /// A short that is added to and reduced four times a day.
  private func trade(_ world: MarginTradingWorld) throws {
    let opening = world.submit(try world.market(.sell, "0.50000"))
    #expect(world.status(opening) == .filled, "\(world.order(opening)?.reason ?? "")")
    for part in 0..<Self.parts {
      world.world.run(for: .seconds(6 * 3_600 - 2))
      let id = world.submit(try world.market(part.isMultiple(of: 2) ? .buy : .sell, "0.01000"))
      #expect(world.status(id) == .filled, "part \(part): \(world.order(id)?.reason ?? "")")
    }
  }

  /// The price rises until the account is beyond help.
  private func rise(_ world: MarginTradingWorld) throws {
    var raw = try world.lastPrice().raw
    for _ in 0..<120 {
      raw += raw / 100
      world.venue.movePrice(of: "BTCUSDT", to: Price(raw: raw, precision: 2).description)
      world.world.run(for: .seconds(40))
      if world.loans.contains(where: { $0.hasPrefix("repay") && $0.contains("liquidation") }) { break }
      if try !world.ask(.forceLiquidations(world.history)).rows.isEmpty { break }
    }
    world.world.run(for: .seconds(60))
  }

  private func checkLiquidation(_ world: MarginTradingWorld, _ records: MarginRecords) throws {
    #expect(world.statuses.contains("MARGIN_CALL"), "\(world.statuses)")
    // Isolated pairs have no stream of their own; between two questions a status may come and go.
    if world.session.product.accountType == .margin {
      #expect(world.statuses.contains("FORCE_LIQUIDATION"), "\(world.statuses)")
    }
    #expect(world.statuses.last == "EXCESSIVE")
    let forced = try world.ask(.forceLiquidations(world.history)).rows
    #expect(forced.map(\.side) == ["BUY"])
    #expect(forced.first?.isIsolated == (world.session.product.accountType == .isolatedMargin))
    // The short of the strategy is gone, and it knows; what was bought beyond it is nobody's here.
    let open = world.cache.positions.open(instrumentId: MarginTradingWorld.bitcoin)
    #expect(open.allSatisfy { $0.strategyId == .external && $0.side == .long }, "\(open)")
    #expect(records.debts.values.allSatisfy { $0.isZero }, "\(records.debts)")
  }
}
