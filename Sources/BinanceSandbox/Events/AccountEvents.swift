import TradingModel

/// What happened to an order, for the user streams: the order as it is now and what just happened.
struct ExecutionReport {
  let order: VenueOrder
  let type: ExecutionType
  let time: UnixNanos
  /// `I`, a number that grows with every report.
  let executionId: Int64
  var lastQuantity: Int64 = 0
  var lastPrice: Int64 = 0
  var lastQuote = Amount.zero
  var commission = Amount.zero
  var commissionAsset: String?
  var tradeId: Int64 = -1
  var isMaker = false
  /// `c` and `C`: on cancel and replace the request's id and the original one.
  var clientOrderId: String
  var originalClientOrderId = ""
  var rejectReason = "NONE"
  /// The order's state at the moment of the report, since the order goes on.
  var status: OrderStatus
  var executed: Int64
  var cumulativeQuote: Amount
  var quantity: Int64
  var price: Int64
  /// Self-trade prevention: the counterparty's order, quantity prevented now, and trade group.
  var preventedQuantityNow: Int64 = 0
  var counterOrderId: Int64?
  var counterSymbol: String?
  var preventedPrice: Int64 = 0
  var preventedMatchId: Int64?
  /// Smart order routing: the allocation by which it came.
  var allocationId: Int64?
  /// Futures: realized profit of this trade.
  var realizedProfit = Amount.zero
}

/// Balances (and positions) that changed by one cause.
struct AccountUpdate {
  struct AssetChange {
    let asset: String
    let free: Amount
    let locked: Amount
    /// Futures: change other than by trade and commission.
    var change = Amount.zero
    /// Futures: wallet balance without isolated positions.
    var crossWallet = Amount.zero
  }

  let account: SandboxAccount
  let time: UnixNanos
  let assets: [AssetChange]
  /// Futures: `ORDER`, `FUNDING_FEE`, `DEPOSIT`, …
  var reason = "ORDER"
  var positions: [PositionSnapshot] = []
  var fundingSymbol: String?
}

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

/// Money that came or went without trading.
struct BalanceChange {
  let account: SandboxAccount
  let asset: String
  let delta: Amount
  let time: UnixNanos
}

/// What happened to an order list.
struct OrderListReport {
  let list: VenueOrderList
  let account: SandboxAccount
  let time: UnixNanos
  /// `RESPONSE`, `EXEC_STARTED`, `UPDATED`, `ALL_DONE`.
  let statusType: String
  /// `EXECUTING`, `ALL_DONE`, `REJECT`.
  let orderStatus: String
  var rejectReason = "NONE"
  /// `C`: the client id of the list, and of the request that caused the report.
  var listClientOrderId: String
}
