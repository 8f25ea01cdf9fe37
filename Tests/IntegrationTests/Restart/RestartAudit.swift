import BinanceSandbox
import Testing
import TradingEngine
import TradingLive
import TradingModel

@testable import TradingStore

/// Compares a node with the exchange's ledger.
struct RestartAudit {
  let session: RestartSession

  private var product: TradedProduct { session.product }
  private var account: String { product.account(of: session.venue.credentials.account) }

  /// The node knows every order of the exchange as it is, has none that the exchange does not have, and the same balances
  /// and positions.
  func compare() throws {
    let cache = session.node.kernel.cache
    let venue = session.venue
    let testimony = Testimony(cache: cache, product: product)
    let audit = LedgerAudit(venue: venue, product: product.exchange, account: account)
    let asked: Set<AuditCheck> = [
      .everyOrderIsKnown, .finalStatesAgree, .filledQuantitiesAgree, .noOrderIsRejectedThatExists, .openOrdersAgree,
      .balancesAgree, .locksAgree, .positionsAgree, .profitsAgree, .moneyIsConserved,
    ]
    for finding in audit.check(testimony) where asked.contains(finding.check) {
      let violations = finding.violations.filter { !isOfReplacement($0) }
      #expect(violations.isEmpty, "\(finding.check.rawValue): \(violations.joined(separator: "; "))")
    }
    let counted = try cache.orders.all().reduce(WideDecimal.zero) { try $0.adding($1.filledQuantity.wide) }
    let expected = try trades.reduce(WideDecimal.zero) { try $0.adding(WideDecimal($1["quantity"] ?? "")) }
    #expect(counted == expected, "the node counts \(counted) as filled, the exchange \(expected)")
    #expect(cache.orders.all().allSatisfy { $0.status != .submitted })
  }

  /// An order that was replaced on spot is two at the exchange and one here, under the identifier of the first one.
  private func isOfReplacement(_ violation: String) -> Bool {
    guard !product.exchange.isFutures else { return false }
    return session.node.kernel.cache.orders.all().filter { $0.venueOrderIds.count > 1 }.contains { order in
      order.venueOrderIds.contains { violation.hasPrefix("order \($0) ") }
    }
  }

  /// The position is what the trades at the exchange add up to, less what was paid in the bought currency.
  func comparePosition() throws {
    guard !product.isHedge else { return }
    var net = WideDecimal.zero
    for trade in trades {
      let quantity = try WideDecimal(trade["quantity"] ?? "0")
      net = try trade["side"] == "BUY" ? net.adding(quantity) : net.subtracting(quantity)
      guard !product.exchange.isFutures, trade["commissionAsset"] == "BTC" else { continue }
      net = try net.subtracting(WideDecimal(trade["commission"] ?? "0"))
    }
    let held = session.node.kernel.portfolio.netPosition(product.instrument)
    let difference = try held.subtracting(net).magnitude
    #expect(
      difference < WideDecimal(mantissa: 1, scale: 4), "the node holds \(held.plain()), the trades give \(net.plain())")
  }

  private var trades: [SandboxLedger.Entry] {
    session.venue.ledger.query(kind: .trade, account: account)
  }

  /// The sides of all trades at the exchange, by order and trade: two orders of the account may have met.
  var tradeIds: Set<String> { Set(trades.map { "\($0["orderId"] ?? "")/\($0["tradeId"] ?? "")" }) }

  /// The sides of trades that events told.
  static func trades(of events: [OrderEvent]) -> [String] {
    events.compactMap { event in
      if case .filled(let fill) = event { "\(fill.venueOrderId?.text ?? "")/\(fill.tradeId)" } else { nil }
    }
  }

  /// The identifiers of the trades that a journal knows.
  static func trades(in device: MemoryJournalDevice) throws -> Set<String> {
    Set(
      trades(
        of: try facts(in: device).compactMap { fact in
          if case .event(let event) = fact { event } else { nil }
        }))
  }

  /// What a journal knows of orders and positions.
  static func facts(in device: MemoryJournalDevice) throws -> [TradingFact] {
    try NodeJournal(device: device.copy(), traderId: "RESTART-001").recovery.facts.filter { fact in
      if case .account = fact { false } else { true }
    }
  }
}
