public import TradingModel

/// A repayment of what a liquidation left open.
///
/// <https://developers.binance.com/docs/margin_trading/trade/Liquidation-Loan-Repay>
public struct BinanceLiquidationLoanRepayment: BinanceMarginRow {
  static let endpoint = "/liquidation-loan/repay-history"
  static let takesAsset = false

  /// The venue's number of the repayment (`repayId`).
  public let id: Int64
  /// The asset that was repaid.
  public let asset: String
  /// How much was repaid, in units of ``asset``.
  public let amount: WideDecimal
  /// `SUCCESS`, or `PENDING` while it is under way; one that failed is answered with an error.
  public let status: String
  /// When the repayment was made (`createTime`).
  public let time: UnixNanos

  init(_ json: JSONValue) throws {
    id = try json.int64("repayId")
    asset = try json.text("asset")
    amount = try json.decimal("amount")
    status = json["status"]?.text ?? ""
    time = try json.time("createTime")
  }
}
