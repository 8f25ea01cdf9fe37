import TradingModel

/// The loans that bankrupt accounts in special-key mode are left with: told, and repaid from the spot wallet.
enum LiquidationLoanOperations {
  static var operations: [Operation] {
    [
      Operation("GET /sapi/v1/margin/liquidation-loan", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        let loan = front.exchange.margin.cross(try call.owner()).liquidationLoan
        return try json { (writer) throws(VenueError) in
          writer.object { writer in
            writer.field("asset", LiquidationLoan.asset)
            writer.field("amount", loan.amount)
            writer.field("repaidAmount", loan.repaid)
            writer.field("remainingAmount", loan.remaining)
          }
        }
      }.byAccount,
      Operation("POST /sapi/v1/margin/liquidation-loan/repay", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        let asset = try call.parameters.mandatoryText("asset")
        let amount = try MarginAccountOperations.amount(call)
        let desk = front.exchange.margin
        let record = try desk.repayLiquidationLoan(amount, asset, of: try call.owner())
        return try json { (writer) throws(VenueError) in writer.object { tell(record, &$0) } }
      }.byAccount,
      Operation("GET /sapi/v1/margin/liquidation-loan/repay-history", weight: 100, security: .signed) {
        (front, call) throws(VenueError) in
        let rows = front.exchange.margin.cross(try call.owner()).liquidationLoan.repayments
        let period = try MarginPeriod(call, .liquidationLoans, at: front.clock.now)
        let (chosen, total) = try MarginRecordOperations.slice(
          rows.reversed(), call, in: period, standardSize: 50
        ) { $0.time.milliseconds }
        return MarginPayloads.rows(chosen, total: total) { row, writer in tell(row, &writer) }
      }.byAccount,
    ]
  }

  private static func tell(_ record: MarginRecord, _ writer: inout JSONWriter) {
    writer.field("repayId", record.id)
    writer.field("asset", record.asset)
    writer.field("amount", record.amount)
    writer.field("status", "SUCCESS")
    writer.field("createTime", record.time.milliseconds)
  }
}

extension MarginDesk {
  /// Lends what a bankrupt account in special-key mode could not pay, instead of writing it off.
  func lendDeficit(of account: MarginAccount) {
    guard !account.isIsolated, account.specialKeys.isInMode else { return }
    var deficit = Amount.zero
    for asset in account.assets { deficit += value(account.debt(asset).total, of: asset) ?? .zero }
    let loan = inAsset(deficit, LiquidationLoan.asset)
    // Without a market of the asset a dollar is a dollar.
    account.liquidationLoan.lend(loan.isZero ? deficit : loan)
    record(account, "liquidation loan", LiquidationLoan.asset, loan.isZero ? deficit : loan)
  }

  /// Repays such a loan from the customer's spot wallet.
  func repayLiquidationLoan(
    _ amount: Amount, _ asset: String, of owner: SandboxAccount
  ) throws(VenueError) -> MarginRecord {
    let account = cross(owner)
    guard asset == LiquidationLoan.asset, amount.isPositive else {
      throw VenueError(-3026, "Your input param is invalid.")
    }
    guard amount <= account.liquidationLoan.remaining else {
      throw VenueError(-3015, "Repay amount exceeds borrow amount.")
    }
    let wallet = owner.wallet(.spot)
    guard wallet[asset].free >= amount else { throw VenueError(-3041, "Balance is not enough") }
    wallet.credit(-amount, of: asset)
    exchange.spot.house.credit(amount, of: asset)
    let row = MarginRecord(id: nextId(), time: now, asset: asset, amount: amount, type: "LIQUIDATION_LOAN")
    account.liquidationLoan.repay(row)
    record(account, "liquidation loan repaid", asset, amount)
    exchange.listener?.venue(
      exchange, balance: BalanceChange(account: owner, asset: asset, delta: .zero - amount, time: now))
    exchange.touch(owner, asset)
    exchange.tellBalances(reason: "MARGIN")
    return row
  }
}
