public import TradingModel
import TradingNetwork

private let margin = "/sapi/v1/margin"

extension BinanceRequest {
  /// A page of a history.
  fileprivate static func page<Row: BinanceMarginRow>(
    _ history: BinanceMarginHistory, _ first: BinanceParameters = [:]
  ) -> BinanceRequest where Response == BinanceMarginPage<Row> {
    BinanceRequest(
      .get, margin + Row.endpoint, history.parameters(first, takesAsset: Row.takesAsset), security: .signed
    ) { json, notes in try BinanceMarginPage(json, notes) }
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceMarginLoan> {
  /// Asks what was borrowed.
  ///
  /// - Parameters:
  ///   - history: which of the loans are wanted; by default the first page of cross margin.
  ///   - id: the number of one transaction, which goes before the times.
  public static func borrowings(
    _ history: BinanceMarginHistory = BinanceMarginHistory(), id: Int64? = nil
  ) -> BinanceRequest {
    page(history, ["type": "BORROW", "txId": id])
  }

  /// Asks what was repaid.
  ///
  /// - Parameters:
  ///   - history: which of the repayments are wanted; by default the first page of cross margin.
  ///   - id: the number of one transaction, which goes before the times.
  public static func repayments(
    _ history: BinanceMarginHistory = BinanceMarginHistory(), id: Int64? = nil
  ) -> BinanceRequest {
    page(history, ["type": "REPAY", "txId": id])
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceMarginInterest> {
  /// Asks what interest was charged.
  public static func interestHistory(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    page(history)
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceForceLiquidation> {
  /// Asks for the orders by which the venue liquidated.
  public static func forceLiquidations(_ history: BinanceMarginHistory = BinanceMarginHistory()) -> BinanceRequest {
    page(history)
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceMarginTransfer> {
  /// Asks what came into and left the account.
  ///
  /// - Parameters:
  ///   - history: which of the transfers are wanted; by default the first page of cross margin.
  ///   - type: the venue's word, `ROLL_IN` or `ROLL_OUT`; nil is both.
  public static func marginTransfers(
    _ history: BinanceMarginHistory = BinanceMarginHistory(), type: String? = nil
  ) -> BinanceRequest {
    page(history, ["type": type])
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceSmallLiabilityExchange> {
  /// Asks which small debts were exchanged.
  public static func smallLiabilityExchanges(
    _ history: BinanceMarginHistory = BinanceMarginHistory()
  ) -> BinanceRequest {
    page(history)
  }
}

extension BinanceRequest where Response == BinanceMarginPage<BinanceLiquidationLoanRepayment> {
  /// Asks what was repaid of the loans that liquidations left open. The venue keeps ninety days.
  public static func liquidationLoanRepayments(
    _ history: BinanceMarginHistory = BinanceMarginHistory(size: 50)
  ) -> BinanceRequest {
    page(history)
  }
}

extension BinanceRequest where Response == [BinanceMarginFlow] {
  /// Asks for everything that moved money of the account: transfers, loans, interest, trades, fees, liquidations. The venue
  /// keeps ninety days.
  ///
  /// - Parameters:
  ///   - asset: the asset whose movements are wanted; nil is all.
  ///   - symbol: the pair of an isolated account; nil is cross margin.
  ///   - type: the venue's word, `BORROW`, `REPAY`, `BUY_INCOME`, `SELL_EXPENSE`, `TRADING_COMMISSION`, and so on.
  ///   - start: the earliest time of a movement; nil leaves the beginning to the venue.
  ///   - end: the latest time of a movement; nil leaves the end to the venue.
  ///   - fromId: the venue's number of the row from which a further request goes on.
  ///   - limit: at most 1 000.
  ///
  /// <https://developers.binance.com/docs/margin_trading/account/Query-Cross-Isolated-Margin-Capital-Flow>
  public static func capitalFlow(
    asset: String? = nil, symbol: String? = nil, type: String? = nil, start: UnixNanos? = nil, end: UnixNanos? = nil,
    fromId: Int64? = nil, limit: Int? = nil
  ) -> BinanceRequest {
    BinanceRequest(
      .get, margin + "/capital-flow",
      [
        "asset": asset, "symbol": symbol, "type": type, "startTime": start, "endTime": end, "fromId": fromId,
        "limit": limit,
      ], security: .signed
    ) { json, notes in try notes.list(json, of: "capital-flow", BinanceMarginFlow.init) }
  }
}

extension BinanceRequest where Response == [BinanceSmallLiability] {
  /// Asks for the debts that are small enough to be exchanged.
  public static func smallLiabilities() -> BinanceRequest {
    BinanceRequest(.get, margin + "/exchange-small-liability", security: .signed) { json, notes in
      try notes.list(json, of: "exchange-small-liability", BinanceSmallLiability.init)
    }
  }

  /// Has the venue turn what the account holds into what it owes, now: the cross account, or that of an isolated pair.
  ///
  /// <https://developers.binance.com/docs/margin_trading/trade/Margin-Manual-Liquidation>
  public static func manualLiquidation(isolatedSymbol: String? = nil) -> BinanceRequest {
    BinanceRequest(
      .post, margin + "/manual-liquidation",
      ["type": isolatedSymbol == nil ? "MARGIN" : "ISOLATED", "symbol": isolatedSymbol], security: .signed
    ) { json, notes in try notes.listOrOne(json, of: "manual-liquidation", BinanceSmallLiability.init) }
  }
}
