import BinanceAdapter
import BinanceSandbox
import Testing
import TradingEngine
import TradingModel
import TradingNetwork

@Suite("What a margin account hears of its risk")
struct MarginRiskTests {
  private func short(
    _ type: BinanceAccountType, seed: UInt64, collateral: Int, eventsPerSecond: Double = 1
  ) throws -> MarginTradingWorld {
    let world = try MarginTradingWorld(type, seed: seed, eventsPerSecond: eventsPerSecond) {
      $0.sideEffectType = .autoBorrowRepay
    }
    try world.fund(collateral)
    try world.connect()
    let id = world.submit(try world.market(.sell, "0.50000"))
    #expect(world.status(id) == .filled, "\(world.order(id)?.reason ?? "")")
    return world
  }

  private func move(_ world: MarginTradingWorld, byPercent percent: Int64) throws {
    let raw = try world.lastPrice().raw
    world.venue.movePrice(of: "BTCUSDT", to: Price(raw: raw + raw * percent / 100, precision: 2).description)
  }

  @Test("A margin call of the cross account is told within a second or two, and so is its end")
  func cross() throws {
    let world = try short(.margin, seed: 41, collateral: 30_000)
    defer { world.shutDown() }
    #expect(world.statuses == ["EXCESSIVE"])
    try move(world, byPercent: 60)
    world.world.run(for: .seconds(2))
    #expect(world.statuses.last == "MARGIN_CALL", "\(world.statuses)")
    #expect(world.fact("marginLevelStatus") == "MARGIN_CALL")
    try world.ask(.transfer(WideDecimal(100_000), "USDT", from: .spot, to: .crossMargin))
    world.world.run(for: .seconds(3))
    #expect(world.statuses.last == "EXCESSIVE", "\(world.statuses)")
  }

