import BinanceAdapter
import TradingModel

// Small debts, what a liquidation left open, special keys. The result is told when the venue has answered.
extension GatewaySession {
  func carryOut(_ service: GatewayMarginService, _ id: GatewayRequestId?) throws(GatewayProblem) {
    let client = try marginClient(service.client, isIsolated: service.isolatedSymbol != nil)
    switch service.kind {
    case .smallLiabilities:
      client.smallLiabilities(
        completion: answer(id) { debts, line in line.array("smallLiabilities", debts.map(Self.json)) })
    case .exchangeSmallLiabilities(let assets):
      client.exchangeSmallLiabilities(assets, completion: answer(id) { _, _ in })
    case .liquidationLoan:
      client.liquidationLoan(completion: answer(id) { loan, line in line.object("loan", loan.flatMap(Self.json)) })
    case .repayLiquidationLoan(let asset, let text):
      guard let amount = try? WideDecimal(text), amount.isPositive else {
        throw GatewayProblem("repayLiquidationLoan.amount: '\(text)' repays nothing; give an amount above zero")
      }
      client.repayLiquidationLoan(
        amount, asset,
        completion: answer(id) { repayment, line in
          line.string("transactionId", String(repayment.id))
          line.string("asset", repayment.asset)
          line.decimal("amount", repayment.amount.plain())
          line.string("status", repayment.status)
        })
    case .specialKeys(let symbol):
      client.specialKeys(
        isolatedSymbol: symbol, completion: answer(id) { keys, line in line.array("specialKeys", keys.map(Self.json)) })
    case .restrictSpecialKey(let name, let addresses, let symbol):
      client.setAddresses(
        addresses, ofSpecialKeyNamed: name, isolatedSymbol: symbol, completion: answer(id) { _, _ in })
    case .deleteSpecialKey(let name, let symbol):
      client.deleteSpecialKey(named: name, isolatedSymbol: symbol, completion: answer(id) { _, _ in })
    case .exitSpecialKeyMode:
      client.exitSpecialKeyMode(completion: answer(id) { _, _ in })
    }
  }

  private static func json(_ debt: BinanceSmallLiability) -> JSONLine {
    var line = JSONLine("asset", debt.asset)
    line.decimal("principal", debt.principal.plain())
    line.decimal("interest", debt.interest.plain())
    line.string("liabilityAsset", debt.liabilityAsset)
    line.decimal("liabilityQuantity", debt.liabilityQuantity.plain())
    return line
  }

  /// A loan that never was counts as none.
  private static func json(_ loan: BinanceLiquidationLoan) -> JSONLine? {
    guard loan.amount.isPositive else { return nil }
    var line = JSONLine("asset", loan.asset)
    line.decimal("amount", loan.amount.plain())
    line.decimal("repaid", loan.repaidAmount.plain())
    line.decimal("remaining", loan.remainingAmount.plain())
    return line
  }

  /// A special key as people know it; the key itself is a secret and is never printed.
  private static func json(_ key: BinanceSpecialKey) -> JSONLine {
    var line = JSONLine("name", key.name)
    line.string("keyType", key.type)
    line.string("permission", key.permission?.rawValue)
    line.strings("addresses", key.addresses)
    return line
  }
}
