import TradingModel

// The futures algo service: conditional orders. <https://developers.binance.com/docs/derivatives>
extension VenueExchange {
  /// How many conditional orders an account may have open over all symbols.
  static let algoOrderLimit = 200

  /// `POST /algoOrder`.
  func placeAlgo(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> AlgoOrder {
    let market = try requireMarket(parameters.required("symbol"))
    guard try parameters.required("algoType") == "CONDITIONAL" else { throw .invalidValue("algoType") }
    var reader = FuturesOrderReader(
      parameters: parameters, market: market, account: account, clock: clock, random: random)
    reader.isAlgo = true
    let draft = try reader.read()
    try requireFuturesTrading(account, draft, in: market)
    let open = algoOrders.filter { $0.account === account && $0.isOpen }
    let openInSymbol = open.count { $0.rules.symbol == market.symbol }
    if open.count >= Self.algoOrderLimit || openInSymbol >= market.rules.filters.maxAlgoOrders ?? .max {
      throw VenueError(-4045, "Reach max stop order limit.")
    }
    if open.contains(where: { $0.clientId == draft.clientOrderId }) {
      throw VenueError(-4116, "clientOrderId is duplicated")
    }
    try FuturesFilters(rules: market.rules, markPrice: futures.markPrice(market.symbol)).check(draft, openOrders: 0)
    let reference = workingPrice(draft, in: market)
    if draft.type == .trailingStopMarket {
      // A buy waits for the price to fall to its activation, a sell for it to rise.
      let isWrong = draft.side == .buy ? draft.stopPrice > reference : draft.stopPrice < reference
      if draft.stopPrice > 0, isWrong { throw VenueError(-2021, "Order would immediately trigger.") }
    } else if Self.isTriggered(draft.type, draft.side, stop: draft.stopPrice, last: reference) {
      throw VenueError(-2021, "Order would immediately trigger.")
    }
    lastAlgoId += 1
    let order = AlgoOrder(id: lastAlgoId, account: account, draft: draft, at: clock.now)
    algoOrders.append(order)
    forgetAlgoOrders()
    tell(order)
    if draft.type == .trailingStopMarket, draft.stopPrice == 0 { activate(order, at: reference) }
    return order
  }

  /// Forgets the oldest conditional orders, but for those that wait or whose order is open: of these there will be news.
  private func forgetAlgoOrders() {
    guard algoOrders.count > keptAlgoOrders else { return }
    let oldest = ..<(algoOrders.count / 2)
    algoOrders.replaceSubrange(oldest, with: algoOrders[oldest].filter { !$0.hasEnded })
  }

  private func workingPrice(_ draft: OrderDraft, in market: SymbolMarket) -> Int64 {
    draft.workingType == "MARK_PRICE" ? futures.markPrice(market.symbol) : market.lastPrice
  }

  /// Whether the mark and the last price are too far apart for an order that asks to be protected from that.
  private func isProtected(_ draft: OrderDraft, in market: SymbolMarket) -> Bool {
    guard draft.priceProtect else { return false }
    let mark = futures.markPrice(market.symbol)
    guard mark > 0 else { return false }
    let difference = Int128(abs(market.lastPrice - mark))
    return difference &* 10_000 > Int128(mark) &* Int128(market.rules.filters.triggerProtect)
  }

  private func activate(_ order: AlgoOrder, at price: Int64) {
    order.extreme = price
    tell(order)
  }

  private func tell(_ order: AlgoOrder) {
    order.updatedAt = clock.now
    ledger.append(
      .order, product: product, account: order.account.name, at: clock.now,
      [
        ("event", "algo"), ("algoId", String(order.id)), ("clientAlgoId", order.clientId),
        ("symbol", order.rules.symbol), ("side", order.draft.side.rawValue), ("type", order.draft.type.rawValue),
        ("price", order.rules.priceText(order.draft.price)),
        ("triggerPrice", order.rules.priceText(order.draft.stopPrice)),
        ("quantity", order.rules.quantityText(order.draft.quantity)), ("status", order.status.rawValue),
        ("orderId", order.actual.map { String($0.id) } ?? ""), ("reason", order.reason),
      ])
    listener?.venue(self, algoOrder: order)
  }

  /// Triggers the conditional orders of a market whose condition holds.
  func fireAlgoOrders(in market: SymbolMarket) {
    guard !algoOrders.isEmpty else { return }
    for order in algoOrders where order.isOpen && order.rules.symbol == market.symbol && isDue(order, in: market) {
      trigger(order, in: market)
    }
  }

  private func isDue(_ order: AlgoOrder, in market: SymbolMarket) -> Bool {
    let draft = order.draft
    let price = workingPrice(draft, in: market)
    guard price > 0 else { return false }
    guard draft.type == .trailingStopMarket else {
      return Self.isTriggered(draft.type, draft.side, stop: draft.stopPrice, last: price)
        && !isProtected(draft, in: market)
    }
    trail(order, at: price)
    guard let extreme = order.extreme else { return false }
    let rate = Int128(draft.trailingDelta ?? 0)
    return draft.side == .sell
      ? Int128(price) &* 10_000 <= Int128(extreme) &* (10_000 - rate)
      : Int128(price) &* 10_000 >= Int128(extreme) &* (10_000 + rate)
  }

  /// A trailing order sees a price: it activates the order, or moves its extreme.
  private func trail(_ order: AlgoOrder, at price: Int64) {
    let draft = order.draft
    guard let extreme = order.extreme else {
      if draft.side == .buy ? price <= draft.stopPrice : price >= draft.stopPrice { activate(order, at: price) }
      return
    }
    order.extreme = draft.side == .sell ? max(extreme, price) : min(extreme, price)
  }

  /// Every trade counts for trailing orders, also those between two looks at the market.
  func noteTrade(at price: Int64, in market: SymbolMarket) {
    for order in algoOrders
    where order.isOpen && order.draft.type == .trailingStopMarket && order.rules.symbol == market.symbol
      && order.draft.workingType != "MARK_PRICE"
    {
      trail(order, at: price)
    }
  }

  /// The venue ends conditional orders: their date came, their position is gone, or their symbol is.
  func expireAlgoOrders(where isEnded: (AlgoOrder) -> Bool) {
    for order in algoOrders where order.isOpen && isEnded(order) {
      order.status = .expired
      tell(order)
    }
  }

  /// The conditional order becomes an ordinary one, or is rejected.
  private func trigger(_ order: AlgoOrder, in market: SymbolMarket) {
    order.status = .triggering
    tell(order)
    var draft = ordinary(order, in: market)
    do throws(VenueError) {
      if draft.closePosition {
        let position = futures.position(order.account, order.rules, draft.positionSide)
        draft.quantity = abs(position.quantity)
        if draft.positionSide == .both { draft.reduceOnly = true }
        guard draft.quantity > 0 else { throw VenueError(-2022, "ReduceOnly Order is rejected.") }
      }
      if order.draft.priceMatch != "NONE" {
        draft.price = try FuturesOrderReader.matchedPrice(draft.priceMatch, side: draft.side, in: market)
      }
      try admitFutures(draft, for: order.account)
      let made = makeOrder(draft, for: order.account)
      made.stopPrice = order.draft.stopPrice
      made.originalType = order.draft.type
      made.algoOrder = order
      try settlement.reserve(made, estimate: .zero)
      order.actual = made
      order.triggeredAt = clock.now
      order.status = .triggered
      tell(order)
      accept(made, in: market)
      settleMarket(market)
      if order.status == .triggered, !made.isOpen { finishAlgo(of: made) }
    } catch {
      order.status = .rejected
      order.reason = error.message
      tell(order)
    }
  }

  /// The order that a triggered one becomes.
  private func ordinary(_ order: AlgoOrder, in market: SymbolMarket) -> OrderDraft {
    let source = order.draft
    var draft = OrderDraft(
      market: market, side: source.side, type: source.isMarket ? .market : .limit,
      clientOrderId: source.clientOrderId)
    (draft.timeInForce, draft.price, draft.quantity) = (source.timeInForce, source.price, source.quantity)
    (draft.selfTradePrevention, draft.positionSide) = (source.selfTradePrevention, source.positionSide)
    (draft.reduceOnly, draft.closePosition) = (source.reduceOnly, source.closePosition)
    (draft.priceMatch, draft.goodTillDate) = (source.priceMatch, source.goodTillDate)
    (draft.workingType, draft.priceProtect) = (source.workingType, source.priceProtect)
    return draft
  }

  /// The order that a conditional one became has ended.
  func finishAlgo(of order: VenueOrder) {
    guard let algo = order.algoOrder, algo.status == .triggered else { return }
    algo.status = .finished
    tell(algo)
  }

  // MARK: Cancels and queries

  /// `DELETE /algoOrder` by `algoId` or `clientAlgoId`.
  func cancelAlgo(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> AlgoOrder {
    let order = try findAlgo(parameters, for: account, unknown: .unknownOrder)
    guard order.status == .new else { throw .unknownOrder }
    order.status = .canceled
    tell(order)
    return order
  }

  /// `DELETE /algoOpenOrders`.
  func cancelAllAlgo(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) {
    let market = try requireMarket(parameters.required("symbol"))
    for order in algoOrders
    where order.account === account && order.status == .new && order.rules.symbol == market.symbol {
      order.status = .canceled
      tell(order)
    }
  }

  /// One conditional order by `algoId` or `clientAlgoId`.
  func algoOrder(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> AlgoOrder {
    try findAlgo(parameters, for: account, unknown: .noSuchOrder)
  }

  private func findAlgo(
    _ parameters: RequestParameters, for account: SandboxAccount, unknown: VenueError
  ) throws(VenueError) -> AlgoOrder {
    let id = try parameters.integer("algoId")
    let clientId = try parameters.text("clientAlgoId")
    if id == nil, clientId == nil { throw .missing(either: "algoId", or: "clientAlgoId") }
    let found = algoOrders.last {
      $0.account === account && (id == nil || $0.id == id) && (clientId == nil || $0.clientId == clientId)
    }
    guard let order = found else { throw unknown }
    return order
  }

  /// Conditional orders that wait; of one symbol or all.
  func openAlgoOrders(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [AlgoOrder] {
    let symbol = try parameters.text("symbol")
    if let symbol { _ = try requireMarket(symbol) }
    let id = try parameters.integer("algoId")
    return algoOrders.filter {
      $0.account === account && $0.isOpen && (symbol == nil || $0.rules.symbol == symbol) && (id == nil || $0.id == id)
    }
  }

  /// All conditional orders of a symbol.
  func allAlgoOrders(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> [AlgoOrder] {
    let market = try requireMarket(parameters.required("symbol"))
    let now = clock.now.milliseconds
    let range = try HistoryRange(
      parameters, idName: "algoId", defaultLimit: 500, maximum: 1000, span: .days(7),
      newestOf: now - 7 * 86_400_000...now)
    let own = algoOrders.filter { $0.account === account && $0.rules.symbol == market.symbol }
    return range.select(own, id: \.id, time: \.createdAt.milliseconds)
  }
}
