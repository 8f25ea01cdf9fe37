import TradingModel

/// A change of an order's quantity that kept its place.
struct OrderAmendment {
  let order: VenueOrder
  let executionId: Int64
  let originalClientOrderId: String
  let newClientOrderId: String
  let originalQuantity: Int64
  let newQuantity: Int64
  let time: UnixNanos
}
