// Commissions that were estimated first, and put right once the venue tells them.
extension Order {
  /// The trades whose commission is an estimate so far.
  public var tradesWithEstimatedCommission: [TradeId] { (estimatedCommissions ?? []).map(\.tradeId) }

  /// Whether a trade that counts already brings the commission that was only estimated so far.
  public func awaitsCommission(of fill: OrderFilled) -> Bool {
    guard let estimatedCommissions, fill.commission != nil, !fill.isCommissionEstimated else { return false }
    return estimatedCommissions.contains { $0.tradeId == fill.tradeId }
  }

  /// Counts a commission that is paid.
  func adding(_ commission: Money) throws(DecimalError) -> [Money] { try Self.adding(commission, to: commissions) }

  /// Remembers that a fill's commission is an estimate.
  mutating func noteEstimate(of fill: OrderFilled) {
    guard fill.isCommissionEstimated else { return }
    estimatedCommissions =
      (estimatedCommissions ?? []) + [
        EstimatedCommission(tradeId: fill.tradeId, amount: fill.commission)
      ]
  }

  /// Puts the real commission of a trade in the place of its estimate.
  mutating func correctCommission(by fill: OrderFilled) throws(DecimalError) -> OrderChange {
    guard awaitsCommission(of: fill), var estimates = estimatedCommissions, let commission = fill.commission,
      let index = estimates.firstIndex(where: { $0.tradeId == fill.tradeId })
    else { return .ignored("trade \(fill.tradeId) is counted already") }
    let estimate = estimates.remove(at: index).amount
    var sums = commissions
    if let estimate { sums = try Self.adding(-estimate, to: sums) }
    sums = try Self.adding(commission, to: sums)
    // A currency in which nothing was paid in the end is not listed.
    commissions = sums.filter { !$0.amount.isZero || $0.currency == commission.currency }
    estimatedCommissions = estimates.isEmpty ? nil : estimates
    guard estimate != commission else {
      return .ignored("the commission of trade \(fill.tradeId) was estimated rightly")
    }
    return .applied(
      .commissionCorrected(
        OrderCommissionCorrected(
          completed(fill.header), tradeId: fill.tradeId, commission: commission, estimate: estimate)))
  }

  private static func adding(_ amount: Money, to sums: [Money]) throws(DecimalError) -> [Money] {
    var result = sums
    if let index = result.firstIndex(where: { $0.currency == amount.currency }) {
      result[index] = try result[index].adding(amount)
    } else {
      result.append(amount)
    }
    return result
  }
}
