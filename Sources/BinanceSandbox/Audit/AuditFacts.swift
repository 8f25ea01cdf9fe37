/// What the ledger knows of one account, brought into the order in which audits ask.
struct AuditFacts {
  /// An order with its last state; a conditional order of futures and the order that it becomes are one.
  struct Order {
    var record: SandboxLedger.Entry
    /// The order's number; of a conditional order that waits the algo service's with an `A` in front.
    var id: String
    let symbol: String
    /// Every client id that it had.
    var clientIds: [String]
    var status: String
    var executed: String
    let side: String
    let type: String
    /// Its limit price as it began, 0 where it has none; of a conditional order that became another one that one's.
    var price: String
    var quantity: String
    var orderListId: String
    /// Whether the venue made it, to close a position.
    let isForced: Bool
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
      case .order where entry.account == account:
        if entry["event"] == "algo" { add(conditional: entry) } else { add(order: entry) }
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
      // What a conditional order asks the book for (`priceMatch`) is known when it becomes an order; later changes of the
      // price are not what was intended at first.
      if orders[index].record["event"] == "algo" { orders[index].price = entry["price"] ?? "0" }
      orders[index].record = entry
      orders[index].status = entry["status"] ?? ""
      orders[index].executed = entry["executed"] ?? "0"
      orders[index].quantity = entry["quantity"] ?? "0"
      if !orders[index].clientIds.contains(clientId) { orders[index].clientIds.append(clientId) }
    } else {
      add(entry, id: id, clientId: clientId)
    }
    if let index = indexById[id] { indexByClientId["\(entry["symbol"] ?? "")/\(clientId)"] = index }
  }

  /// What the algo service says counts until the order has become another one, whose own word counts then.
  private mutating func add(conditional entry: SandboxLedger.Entry) {
    let key = "A" + (entry["algoId"] ?? "")
    let clientId = entry["clientAlgoId"] ?? ""
    if indexById[key] == nil { add(entry, id: key, clientId: clientId) }
    guard let index = indexById[key] else { return }
    indexByClientId["\(entry["symbol"] ?? "")/\(clientId)"] = index
    if let child = entry["orderId"], !child.isEmpty {
      guard orders[index].id == key else { return }
      orders[index].id = child
      indexById[child] = index
    } else {
      orders[index].record = entry
      orders[index].status = entry["status"] ?? ""
    }
  }

  private mutating func add(_ entry: SandboxLedger.Entry, id: String, clientId: String) {
    indexById[id] = orders.count
    orders.append(
      Order(
        record: entry, id: id, symbol: entry["symbol"] ?? "", clientIds: [clientId], status: entry["status"] ?? "",
        executed: entry["executed"] ?? "0", side: entry["side"] ?? "", type: entry["type"] ?? "",
        price: entry["price"] ?? "0", quantity: entry["quantity"] ?? "0", orderListId: entry["orderListId"] ?? "-1",
        isForced: entry["type"] == OrderType.liquidation.rawValue))
  }

  private mutating func update(with trade: SandboxLedger.Entry) {
    guard let index = indexById[trade["orderId"] ?? ""] else { return }
    orders[index].status = trade["status"] ?? ""
    orders[index].executed = trade["executed"] ?? "0"
  }

  func order(id: String) -> Order? { indexById[id].map { orders[$0] } }

  /// The latest order of a client id.
  func order(symbol: String, clientId: String) -> Order? { indexByClientId["\(symbol)/\(clientId)"].map { orders[$0] } }

  /// The order that a testimony speaks of: by the venue's number where it gives one.
  func order(_ told: Testimony.Order) -> Order? {
    order(id: told.venueOrderId) ?? order(symbol: told.symbol, clientId: told.clientOrderId)
  }
}
