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

/// What the ledger knows of one account, brought into the order in which audits ask.
struct AuditFacts {
  /// An order with its last state.
  struct Order {
    var record: SandboxLedger.Entry
    let id: String
    let symbol: String
    /// Every client id that it had.
    var clientIds: [String]
    var status: String
    var executed: String
    let side: String
    let type: String
    let price: String
    var quantity: String
    var orderListId: String
  }

  private(set) var orders: [Order] = []
  private(set) var trades: [SandboxLedger.Entry] = []
  private(set) var balances: [SandboxLedger.Entry] = []
  private(set) var incomes: [SandboxLedger.Entry] = []
  /// What a margin account borrowed, repaid and transferred.
  private(set) var loans: [SandboxLedger.Entry] = []
  private(set) var requests: [SandboxLedger.Entry] = []
  private var indexById: [String: Int] = [:]
  /// The index of the latest order of a client id.
  private var indexByClientId: [String: Int] = [:]

  init(ledger: SandboxLedger, product: SandboxProduct, account: String, after: Int64) {
    // Who asks is the customer, also where a margin account of theirs is meant: `NAME/margin`, `NAME/isolated/BTCUSDT`.
    let owner = String(account.prefix { $0 != "/" })
    var clients: Set<String> = []
    var allRequests: [SandboxLedger.Entry] = []
    for entry in ledger.query(product: product, after: after) {
      switch entry.kind {
      case .order where entry.account == account && entry["event"] != "algo": add(order: entry)
      case .income where entry.account == account: incomes.append(entry)
      case .trade where entry.account == account:
        trades.append(entry)
        update(with: entry)
      case .balance where entry.account == account: balances.append(entry)
      case .loan where entry.account == account: loans.append(entry)
      case .request:
        if entry.account == owner, let client = entry["client"] { clients.insert(client) }
        allRequests.append(entry)
      default: break
      }
    }
    // Requests without a key belong to whoever else sends from the same address.
    requests = allRequests.filter { entry in
      entry.account == owner || (entry.account.isEmpty && entry["client"].map(clients.contains) ?? false)
    }
    if clients.isEmpty { requests = allRequests.filter { $0.account.isEmpty || $0.account == owner } }
  }

  private mutating func add(order entry: SandboxLedger.Entry) {
    let id = entry["orderId"] ?? ""
    let clientId = entry["clientOrderId"] ?? ""
    if let index = indexById[id] {
      orders[index].record = entry
      orders[index].status = entry["status"] ?? ""
      orders[index].executed = entry["executed"] ?? "0"
      orders[index].quantity = entry["quantity"] ?? "0"
      if !orders[index].clientIds.contains(clientId) { orders[index].clientIds.append(clientId) }
    } else {
      indexById[id] = orders.count
      orders.append(
        Order(
          record: entry, id: id, symbol: entry["symbol"] ?? "", clientIds: [clientId], status: entry["status"] ?? "",
          executed: entry["executed"] ?? "0", side: entry["side"] ?? "", type: entry["type"] ?? "",
          price: entry["price"] ?? "0", quantity: entry["quantity"] ?? "0",
          orderListId: entry["orderListId"] ?? "-1"))
    }
    if let index = indexById[id] { indexByClientId["\(entry["symbol"] ?? "")/\(clientId)"] = index }
  }

  private mutating func update(with trade: SandboxLedger.Entry) {
    guard let index = indexById[trade["orderId"] ?? ""] else { return }
    orders[index].status = trade["status"] ?? ""
    orders[index].executed = trade["executed"] ?? "0"
  }

  func order(symbol: String, clientId: String) -> Order? { indexByClientId["\(symbol)/\(clientId)"].map { orders[$0] } }
}

/// Exact comparison of decimal texts.
enum DecimalText {
  /// Whether two texts stand for the same number, whatever their trailing zeros.
  static func areEqual(_ first: String, _ second: String) -> Bool { canonical(first) == canonical(second) }

  static func isZero(_ text: String) -> Bool { canonical(text) == "0" }

  /// The shortest plain notation.
  static func canonical(_ text: String) -> String {
    var digits = Substring(text)
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits = digits.dropLast() }
      if digits.hasSuffix(".") { digits = digits.dropLast() }
    }
    while digits.count > 1, digits.hasPrefix("0"), !digits.hasPrefix("0.") { digits = digits.dropFirst() }
    if digits.isEmpty || digits == "0" { return "0" }
    if digits.hasPrefix(".") { digits = "0" + digits }
    return (isNegative ? "-" : "") + digits
  }
}
