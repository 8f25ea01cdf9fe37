import TradingModel

/// An order's state at one moment, as later readers need it: the ledger, and queries that lag behind.
struct OrderState: Sendable {
  let status: OrderStatus
  let executed: Int64
  let quantity: Int64
  let price: Int64
  let cumulativeQuote: Amount
  let prevented: Int64
  let clientOrderId: String
  let updatedAt: UnixNanos
  let workingAt: UnixNanos?
  let expiryReason: ExpiryReason?
  /// The ledger's number of the state before; 0 for the first.
  let previous: Int64

  init(_ order: VenueOrder) {
    status = order.status
    executed = order.executed
    quantity = order.quantity
    price = order.price
    cumulativeQuote = order.cumulativeQuote
    prevented = order.preventedQuantity
    clientOrderId = order.clientOrderId
    updatedAt = order.updatedAt
    workingAt = order.workingAt
    expiryReason = order.expiryReason
    previous = order.lastRecord
  }
}

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

/// What an account has of an asset after a change.
struct BalanceRecord: Sendable {
  let asset: String
  let free: Amount
  let locked: Amount
  /// `ORDER`, `DEPOSIT`, `WITHDRAW`, `OPEN` (the first funds), …
  let reason: String
  /// How much came from outside, where something did.
  var deposit = Amount.zero

  var fields: [(name: String, value: String)] {
    [
      ("asset", asset), ("free", free.description), ("locked", locked.description), ("reason", reason),
    ] + (deposit.isZero ? [] : [("deposit", deposit.description)])
  }
}

/// A request and how it was answered.
struct RequestRecord: Sendable {
  let endpoint: String
  let client: String
  var status: Int
  var code: Int?
  var weight = 0
  var symbol: String?
  /// `newClientOrderId`, or the id by which an order is meant.
  var clientOrderId: String?
  /// Until when the client was told to stay away, in milliseconds since the epoch.
  var retryAt: Int64?
  /// The fault that struck it.
  var fault: String?

  var fields: [(name: String, value: String)] {
    var fields = [
      (name: "endpoint", value: endpoint), (name: "client", value: client), (name: "status", value: String(status)),
      (name: "weight", value: String(weight)),
    ]
    if let code { fields.append((name: "code", value: String(code))) }
    if let symbol { fields.append((name: "symbol", value: symbol)) }
    if let clientOrderId { fields.append((name: "clientOrderId", value: clientOrderId)) }
    if let retryAt { fields.append((name: "retryAt", value: String(retryAt))) }
    if let fault { fields.append((name: "fault", value: fault)) }
    return fields
  }
}
