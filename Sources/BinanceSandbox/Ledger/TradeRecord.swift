import TradingModel

/// What the ledger keeps of one side of a trade.
struct TradeRecord: Sendable {
  let tradeId: Int64
  let orderId: Int64
  let symbol: String
  let side: OrderSide
  let price: Int64
  let quantity: Int64
  let quote: Amount
  let commission: Amount
  let commissionAsset: String
  let isMaker: Bool
  let counterOrderId: Int64?
  let realizedProfit: Amount
  let allocationId: Int64?
  let priceDecimals: Int
  let quantityDecimals: Int
  let state: OrderState

  init(_ trade: AccountTrade, of order: VenueOrder, counter: VenueOrder?) {
    tradeId = trade.id
    orderId = order.id
    symbol = order.rules.symbol
    side = order.side
    price = trade.price
    quantity = trade.quantity
    quote = trade.quoteQuantity
    commission = trade.commission
    commissionAsset = trade.commissionAsset
    isMaker = trade.isMaker
    counterOrderId = counter?.id
    realizedProfit = trade.realizedProfit
    allocationId = trade.allocationId
    priceDecimals = order.rules.priceDecimals
    quantityDecimals = order.rules.quantityDecimals
    state = OrderState(order)
  }

  var fields: [(name: String, value: String)] {
    [
      ("tradeId", String(tradeId)), ("orderId", String(orderId)), ("clientOrderId", state.clientOrderId),
      ("symbol", symbol), ("side", side.rawValue), ("price", FixedText.format(price, decimals: priceDecimals)),
      ("quantity", FixedText.format(quantity, decimals: quantityDecimals)), ("quote", quote.description),
      ("commission", commission.description), ("commissionAsset", commissionAsset), ("maker", String(isMaker)),
      ("counterOrderId", counterOrderId.map { String($0) } ?? ""),
      ("executed", FixedText.format(state.executed, decimals: quantityDecimals)), ("status", state.status.rawValue),
      ("realizedProfit", realizedProfit.description),
    ] + (allocationId.map { [("allocationId", String($0))] } ?? [])
  }
}
