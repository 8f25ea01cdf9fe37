/// O3: what the client believes of an order at the end is what the venue says.
struct OrderStateAudit {
  let facts: AuditFacts
  let testimony: Testimony

  func run(into violations: inout [AuditCheck: [String]]) {
    func note(_ check: AuditCheck, _ text: String) { violations[check, default: []].append(text) }
    var told: Set<String> = []
    for order in testimony.orders {
      let name = "\(order.symbol)/\(order.clientOrderId)"
      checkSequence(order, note)
      guard let truth = facts.order(order) else { continue }
      told.insert(truth.id)
      let (mine, venues) = (StatusWord(order.statuses.last ?? ""), StatusWord(truth.status))
      if mine == .rejected, venues != .rejected {
        note(.noOrderIsRejectedThatExists, "\(name) is \(truth.status) as order \(truth.id)")
      }
      if mine.isFinal != venues.isFinal {
        note(.openOrdersAgree, "\(name) is \(order.statuses.last ?? "unknown") here and \(truth.status) at the venue")
      }
      if mine != venues { note(.finalStatesAgree, "\(name) \(order.statuses.last ?? "unknown"), is \(truth.status)") }
      if !order.filled.isEmpty, !DecimalText.areEqual(order.filled, truth.executed) {
        note(.filledQuantitiesAgree, "\(name) \(order.filled), is \(truth.executed)")
      }
    }
    guard !testimony.orders.isEmpty else { return }
    for order in facts.orders where !told.contains(order.id) {
      note(.everyOrderIsKnown, "order \(order.id) (\(order.clientIds.joined(separator: ", "))), \(order.status)")
      if !StatusWord(order.status).isFinal { note(.openOrdersAgree, "order \(order.id) is open and unknown here") }
    }
  }

  /// A final status is the last one.
  private func checkSequence(_ order: Testimony.Order, _ note: (AuditCheck, String) -> Void) {
    guard let end = order.statuses.firstIndex(where: { StatusWord($0).isFinal }) else { return }
    let later = order.statuses[(end + 1)...]
    if let other = later.first(where: { $0 != order.statuses[end] }) {
      note(.nothingHappensAfterTheEnd, "\(order.clientOrderId) \(order.statuses[end]), then \(other)")
    }
  }
}