  @Test("A margin call of which the event is lost while everything is cut is told all the same")
  func interrupted() throws {
    let world = try short(.margin, seed: 42, collateral: 30_000)
    defer { world.shutDown() }
    let lost = #"{"fault":"DROP_EVENT","stream":"MARGIN_LEVEL_STATUS_CHANGE","count":1}"#
    world.venue.apply(try VenueFault(json: Array(lost.utf8)))
    world.venue.apply(try VenueFault(json: Array(#"{"fault":"CLOSE"}"#.utf8)))
    try move(world, byPercent: 60)
    world.world.run(for: .seconds(45))
    #expect(world.fact("marginLevelStatus") == "MARGIN_CALL", "\(world.statuses)")
  }

  @Test("A risk stream that was cut while its key ended at the venue comes back with a new one")
  func deadKey() throws {
    let world = try short(.margin, seed: 44, collateral: 30_000)
    defer { world.shutDown() }
    func keys() -> Int {
      world.venue.ledger.query(kind: .request).count { $0["endpoint"] == "POST /sapi/v2/margin/listen-key" }
    }
    #expect(keys() == 1)
    world.venue.apply(try VenueFault(json: Array(#"{"fault":"CLOSE"}"#.utf8)))
    try world.ask(.closeRiskListenKey())
    world.world.run(for: .seconds(20))
    #expect(keys() > 1)
    try move(world, byPercent: 60)
    world.world.run(for: .seconds(2))
    #expect(world.statuses.last == "MARGIN_CALL", "\(world.statuses)")
  }

  @Test("The level of an isolated pair that owes is followed while nothing else happens")
  func isolated() throws {
    let world = try short(.isolatedMargin, seed: 43, collateral: 13_000)
    defer { world.shutDown() }
    // Long after the last event of the account.
    world.world.run(for: .seconds(600))
    try move(world, byPercent: 26)
    world.world.run(for: .seconds(45))
    #expect(world.statuses.last == "MARGIN_CALL", "\(world.statuses)")
    let level = try #require(world.fact("BTCUSDT.marginLevel").flatMap { try? WideDecimal($0) })
    #expect(level < (try WideDecimal("1.12")))
  }

  @Test(
    "The listen key of the risk stream is prolonged, and the stream outlives a day", .enabled(if: LongRuns.areWanted))
  func prolonged() throws {
    let world = try short(.margin, seed: 44, collateral: 30_000, eventsPerSecond: 0.05)
    defer { world.shutDown() }
    world.world.run(for: .seconds(26 * 3_600))
    try move(world, byPercent: 60)
    world.world.run(for: .seconds(2))
    #expect(world.statuses.last == "MARGIN_CALL", "\(world.statuses)")
    let keys = world.venue.ledger.query(kind: .request).filter { $0["endpoint"] == "PUT /sapi/v2/margin/listen-key" }
    #expect(keys.count >= 50)
    #expect(keys.allSatisfy { $0["status"] == "200" })
  }

  @Test("The client of an account that owes can settle it by hand, and small debts become one of USDT")
  func byHand() throws {
    let world = try short(.margin, seed: 45, collateral: 30_000)
    defer { world.shutDown() }
    let small = try world.ask(.borrow(try WideDecimal("0.0001"), "ETH"))
    #expect(small > 0)
    #expect(try world.ask(.smallLiabilities()).map(\.asset) == ["ETH"])
    try world.ask(.exchangeSmallLiabilities(["ETH"]))
    let exchanged = try #require(try world.ask(.smallLiabilityExchanges()).rows.first)
    #expect(exchanged.asset == "ETH" && exchanged.targetAsset == "USDT" && exchanged.targetAmount.isPositive)
    let owed = try world.ask(.manualLiquidation())
    #expect(Set(owed.map(\.asset)) == ["BTC", "USDT"])
    world.world.run(for: .seconds(5))
    #expect(world.fact("BTC.borrowed") == "0")
    #expect(try world.ask(.forceLiquidations()).rows.isEmpty)
    #expect(world.cache.positions.open().allSatisfy { $0.strategyId == .external })
    try world.ask(.setCrossMarginLeverage(10))
    let most = try world.ask(.maxBorrowable("USDT")).amount
    try world.ask(.setCrossMarginLeverage(3))
    #expect(try world.ask(.maxBorrowable("USDT")).amount < most)
  }

  @Test(
    "What a bankruptcy in special-key mode left open is told and repaid from the spot wallet, and the keys have names")
  func bankruptcy() throws {
    let world = try short(.margin, seed: 46, collateral: 30_000)
    defer { world.shutDown() }
    func wait<Value>(_ ask: (@escaping (Result<Value, BinanceError>) -> Void) -> Void) throws -> Value {
      var result: Result<Value, BinanceError>?
      ask { result = $0 }
      world.world.run(until: { result != nil }, limit: .seconds(30))
      return try #require(result).get()
    }
    try world.ask(.createSpecialKey("bot"))
    try move(world, byPercent: 900)
    world.world.run(for: .seconds(3))
    let client = world.client
    let loan = try #require(try wait { client.liquidationLoan(completion: $0) })
    #expect(loan.asset == "USDC" && loan.remainingAmount.isPositive && loan.repaidAmount.isZero)
    let repayment = try wait { client.repayLiquidationLoan(WideDecimal(25), "USDC", completion: $0) }
    #expect(repayment.amount == WideDecimal(25) && repayment.status == "SUCCESS")
    let left = try #require(try wait { client.liquidationLoan(completion: $0) })
    #expect(left.repaidAmount == WideDecimal(25) && left.amount == loan.amount)
    #expect(try left.remainingAmount.adding(WideDecimal(25)) == loan.remainingAmount)
    #expect(try world.ask(.liquidationLoanRepayments()).rows.map(\.id) == [repayment.id])
    let refusal = #expect(throws: BinanceError.self) {
      try wait { client.deleteSpecialKey(named: "nobody", completion: $0) }
    }
    #expect(refusal?.message.contains("there are bot; nothing was changed") == true)
    try world.ask(.createSpecialKey("bot"))
    let twice = #expect(throws: BinanceError.self) {
      try wait { client.deleteSpecialKey(named: "bot", completion: $0) }
    }
    #expect(twice?.message.contains("2 special keys are named 'bot'") == true)
    #expect(try wait { client.specialKeys(completion: $0) }.map(\.name) == ["bot", "bot"])
    try wait { client.exitSpecialKeyMode(completion: $0) }
    #expect(try wait { client.specialKeys(completion: $0) }.isEmpty)
  }
}
