import TradingModel

/// A match that self-trade prevention kept from happening.
struct PreventedMatch {
  let id: Int64
  let symbol: String
  let takerOrder: VenueOrder
  let makerOrder: VenueOrder
  let mode: SelfTradePrevention
  let price: Int64
  let takerPrevented: Int64
  let makerPrevented: Int64
  let time: UnixNanos
}
