import TradingModel

/// One line of `income`.
struct IncomeRecord {
  let id: Int64
  let symbol: String
  /// `REALIZED_PNL`, `COMMISSION`, `FUNDING_FEE`, `TRANSFER`, `INSURANCE_CLEAR`, `AUTO_EXCHANGE`,
  /// `COIN_SWAP_WITHDRAW`, `COIN_SWAP_DEPOSIT`, `DELIVERED_SETTELMENT`.
  let type: String
  let amount: Amount
  let asset: String
  let time: UnixNanos
  let tradeId: Int64?
}
