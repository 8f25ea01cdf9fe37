import TradingModel

/// What the ledger keeps of an order's change.
struct OrderRecord: Sendable {
  let event: String
  let orderId: Int64
  let symbol: String
  let side: OrderSide
  let type: OrderType
  let timeInForce: TimeInForce
  let stopPrice: Int64
  let orderListId: Int64
  let priceDecimals: Int
  let quantityDecimals: Int
  let state: OrderState

  init(_ order: VenueOrder, event: String) {
    self.event = event
    orderId = order.id
    symbol = order.rules.symbol
    side = order.side
    type = order.type
    timeInForce = order.timeInForce
    stopPrice = order.stopPrice
    orderListId = order.orderListId
    priceDecimals = order.rules.priceDecimals
    quantityDecimals = order.rules.quantityDecimals
    state = OrderState(order)
  }

  var fields: [(name: String, value: String)] {
    [
      ("event", event), ("orderId", String(orderId)), ("clientOrderId", state.clientOrderId), ("symbol", symbol),
      ("side", side.rawValue), ("type", type.rawValue), ("timeInForce", timeInForce.rawValue),
      ("price", FixedText.format(state.price, decimals: priceDecimals)),
      ("stopPrice", FixedText.format(stopPrice, decimals: priceDecimals)),
      ("quantity", FixedText.format(state.quantity, decimals: quantityDecimals)),
      ("executed", FixedText.format(state.executed, decimals: quantityDecimals)), ("status", state.status.rawValue),
      ("orderListId", String(orderListId)),
    ] + (state.expiryReason.map { [("reason", $0.rawValue)] } ?? [])
  }
}
