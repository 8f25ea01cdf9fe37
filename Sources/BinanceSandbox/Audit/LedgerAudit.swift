/// Compares what a client says with what the ledger knows: the oracles O1 to O7 of the chaos tests, as named checks.
///
/// ```swift
/// var testimony = Testimony()
/// testimony.intents.append(Testimony.Intent(id: "1", clientOrderIds: ["O-1"], symbol: "BTCUSDT"))
/// let audit = LedgerAudit(venue: venue, product: .spot, account: venue.credentials.account)
/// let failures = audit.check(testimony).filter { !$0.hasPassed }
/// ```
///
/// Let the venue and the client come to rest first: what is on its way counts as missing.
public struct LedgerAudit {
  let ledger: SandboxLedger
  let product: SandboxProduct
  let account: String
  let exchange: VenueExchange?
  private let registry: AccountRegistry?
  /// Only what the ledger wrote after this number counts.
  public var after: Int64 = 0
  /// How many -1021 answers are forgiven: one for each step of a clock.
  public var forgivenTimestamps = 0
  /// How many cancel requests an order may cause.
  public var cancelsPerOrder = 3
  /// How many connections a client may open in five minutes.
  public var connections = 300
  /// Codes of refusals that a test provoked on purpose.
  public var forgivenCodes: Set<Int> = []

  /// An audit of one account of a venue.
  public init(venue: SandboxVenue, product: SandboxProduct, account: String) {
    self.init(
      ledger: venue.ledger, product: product, account: account, exchange: venue.exchange(product),
      registry: venue.accounts)
  }

  init(
    ledger: SandboxLedger, product: SandboxProduct, account: String, exchange: VenueExchange?,
    registry: AccountRegistry?
  ) {
    self.ledger = ledger
    self.product = product
    self.account = account
    self.exchange = exchange
    self.registry = registry
  }

  /// All checks, in the order of ``AuditCheck``.
  public func check(_ testimony: Testimony) -> [AuditFinding] {
    let facts = AuditFacts(ledger: ledger, product: product, account: account, after: after)
    var violations: [AuditCheck: [String]] = [:]
    FillAudit(facts: facts, testimony: testimony).run(into: &violations)
    IntentAudit(facts: facts, testimony: testimony).run(into: &violations)
    OrderStateAudit(facts: facts, testimony: testimony).run(into: &violations)
    MoneyAudit(
      facts: facts, testimony: testimony, wallet: registry?.account(named: account)?.wallet(product),
      assets: { [exchange] symbol in
        guard let exchange, !exchange.product.isFutures, let rules = exchange.market(symbol)?.rules else { return nil }
        return (rules.baseAsset, rules.quoteAsset)
      },
      marginAsset: { [exchange] symbol in
        guard let exchange, exchange.product.isFutures else { return nil }
        return exchange.market(symbol)?.rules.marginAsset
      },
      position: { [exchange, registry, account] symbol, side in
        guard let exchange, let owner = registry?.account(named: account) else { return nil }
        return exchange.signedPosition(of: owner, symbol: symbol, side: side)
      },
      openProfit: { [exchange, registry, account] symbol, price in
        guard let exchange, let owner = registry?.account(named: account) else { return nil }
        return exchange.openProfit(of: owner, symbol: symbol, at: price)
      }
    ).run(into: &violations)
    BookAudit(testimony: testimony, exchange: exchange).run(into: &violations)
    SecretAudit(secrets: testimony.secrets).run(testimony.outputs, into: &violations)
    AccessAudit(
      facts: facts, forgivenTimestamps: forgivenTimestamps, cancelsPerOrder: cancelsPerOrder, connections: connections,
      forgivenCodes: forgivenCodes
    ).run(into: &violations)
    return AuditCheck.allCases.map { AuditFinding(check: $0, violations: violations[$0] ?? []) }
  }
}
