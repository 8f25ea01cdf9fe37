import TradingModel

/// A position as account events and queries tell it.
struct PositionSnapshot {
  let rules: SymbolRules
  let side: PositionSide
  /// Signed quantity.
  let quantity: Int64
  let entryPrice: Amount
  let breakEvenPrice: Amount
  let accumulatedRealized: Amount
  let unrealized: Amount
  let marginType: String
  let isolatedWallet: Amount
  let leverage: Int
  let markPrice: Int64
  let liquidationPrice: Amount
  let initialMargin: Amount
  let maintenanceMargin: Amount
  let updatedAt: UnixNanos
  /// Signed value at the mark price.
  let notional: Amount
  let openOrderInitialMargin: Amount
  /// What the open orders of the symbol bid and ask.
  let openValues: (bids: Amount, asks: Amount)
  let isAutoAdd: Bool
}
