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
  /// What the open positions of a symbol would gain at a price.
  let openProfit: (_ symbol: String, _ price: String) -> Amount?

  /// The income that is told by no trade and no transfer, but moves money.
  private static let movingIncomes: Set = [
    "FUNDING_FEE", "INSURANCE_CLEAR", "AUTO_EXCHANGE", "COIN_SWAP_WITHDRAW", "COIN_SWAP_DEPOSIT",
  ]

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
    checkProfits(note)
    checkFunding(note)
    checkBooks(note)
  }

  /// What was realized and what is open add up to the same, in whatever order the trades were told.
  private func checkProfits(_ note: (AuditCheck, String) -> Void) {
    for told in testimony.profits {
      guard var truth = openProfit(told.symbol, told.price), let total = Amount(told.total) else {
        note(.profitsAgree, "\(told.symbol) cannot be valued at \(told.price)")
        continue
      }
      // The venue cuts what it credits with each closing; the client need not.
      var cuts: Int128 = 1
      for entry in facts.trades {
        guard case .trade(let trade) = entry.content, trade.symbol == told.symbol else { continue }
        truth += trade.realizedProfit
        if trade.commissionAsset == marginAsset(told.symbol) { truth -= trade.commission }
        cuts += 1
      }
      if (total - truth).units.magnitude > cuts.magnitude {
        note(.profitsAgree, "\(told.symbol) \(total) at \(told.price), is \(truth)")
      }
    }
  }

  private func checkFunding(_ note: (AuditCheck, String) -> Void) {
    for told in testimony.funding {
      let truth = facts.incomes.filter { $0["type"] == "FUNDING_FEE" && $0["symbol"] == told.symbol }
        .reduce(Amount.zero) { $0 + (Amount($1["amount"] ?? "") ?? .zero) }
      if Amount(told.amount) != truth { note(.fundingAgrees, "\(told.symbol) \(told.amount), is \(truth)") }
    }
  }

  /// Which way the entries of a margin account's loans move its wallet's money.
  private static let movements: [String: Int128] = ["borrow": 1, "repay": -1, "transfer in": 1, "transfer out": -1]

  /// The first funds, what came from outside and what was traded make what is there now.
  private func checkBooks(_ note: (AuditCheck, String) -> Void) {
    guard let wallet else { return }
    var sums: [String: Amount] = [:]
    for entry in facts.balances {
      guard case .balance(let record) = entry.content else { continue }
      if record.reason == "OPEN" { sums[record.asset, default: .zero] += record.free + record.locked }
      sums[record.asset, default: .zero] += record.deposit
    }
    for entry in facts.loans {
      guard let sign = Self.movements[entry["event"] ?? ""], let amount = Amount(entry["amount"] ?? "") else {
        continue
      }
      sums[entry["asset"] ?? "", default: .zero] += Amount(units: amount.units * sign)
    }
    // Without the beginning (an audit of a part) there is nothing to add up; futures money also moves by profit. A margin
    // account begins with what is transferred into it.
    let begins = facts.loans.first?["event"] == "transfer in" || facts.balances.contains { $0["reason"] == "OPEN" }
    guard begins, facts.orders.first?.symbol != nil else { return }
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
    for income in facts.incomes where Self.movingIncomes.contains(income["type"] ?? "") {
      guard let amount = Amount(income["amount"] ?? "") else { continue }
      sums[income["asset"] ?? "", default: .zero] += amount
    }
    for (asset, sum) in sums where !asset.isEmpty && wallet[asset].total != sum {
      note(.moneyIsConserved, "\(asset) adds up to \(sum), is \(wallet[asset].total)")
    }
  }

}
