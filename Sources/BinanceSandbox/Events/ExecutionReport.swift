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
