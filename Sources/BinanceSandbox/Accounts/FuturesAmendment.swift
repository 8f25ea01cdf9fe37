import TradingModel

/// One modification of a futures order: `orderAmendment`.
struct FuturesAmendment {
  let id: Int64
  let order: VenueOrder
  let time: UnixNanos
  let price: (before: Int64, after: Int64)
  let quantity: (before: Int64, after: Int64)
  let count: Int
  let modifyId: Int64?
}
