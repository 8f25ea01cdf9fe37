/// What a cross account in special-key mode still owed when its liquidation left nothing, in USDC.
struct LiquidationLoan {
  /// The asset in which the venue keeps such loans.
  static let asset = "USDC"

  private(set) var amount = Amount.zero
  private(set) var repaid = Amount.zero
  /// The repayments, oldest first.
  private(set) var repayments: [MarginRecord] = []

  var remaining: Amount { amount - repaid }

  mutating func lend(_ deficit: Amount) { amount += deficit }

  mutating func repay(_ record: MarginRecord) {
    repaid += record.amount
    repayments.append(record, keeping: MarginAccount.keptRows)
  }
}
