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
