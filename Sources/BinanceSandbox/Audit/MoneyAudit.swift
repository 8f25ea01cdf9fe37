/// O4: balances and positions equal the venue's, and the venue's own add up.
struct MoneyAudit {
  let facts: AuditFacts
  let testimony: Testimony
  let wallet: Wallet?
  /// The assets that a spot symbol exchanges.
  let assets: (_ symbol: String) -> (base: String, quote: String)?
  /// The asset in which a futures symbol's profits are.
  let marginAsset: (_ symbol: String) -> String?
  /// The signed quantity of a position at the venue, as text.
  let position: (_ symbol: String, _ side: String) -> String?

  func run(into violations: inout [AuditCheck: [String]]) {
    func note(_ check: AuditCheck, _ text: String) { violations[check, default: []].append(text) }
    if let wallet {
      for balance in testimony.balances {
        let truth = wallet[balance.asset]
        if !DecimalText.areEqual(balance.total, truth.total.description) {
          note(.balancesAgree, "\(balance.asset) \(balance.total), is \(truth.total)")
        }
        if !balance.locked.isEmpty, !DecimalText.areEqual(balance.locked, truth.locked.description) {
          note(.locksAgree, "\(balance.asset) \(balance.locked) locked, are \(truth.locked)")
        }
      }
      for asset in wallet.assets where wallet[asset].locked.isNegative || wallet[asset].free.isNegative {
        note(.moneyIsConserved, "\(asset) is negative")
      }
    }
    for told in testimony.positions {
      guard let truth = position(told.symbol, told.side) else { continue }
      if !DecimalText.areEqual(told.quantity, truth) {
        note(.positionsAgree, "\(told.symbol) \(told.side) \(told.quantity), is \(truth)")
      }
    }
    checkBooks(note)
  }

  /// The first funds, what came from outside and what was traded make what is there now.
  private func checkBooks(_ note: (AuditCheck, String) -> Void) {
    guard let wallet else { return }
    var sums: [String: Amount] = [:]
    for entry in facts.balances {
      guard case .balance(let record) = entry.content else { continue }
      if record.reason == "OPEN" { sums[record.asset, default: .zero] += record.free + record.locked }
      sums[record.asset, default: .zero] += record.deposit
    }
    // Without the beginning (an audit of a part) there is nothing to add up; futures money also moves by profit.
    guard facts.balances.contains(where: { $0["reason"] == "OPEN" }), facts.orders.first?.symbol != nil else { return }
    for entry in facts.trades {
      guard case .trade(let trade) = entry.content else { return }
      if let margin = marginAsset(trade.symbol) {
        // Contracts are not exchanged for anything: what moves is profit.
        sums[margin, default: .zero] += trade.realizedProfit
        sums[trade.commissionAsset, default: .zero] -= trade.commission
        continue
      }
      guard let assets = assets(trade.symbol) else { return }
      let base = Amount(units: SymbolRules.rescale(Int128(trade.quantity), from: trade.quantityDecimals))
      let sign: Int128 = trade.side == .buy ? 1 : -1
      sums[assets.base, default: .zero] += Amount(units: base.units * sign)
      sums[assets.quote, default: .zero] -= Amount(units: trade.quote.units * sign)
      sums[trade.commissionAsset, default: .zero] -= trade.commission
    }
    for income in facts.incomes
    where ["FUNDING_FEE", "INSURANCE_CLEAR", "AUTO_EXCHANGE"].contains(income["type"] ?? "") {
      guard let amount = Amount(income["amount"] ?? "") else { continue }
      sums[income["asset"] ?? "", default: .zero] += amount
    }
    for (asset, sum) in sums where !asset.isEmpty && wallet[asset].total != sum {
      note(.moneyIsConserved, "\(asset) adds up to \(sum), is \(wallet[asset].total)")
    }
  }

}
