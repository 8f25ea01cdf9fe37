import TradingModel

/// One side of a trade, as its account sees it.
struct AccountTrade {
  let id: Int64
  let orderId: Int64
  let orderListId: Int64
  let symbol: String
  let side: OrderSide
  let price: Int64
  let quantity: Int64
  /// Value in quote units (base units on COIN-M).
  let quoteQuantity: Amount
  let commission: Amount
  let commissionAsset: String
  let isMaker: Bool
  let time: UnixNanos
  var realizedProfit = Amount.zero
  /// The allocation that it came by, where smart order routing made it.
  var allocationId: Int64?
  var positionSide = PositionSide.both
}
