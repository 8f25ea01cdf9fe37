public import TradingModel
import TradingNetwork

// What a liquidation left open. <https://developers.binance.com/docs/margin_trading/trade/Query-Liquidation-Loan>

private let loan = "/sapi/v1/margin/liquidation-loan"

extension BinanceRequest where Response == BinanceLiquidationLoan? {
  /// Asks what the cross account owes since a liquidation that did not cover its debts; nil where it owes nothing.
  public static func liquidationLoan() -> BinanceRequest {
    BinanceRequest(
      .get, loan, security: .signed,
      decodeResponse: { response, _ in
        // The venue answers with nothing where there is no such loan.
        guard !response.body.isEmpty else { return nil }
        let json = try response.json()
        return json["asset"] == nil ? nil : try BinanceLiquidationLoan(json)
      })
  }
}

extension BinanceRequest where Response == BinanceLiquidationLoanRepayment {
  /// Repays such a loan out of the spot wallet; at most what remains of it.
  public static func repayLiquidationLoan(_ amount: WideDecimal, _ asset: String) -> BinanceRequest {
    BinanceRequest(.post, loan + "/repay", ["asset": asset, "amount": amount], security: .signed) { json, _ in
      try BinanceLiquidationLoanRepayment(json)
    }
  }
}
