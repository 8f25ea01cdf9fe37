/// The spot filters, applied in the venue's order; the first that fails names itself.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/filters>
struct SpotFilters {
  let rules: SymbolRules
  /// The volume-weighted average price of the filters' minutes.
  let referencePrice: Int64
  /// How many parts an iceberg order may have by the venue's date; the symbol's own limit may be tighter.
  var icebergParts = 100

  func check(_ draft: OrderDraft) throws(VenueError) {
    if !draft.isMarket, draft.effectivePrice > 0 { try checkPrice(draft.effectivePrice) }
    if draft.stopPrice > 0 { try checkPrice(draft.stopPrice) }
    if !draft.isMarket, draft.effectivePrice > 0 { try checkPercent(draft.effectivePrice, side: draft.side) }
    if draft.quantity > 0 { try checkQuantities(draft) }
    try checkTrailing(draft)
    if draft.quantity > 0 || !draft.quoteQuantity.isZero { try checkNotional(draft) }
  }

  func checkPrice(_ price: Int64) throws(VenueError) {
    let filters = rules.filters
    if filters.minPrice > 0, price < filters.minPrice { throw .filter("PRICE_FILTER") }
    if filters.maxPrice > 0, price > filters.maxPrice { throw .filter("PRICE_FILTER") }
    if filters.tickSize > 0, price % filters.tickSize != 0 { throw .filter("PRICE_FILTER") }
  }

  private func checkPercent(_ price: Int64, side: OrderSide) throws(VenueError) {
    guard referencePrice > 0 else { return }
    let filters = rules.filters
    let up = side == .buy ? filters.bidMultiplierUp : filters.askMultiplierUp
    let down = side == .buy ? filters.bidMultiplierDown : filters.askMultiplierDown
    let scaled = Int128(price) &* 10_000
    if scaled > Int128(referencePrice) &* Int128(up) || scaled < Int128(referencePrice) &* Int128(down) {
      throw .filter("PERCENT_PRICE_BY_SIDE")
    }
  }

  private func checkQuantities(_ draft: OrderDraft) throws(VenueError) {
    let filters = rules.filters
    for quantity in [draft.quantity, draft.icebergQuantity] where quantity > 0 {
      if quantity < filters.minQuantity || quantity > filters.maxQuantity { throw .filter("LOT_SIZE") }
      if filters.stepSize > 0, quantity % filters.stepSize != 0 { throw .filter("LOT_SIZE") }
    }
    if draft.type == .market {
      if draft.quantity < filters.marketMinQuantity || draft.quantity > filters.marketMaxQuantity {
        throw .filter("MARKET_LOT_SIZE")
      }
      if filters.marketStepSize > 0, draft.quantity % filters.marketStepSize != 0 { throw .filter("MARKET_LOT_SIZE") }
    }
    if draft.icebergQuantity > 0 {
      let parts = (draft.quantity - 1) / draft.icebergQuantity + 1
      if parts > min(filters.icebergParts, icebergParts) { throw .filter("ICEBERG_PARTS") }
    }
  }

  private func checkTrailing(_ draft: OrderDraft) throws(VenueError) {
    guard let delta = draft.trailingDelta else { return }
    if delta < rules.filters.minTrailingDelta || delta > rules.filters.maxTrailingDelta {
      throw .filter("TRAILING_DELTA")
    }
  }

  func checkNotional(_ draft: OrderDraft) throws(VenueError) {
    let filters = rules.filters
    let price = draft.isMarket ? (draft.stopPrice > 0 ? draft.stopPrice : referencePrice) : draft.effectivePrice
    let notional =
      draft.quoteQuantity.isZero ? rules.notional(price: price, quantity: draft.quantity) : draft.quoteQuantity
    if let minimum = filters.minNotional, notional < minimum, !draft.isMarket || filters.appliesMinToMarket {
      throw .filter(filters.notionalName)
    }
    if let maximum = filters.maxNotional, notional > maximum, !draft.isMarket || filters.appliesMaxToMarket {
      throw .filter("NOTIONAL")
    }
  }

  /// The counting filters, against the account's open orders on the symbol.
  func checkCounts(_ draft: OrderDraft, open: [VenueOrder], position: Amount) throws(VenueError) {
    let filters = rules.filters
    if open.count >= filters.maxOrders { throw .filter("MAX_NUM_ORDERS") }
    if draft.isConditional, let most = filters.maxAlgoOrders,
      open.count(where: { $0.type.isConditionalSpot }) >= most
    {
      throw .filter("MAX_NUM_ALGO_ORDERS")
    }
    if draft.icebergQuantity > 0, let limit = filters.maxIcebergOrders,
      open.count(where: { $0.icebergQuantity > 0 }) >= limit
    {
      throw .filter("MAX_NUM_ICEBERG_ORDERS")
    }
    if draft.side == .buy, let maximum = filters.maxPosition {
      let buying = open.filter { $0.side == .buy }.reduce(Amount.zero) { $0 + rules.amount(quantity: $1.remaining) }
      if position + buying + rules.amount(quantity: draft.quantity) > maximum { throw .filter("MAX_POSITION") }
    }
  }
}

extension OrderType {
  var isConditionalSpot: Bool {
    switch self {
    case .stopLoss, .stopLossLimit, .takeProfit, .takeProfitLimit: true
    default: false
    }
  }
}
