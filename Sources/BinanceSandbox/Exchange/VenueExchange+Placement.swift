import TradingModel

/// An order as it was answered to its placement.
struct PlacedOrder {
  let order: VenueOrder
  let fills: [AccountTrade]
  /// The status at the time of the answer.
  let status: OrderStatus
  /// What self-trade prevention kept it from trading at once.
  var prevented: [PreventedMatch] = []
}

// Placing orders: form, filters, market, money; then the book.
extension VenueExchange {
  // The trading requests take the request's own parameters, so that the exchange alone decides what is missing, malformed
  // or too precise, for REST and WebSocket API alike. Unknown names are the front's business.

  /// Places an order: `order.place`, `POST /order`.
  func place(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> PlacedOrder {
    let draft = try readOrder(parameters, for: account)
    try admit(draft, for: account)
    return try place(draft, for: account)
  }

  /// Checks an order as ``place(_:for:)`` does, without placing it.
  ///
  /// - Returns: the order as it would be; it does not exist.
  @discardableResult
  func test(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> VenueOrder {
    let draft = try readOrder(parameters, for: account)
    try admit(draft, for: account)
    let order = makeOrder(draft, for: account)
    // Its number is free again.
    lastOrderId -= 1
    return order
  }

  private func readOrder(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> OrderDraft {
    let market = try requireMarket(parameters.required("symbol"))
    if product.isFutures {
      return try FuturesOrderReader(
        parameters: parameters, market: market, account: account, clock: clock, random: random
      ).read()
    }
    var draft = try SpotOrderReader(
      parameters: parameters, market: market, random: random, calendar: calendar
    ).read()
    try resolvePeg(&draft)
    return draft
  }

  /// Everything that can refuse an order before it exists, but for the money.
  func admit(_ draft: OrderDraft, for account: SandboxAccount, isPending: Bool = false) throws(VenueError) {
    let market = draft.market
    if product.isFutures { return try admitFutures(draft, for: account) }
    guard account.mayTrade else { throw .rejected("This account may not place or cancel orders.") }
    guard market.rules.status == .trading else { throw .marketClosed }
    if let refusal = account.refusal(of: market.rules) { throw refusal }
    try market.rules.capabilities.check(draft)
    if !draft.isMarket, draft.quantity > 0, draft.effectivePrice > 0,
      !market.rules.notional(price: draft.effectivePrice, quantity: draft.quantity).isPositive
    {
      throw .rejected("Price * QTY is zero or less.")
    }
    try checkFilters(draft, account: account)
    let open = orders.openOrders(account: account, symbol: market.symbol)
    if open.contains(where: { $0.clientOrderId == draft.clientOrderId }) { throw .duplicateOrder }
    if isPending { return }
    if draft.type == .limitMaker, crosses(draft.side, draft.effectivePrice, in: market) { throw .wouldMatch }
    if draft.isConditional, draft.trailingDelta == nil,
      Self.isTriggered(draft.type, draft.side, stop: draft.stopPrice, last: market.lastPrice)
    {
      throw .wouldTrigger
    }
  }

  func checkFilters(_ draft: OrderDraft, account: SandboxAccount) throws(VenueError) {
    let market = draft.market
    let filters = SpotFilters(
      rules: market.rules, referencePrice: filterReference(market), icebergParts: calendar.icebergParts)
    try filters.check(draft)
    let open = orders.openOrders(account: account)
    try filters.checkCounts(
      draft, open: open.filter { $0.rules.symbol == market.symbol },
      position: account.wallet(product)[market.rules.baseAsset].total)
    try limits.check(draft, open: open)
    try checkAssetLimits(draft, account: account)
  }

  /// The price that percent and notional filters go by: the reference price where there is one, else the average.
  func filterReference(_ market: SymbolMarket) -> Int64 {
    if calendar.has(.referencePriceFilters), let reference = market.referencePrice { return reference }
    let minutes = market.rules.filters.averagePriceMinutes
    return minutes == 0 ? market.lastPrice : market.averagePrice(minutes: minutes, at: clock.now)
  }

  /// How much one order of an account may be in an asset.
  private func checkAssetLimits(_ draft: OrderDraft, account: SandboxAccount) throws(VenueError) {
    let limits = (account.master ?? account).assetLimits
    guard !limits.isEmpty else { return }
    let rules = draft.market.rules
    if let most = limits[rules.baseAsset], rules.amount(quantity: draft.quantity) > most {
      throw .filter("MAX_ASSET")
    }
    let price = draft.isMarket ? filterReference(draft.market) : draft.effectivePrice
    let notional =
      draft.quoteQuantity.isZero ? rules.notional(price: price, quantity: draft.quantity) : draft.quoteQuantity
    if let most = limits[rules.quoteAsset], notional > most { throw .filter("MAX_ASSET") }
  }

  /// Whether a limit order at `price` would take.
  func crosses(_ side: OrderSide, _ price: Int64, in market: SymbolMarket) -> Bool {
    guard let front = market.book.front(for: side) else { return false }
    return side == .buy ? front.price <= price : front.price >= price
  }

  /// Fixes the price of a pegged order at its entry.
  func resolvePeg(_ draft: inout OrderDraft) throws(VenueError) {
    guard let type = draft.pegPriceType, !draft.isConditional else { return }
    draft.peggedPrice = try pegPrice(type, offset: draft.pegOffsetValue ?? 0, side: draft.side, in: draft.market)
  }

  func pegPrice(
    _ type: String, offset: Int, side: OrderSide, in market: SymbolMarket
  ) throws(VenueError) -> Int64 {
    let levels = market.book.snapshot(limit: offset + 1)
    let ownSide = type == "PRIMARY_PEG"
    let list = (side == .buy) == ownSide ? levels.bids : levels.asks
    guard list.indices.contains(offset) else {
      throw .rejected("Order book liquidity is too low for this pegged order.")
    }
    return list[offset].price
  }

  /// Creates the order, takes its money, and lets it work.
  func place(_ draft: OrderDraft, for account: SandboxAccount) throws(VenueError) -> PlacedOrder {
    let market = draft.market
    var draft = draft
    var estimate = Amount.zero
    if draft.type == .market, product == .spot { estimate = try estimateMarket(&draft, for: account) }
    let order = makeOrder(draft, for: account)
    order.isWaiting = draft.isConditional
    try settlement.reserve(order, estimate: estimate)
    let tradesBefore = orders.tradeCount(account: account, symbol: market.symbol)
    let preventedBefore = preventedMatches.count
    accept(order, in: market)
    let fills = orders.trades(account: account, symbol: market.symbol, from: tradesBefore).filter {
      $0.orderId == order.id
    }
    let prevented = preventedMatches[preventedBefore...].filter { $0.takerOrder === order }
    let status = order.status
    settleMarket(market)
    return PlacedOrder(order: order, fills: fills, status: status, prevented: prevented)
  }

  /// What a market order would cost now. An order by quote quantity gets its quantity here.
  private func estimateMarket(_ draft: inout OrderDraft, for account: SandboxAccount) throws(VenueError) -> Amount {
    let market = draft.market
    let rules = market.rules
    if draft.usesSor { return draft.side == .buy ? walkRouted(.buy, quantity: draft.quantity, in: market) : .zero }
    if draft.quoteQuantity.isZero {
      let walk = market.walk(draft.side, quantity: draft.quantity, budget: nil, skipping: account)
      return draft.side == .buy ? walk.value : .zero
    }
    let walk = market.walk(draft.side, quantity: nil, budget: draft.quoteQuantity, skipping: account)
    draft.quantity = walk.quantity
    guard walk.quantity > 0, walk.quantity >= rules.filters.minQuantity else {
      throw .rejected("Order book liquidity is less than LOT_SIZE filter minimum quantity.")
    }
    guard walk.quantity >= rules.filters.marketMinQuantity else {
      throw .rejected("Order book liquidity is less than MARKET_LOT_SIZE filter minimum quantity.")
    }
    return draft.side == .buy ? walk.value : .zero
  }

  func makeOrder(_ draft: OrderDraft, for account: SandboxAccount) -> VenueOrder {
    lastOrderId += 1
    let order = VenueOrder(
      id: lastOrderId, account: account, rules: draft.market.rules, side: draft.side, type: draft.type,
      timeInForce: draft.timeInForce, price: draft.price, quantity: draft.quantity,
      quoteQuantity: draft.quoteQuantity, clientOrderId: draft.clientOrderId, at: clock.now)
    order.stopPrice = draft.stopPrice
    order.trailingDelta = draft.trailingDelta
    order.icebergQuantity = draft.icebergQuantity
    order.selfTradePrevention = draft.selfTradePrevention
    order.strategyId = draft.strategyId
    order.strategyType = draft.strategyType
    order.pegPriceType = draft.pegPriceType
    order.pegOffsetType = draft.pegOffsetType
    order.pegOffsetValue = draft.pegOffsetValue
    order.peggedPrice = draft.peggedPrice
    order.usedSor = draft.usesSor
    order.sideEffect = draft.sideEffect
    order.repaysAtCancel = draft.repaysAtCancel
    order.tellsReason = calendar.has(.expiryReason)
    order.tellsAverage = !calendar.has(.futuresAcknowledgementsWithoutAverage)
    order.positionSide = draft.positionSide
    order.reduceOnly = draft.reduceOnly
    order.closePosition = draft.closePosition
    order.priceMatch = draft.priceMatch
    order.goodTillDate = draft.goodTillDate
    order.workingType = draft.workingType
    order.priceProtect = draft.priceProtect
    return order
  }

  /// The order begins to exist: it is told, and works unless it waits.
  func accept(_ order: VenueOrder, in market: SymbolMarket) {
    orders.insert(order)
    if order.isWaiting {
      waiting.append(order)
      if order.trailingDelta != nil, order.stopPrice == 0 { activateTrailing(order, at: market.lastPrice) }
    } else {
      order.workingAt = clock.now
    }
    record(order, "new")
    listener?.venue(self, executed: executionReport(order, .new))
    tellBalances()
    if !order.isWaiting { work(order, in: market) }
  }

  /// The order takes what it may and rests or expires with what is left.
  func work(_ order: VenueOrder, in market: SymbolMarket) {
    var limit = order.type.executesAtMarket ? nil : (order.peggedPrice ?? order.price)
    if product.isFutures, order.type == .market { limit = marketBound(order.side, in: market) }
    if order.timeInForce == .fok {
      let available =
        order.usedSor
        ? availableRouted(for: order.side, limit: limit, enough: order.remaining, in: market)
        : market.book.available(for: order.side, limit: limit, enough: order.remaining)
      if available < order.remaining { return expire(order, .unfilledFOK) }
    }
    if order.usedSor { takeRouted(order, in: market, limit: limit) } else { take(order, in: market, limit: limit) }
    guard order.isOpen else { return }
    if order.type.executesAtMarket { return expire(order, .insufficientLiquidity) }
    if order.timeInForce == .ioc || order.timeInForce == .fok { return expire(order, .unfilledIOC) }
    if order.timeInForce == .rpi { return market.restRetail(order) }
    market.book.rest(order, quantity: order.remaining, displayed: order.icebergQuantity)
  }

  /// The exchange ends an order.
  func expire(_ order: VenueOrder, _ reason: ExpiryReason) {
    guard order.isOpen else { return }
    order.status = .expired
    order.expiryReason = reason
    order.updatedAt = clock.now
    settlement.adjust(order)
    record(order, "expired")
    listener?.venue(self, executed: executionReport(order, .expired))
    tellBalances()
    finish(order)
    listDidClose(order)
  }

  /// A closed order leaves the tables of open ones.
  func finish(_ order: VenueOrder) {
    orders.settle(order)
    if order.borrowed.isPositive {
      margin.didEnd(order)
      tellBalances()
    }
    if order.isWaiting { waiting.removeAll { $0 === order } }
    if order.algoOrder != nil { finishAlgo(of: order) }
  }
}
