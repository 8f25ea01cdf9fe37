/// O2: at most one order of the venue for each intent, and none without one.
struct IntentAudit {
  let facts: AuditFacts
  let testimony: Testimony

  func run(into violations: inout [AuditCheck: [String]]) {
    func note(_ check: AuditCheck, _ text: String) { violations[check, default: []].append(text) }
    var intended: Set<String> = []
    for intent in testimony.intents {
      let names = Set(intent.clientOrderIds.map { "\(intent.symbol)/\($0)" })
      intended.formUnion(names)
      let orders = facts.orders.filter { order in
        order.symbol == intent.symbol && order.clientIds.contains { intent.clientOrderIds.contains($0) }
      }
      if orders.count > 1 {
        note(
          .oneOrderForAnIntent, "\(intent.id) is \(orders.count) orders: \(orders.map(\.id).joined(separator: ", "))")
      }
      for order in orders { compare(order, intent, note) }
      if orders.isEmpty, !isAccountedFor(intent) {
        note(.noIntentIsForgotten, "\(intent.id) is neither there nor refused")
      }
    }
    if !testimony.intents.isEmpty {
      for order in facts.orders
      where !order.isForced && !order.clientIds.contains(where: { intended.contains("\(order.symbol)/\($0)") }) {
        note(.noOrderWithoutIntent, "order \(order.id) (\(order.clientIds.joined(separator: ", "))) was not intended")
      }
    }
    checkRequests(note)
  }

  /// Whether the client itself knows that an intent came to nothing.
  private func isAccountedFor(_ intent: Testimony.Intent) -> Bool {
    testimony.orders.contains { order in
      order.symbol == intent.symbol && intent.clientOrderIds.contains(order.clientOrderId)
        && StatusWord(order.statuses.last ?? "") == .rejected
    }
  }

  private func compare(
    _ order: AuditFacts.Order, _ intent: Testimony.Intent, _ note: (AuditCheck, String) -> Void
  ) {
    func differs(_ what: String, _ wanted: String, _ truth: String) {
      note(.ordersAreAsIntended, "\(intent.id) \(what) \(wanted), is \(truth)")
    }
    if !intent.side.isEmpty, intent.side != order.side { differs("side", intent.side, order.side) }
    if !intent.type.isEmpty, intent.type != order.type { differs("type", intent.type, order.type) }
    if !intent.price.isEmpty, !DecimalText.areEqual(intent.price, order.price) {
      differs("price", intent.price, order.price)
    }
    if !intent.quantity.isEmpty, !DecimalText.areEqual(intent.quantity, order.quantity) {
      differs("quantity", intent.quantity, order.quantity)
    }
  }

  /// An order that was sent and may have arrived is not sent again.
  private func checkRequests(_ note: (AuditCheck, String) -> Void) {
    var sent: Set<String> = []
    for request in facts.requests {
      guard let endpoint = request["endpoint"], Self.places(endpoint), let id = request["clientOrderId"] else {
        continue
      }
      let name = "\(request["symbol"] ?? "")/\(id)"
      if sent.contains(name) { note(.noOrderIsSentTwice, "\(name) was sent again") }
      // What was refused for sure may be corrected and sent again.
      let isRefused = request["fault"] == nil && (400..<500).contains(Int(request["status"] ?? "") ?? 0)
      if !isRefused { sent.insert(name) }
    }
  }

  static func places(_ endpoint: String) -> Bool {
    if endpoint.hasSuffix("/test") || endpoint.hasSuffix(".test") { return false }
    return ["order.place", "algoOrder.place"].contains(endpoint) || endpoint.hasPrefix("orderList.place")
      || ["/order", "/order/oco", "/sor/order", "/algoOrder", "/margin/order"].contains {
        endpoint.hasPrefix("POST ") && endpoint.hasSuffix($0)
      } || endpoint.hasPrefix("POST /api/v3/orderList/") || endpoint == "sor.order.place"
  }
}

/// Order statuses of the venue and of the domain, brought to what they mean.
enum StatusWord {
  case open
  case filled
  case canceled
  case rejected
  case expired

  init(_ text: String) {
    switch text.uppercased() {
    case "FILLED": self = .filled
    case "CANCELED", "CANCELLED": self = .canceled
    case "REJECTED", "DENIED": self = .rejected
    case "EXPIRED", "EXPIRED_IN_MATCH": self = .expired
    default: self = .open
    }
  }

  var isFinal: Bool { self != .open }
}
