/// The futures filters, each with its own code.
struct FuturesFilters {
  let rules: SymbolRules
  let markPrice: Int64

  /// - Parameter isModification: whether an order is changed, which has a code of its own for a value that is too small.
  func check(_ draft: OrderDraft, openOrders: Int, isModification: Bool = false) throws(VenueError) {
    if !draft.isMarket, draft.price != 0 || draft.priceMatch == "NONE" { try checkPrice(draft.price) }
    if draft.stopPrice != 0 { try checkPrice(draft.stopPrice) }
    if !draft.closePosition { try checkQuantity(draft) }
    if !draft.isMarket, draft.price > 0 { try checkPercent(draft) }
    if !draft.reduces { try checkNotional(draft, isModification: isModification) }
    if openOrders >= rules.filters.maxOrders { throw VenueError(-2025, "Reach max open order limit.") }
  }

  private func checkPrice(_ price: Int64) throws(VenueError) {
    let filters = rules.filters
    if price <= 0 { throw VenueError(-4001, "Price less than 0.") }
    if filters.maxPrice > 0, price > filters.maxPrice { throw VenueError(-4002, "Price greater than max price.") }
    if price < filters.minPrice { throw VenueError(-4013, "Price less than min price.") }
    if filters.tickSize > 0, (price - filters.minPrice) % filters.tickSize != 0 {
      throw VenueError(-4014, "Price not increased by tick size.")
    }
  }

  private func checkQuantity(_ draft: OrderDraft) throws(VenueError) {
    let filters = rules.filters
    let isMarket = draft.type == .market
    let minimum = isMarket && filters.marketMinQuantity > 0 ? filters.marketMinQuantity : filters.minQuantity
    let maximum = draft.isMarket ? filters.marketMaxQuantity : filters.maxQuantity
    let step = isMarket && filters.marketStepSize > 0 ? filters.marketStepSize : filters.stepSize
    if draft.quantity <= 0 { throw VenueError(-4003, "Quantity less than zero.") }
    if draft.quantity < minimum { throw VenueError(-4004, "Quantity less than min quantity.") }
    if draft.quantity > maximum { throw VenueError(-4005, "Quantity greater than max quantity.") }
    if step > 0, (draft.quantity - minimum) % step != 0 {
      throw VenueError(-4023, "Qty not increased by step size.")
    }
  }

  private func checkPercent(_ draft: OrderDraft) throws(VenueError) {
    let reference = Int128(draft.stopPrice > 0 ? draft.stopPrice : markPrice)
    let scaled = Int128(draft.price) &* 10_000
    // Of a conditional order the limit is measured against its trigger, with codes of their own.
    let isConditional = draft.stopPrice > 0
    if draft.side == .buy, scaled > reference &* Int128(rules.filters.bidMultiplierUp) {
      let most = Int64(clamping: reference &* Int128(rules.filters.bidMultiplierUp) / 10_000)
      throw VenueError(isConditional ? -4183 : -4016, "Limit price can't be higher than \(rules.priceText(most)).")
    }
    if draft.side == .sell, scaled < reference &* Int128(rules.filters.askMultiplierDown) {
      let least = Int64(clamping: reference &* Int128(rules.filters.askMultiplierDown) / 10_000)
      throw VenueError(isConditional ? -4184 : -4024, "Limit price can't be lower than \(rules.priceText(least)).")
    }
  }

  private func checkNotional(_ draft: OrderDraft, isModification: Bool) throws(VenueError) {
    guard let minimum = rules.filters.minNotional else { return }
    let price = draft.price > 0 ? draft.price : (draft.stopPrice > 0 ? draft.stopPrice : markPrice)
    guard rules.notional(price: price, quantity: draft.quantity) < minimum else { return }
    let number = minimum.units / 100_000_000
    if isModification { throw VenueError(-5029, "Order's notional must be no smaller than \(number)") }
    throw VenueError(-4164, "Order's notional must be no smaller than \(number) (unless you choose reduce only).")
  }
}
