/// O1: every execution reaches the strategy exactly once, as it was.
struct FillAudit {
  let facts: AuditFacts
  let testimony: Testimony

  func run(into violations: inout [AuditCheck: [String]]) {
    func note(_ check: AuditCheck, _ text: String) { violations[check, default: []].append(text) }
    var seen: [String: [Testimony.Fill]] = [:]
    for fill in testimony.fills { seen["\(fill.symbol)/\(fill.tradeId)", default: []].append(fill) }
    var known: [String: [SandboxLedger.Entry]] = [:]
    for trade in facts.trades { known[Self.key(trade), default: []].append(trade) }
    // A self-trade has one number and two sides.
    for (key, trades) in known {
      let fills = seen[key] ?? []
      if fills.count < trades.count {
        note(.everyFillIsSeen, "trade \(key) seen \(fills.count) of \(trades.count) times")
      }
      if fills.count > trades.count { note(.noFillIsSeenTwice, "trade \(key) seen \(fills.count) times") }
      for fill in fills { compare(fill, trades, key, note) }
    }
    for key in seen.keys where known[key] == nil { note(.noFillIsInvented, "trade \(key) is not the venue's") }
  }

  private static func key(_ trade: SandboxLedger.Entry) -> String {
    // Allocations have no trade id; they are told apart by their own number.
    let id = trade["tradeId"] ?? ""
    return "\(trade["symbol"] ?? "")/\(id == "-1" ? "A" + (trade["allocationId"] ?? "") : id)"
  }

  private func compare(
    _ fill: Testimony.Fill, _ trades: [SandboxLedger.Entry], _ key: String, _ note: (AuditCheck, String) -> Void
  ) {
    let order = fill.venueOrderId.isEmpty ? facts.order(symbol: fill.symbol, clientId: fill.clientOrderId)?.id : nil
    let own = trades.first { $0["orderId"] == order ?? fill.venueOrderId }
    if own == nil { note(.fillsBelongToTheirOrders, "trade \(key) is not one of \(fill.clientOrderId)") }
    guard let trade = own ?? trades.first else { return }
    for (name, value) in [("quantity", fill.quantity), ("price", fill.price)] where !value.isEmpty {
      let truth = trade[name] ?? ""
      if !DecimalText.areEqual(value, truth) {
        note(.fillsHaveTheirAmounts, "trade \(key) \(name) \(value), was \(truth)")
      }
    }
    guard !fill.commission.isEmpty else { return }
    let (amount, asset) = (trade["commission"] ?? "", trade["commissionAsset"] ?? "")
    if !DecimalText.areEqual(fill.commission, amount)
      || (!fill.commissionAsset.isEmpty && fill.commissionAsset != asset)
    {
      note(
        .fillsHaveTheirCommissions, "trade \(key) \(fill.commission) \(fill.commissionAsset), was \(amount) \(asset)")
    }
  }
}
