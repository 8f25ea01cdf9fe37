public import TradingModel

/// What the cross margin account owes because its liquidation did not cover its debts.
///
/// <https://developers.binance.com/docs/margin_trading/trade/Query-Liquidation-Loan>
public struct BinanceLiquidationLoan: Hashable, Sendable {
  /// The asset that is owed; every amount here is in units of it.
  public let asset: String
  /// What was missing in the beginning.
  public let amount: WideDecimal
  /// What was repaid so far.
  public let repaidAmount: WideDecimal
  /// What is still owed.
  public let remainingAmount: WideDecimal

  init(_ json: JSONValue) throws {
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    repaidAmount = try json.decimal("repaidAmount")
    remainingAmount = try json.decimal("remainingAmount")
  }
}
