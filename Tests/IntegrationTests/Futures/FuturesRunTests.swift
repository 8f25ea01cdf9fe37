import BinanceSandbox
import Foundation
import Testing
import TradingEngine
import TradingLive
import TradingModel

/// `ARGONAUT_FUTURES_RUN=3600` lets it run for so many seconds of virtual time.
@Suite("A long run on futures")
struct FuturesRunTests {
  private static let seconds = ProcessInfo.processInfo.environment["ARGONAUT_FUTURES_RUN"].flatMap { Int($0) } ?? 150

  @Test(
    "after liquidations, deleveraging, funding and delivery the node, the exchange and the trades recomputed agree to the last digit",
    arguments: [false, true])
  func agreement(isHedge: Bool) throws {
    let seed: UInt64 = isHedge ? 62 : 63
    let session = try FuturesRunSession(isHedge: isHedge, seed: seed)
    let problem = try session.run(.seconds(Self.seconds))
    #expect(problem == nil, "seed \(seed)")
    try expectVariety(session)
    var ledgers: [InstrumentId: ContractLedger] = [:]
    for fill in session.fills {
      let instrument = try #require(session.node.kernel.cache.instrument(fill.instrumentId))
      let side = fill.positionId?.text.split(separator: "-").last.map(String.init) ?? ""
      #expect(["LONG", "SHORT", "BOTH"].contains(side), "\(fill.tradeId) is in position \(side)")
      try ledgers[fill.instrumentId, default: ContractLedger(instrument)].book(fill, position: side)
    }
    for product in session.products {
      let ledger = try #require(ledgers[product.instrument], "nothing was traded in \(product.symbol)")
      try comparePosition(session, product, ledger)
      try compareProfit(session, product, ledger)
    }
    try compareBalances(session, ledgers)
    #expect(session.shutDown())
  }

  /// What the run is to prove has to be in it.
  private func expectVariety(_ session: FuturesRunSession) throws {
    let forced = session.fills.filter { $0.strategyId == .external }.map(\.clientOrderId.text)
    for prefix in ["autoclose-", "adl_autoclose", "settlement_autoclose-", "delivery_autoclose-"] {
      let count = forced.filter { $0.contains(prefix) }.count
      #expect(count > 0, "no fill of \(prefix)")
    }
    let funding = session.changes.filter { $0.reason == "FUNDING_FEE" }
    #expect(Set(funding.map(\.change.currency)) == [Currency("USDT"), Currency("BTC")])
    #expect(session.fills.count > 100)
    print(
      "\(session.fills.count) fills, \(forced.count) of the venue's own orders, \(funding.count) funding fees")
  }

  private func comparePosition(
    _ session: FuturesRunSession, _ product: TradedProduct, _ ledger: ContractLedger
  ) throws {
    let held = session.node.kernel.portfolio.netPosition(product.instrument)
    let recomputed = WideDecimal(mantissa: ledger.netQuantity, scale: Int(product.size.precision))
    #expect(held == recomputed, "\(product.symbol): \(held.plain()) here, the trades give \(recomputed.plain())")
    #expect(!product.isDated || held.isZero, "\(product.symbol) was delivered")
    try audit(session, product)
  }

  /// The exchange's own word on orders, positions and balances.
  private func audit(_ session: FuturesRunSession, _ product: TradedProduct) throws {
    let kernel = session.node.kernel
    let account = try #require(kernel.executionEngine.account(for: product.instrument))
    let testimony = Testimony(cache: kernel.cache, product: product, accountId: account.id)
    let venue = session.simulation.venue
    let audit = LedgerAudit(venue: venue, product: product.exchange, account: venue.credentials.account)
    let asked: Set<AuditCheck> = [
      .finalStatesAgree, .filledQuantitiesAgree, .balancesAgree, .positionsAgree, .profitsAgree, .moneyIsConserved,
    ]
    for finding in audit.check(testimony) where asked.contains(finding.check) {
      #expect(finding.hasPassed, "\(product.symbol): \(finding)")
    }
  }

  private func compareProfit(
    _ session: FuturesRunSession, _ product: TradedProduct, _ ledger: ContractLedger
  ) throws {
    let venue = session.simulation.venue
    let trades = venue.ledger.query(kind: .trade, product: product.exchange, account: venue.credentials.account)
      .filter { $0["symbol"] == product.symbol }
    #expect(trades.count == session.fills.filter { $0.instrumentId == product.instrument }.count)
    let credited = try trades.reduce(WideDecimal.zero) { try $0.adding(WideDecimal($1["realizedProfit"] ?? "")) }
    let recomputed = WideDecimal(mantissa: ledger.profit, scale: 8)
    #expect(credited == recomputed, "\(product.symbol): \(credited.plain()) credited, recomputed \(recomputed.plain())")
    // The node's own profit is after commissions, and not cut with each closing.
    let paid = try session.fills.filter { $0.instrumentId == product.instrument }.reduce(WideDecimal.zero) {
      try $0.adding($1.commission?.amount ?? .zero)
    }
    let told = try #require(session.node.kernel.portfolio.realizedPnl(product.instrument)).amount
    let difference = try told.subtracting(recomputed.subtracting(paid)).magnitude
    let cut = WideDecimal(mantissa: Int128(ledger.closings), scale: 8)
    #expect(
      difference <= cut,
      "\(product.symbol): \(told.plain()) here, recomputed \(recomputed.plain()) less \(paid.plain())")
  }

  /// What there was at first, what was earned and paid in trades, and what the account's events told besides.
  private func compareBalances(_ session: FuturesRunSession, _ ledgers: [InstrumentId: ContractLedger]) throws {
    let venue = session.simulation.venue
    for (exchange, code) in [(SandboxProduct.usdm, "USDT"), (.coinm, "BTC")] {
      let products = session.products.filter { $0.exchange == exchange }
      let account = try #require(
        products.first.flatMap { session.node.kernel.executionEngine.account(for: $0.instrument) })
      let first = venue.ledger.query(kind: .balance, product: exchange, account: venue.credentials.account)
        .first { $0["asset"] == code && $0["reason"] == "OPEN" }
      var expected = try WideDecimal(first?["free"] ?? "")
      for product in products {
        expected = try expected.adding(WideDecimal(mantissa: ledgers[product.instrument]?.profit ?? 0, scale: 8))
      }
      for fill in session.fills where products.contains(where: { $0.instrument == fill.instrumentId }) {
        expected = try expected.subtracting(fill.commission?.amount ?? .zero)
      }
      for entry in session.changes where entry.change.currency.code == code {
        expected = try expected.adding(entry.change.amount)
      }
      let told = try #require(account.balance(Currency(code))).total.amount
      #expect(told == expected, "\(code): \(told.plain()) here, recomputed \(expected.plain())")
    }
  }
}
