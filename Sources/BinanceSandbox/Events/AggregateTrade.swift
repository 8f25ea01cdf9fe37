import TradingModel

/// Trades of one taker side at one price, told as one.
struct AggregateTrade {
  let id: Int64
  let price: Int64
  var quantity: Int64
  /// How much of it met orders for retail takers.
  var retailQuantity: Int64 = 0
  let firstTradeId: Int64
  var lastTradeId: Int64
  /// Time of the first trade, as the venue tells it.
  let time: UnixNanos
  let buyerIsMaker: Bool
  var eventTime: UnixNanos
}
