import TradingModel

// What futures orders are checked for, and what keeps them in order.
extension VenueExchange {
  /// How often a futures order may be modified, `maxMoveOrderLimit` of `exchangeInfo`.
  static let mostModifications = 10_000

  /// Everything that can refuse a futures order before it exists, but for the margin.
  func admitFutures(_ draft: OrderDraft, for account: SandboxAccount) throws(VenueError) {
    let market = draft.market
    try requireFuturesTrading(account, draft, in: market)
    let open = orders.openOrders(account: account, symbol: market.symbol)
    let filters = FuturesFilters(rules: market.rules, markPrice: futures.markPrice(market.symbol))
    try filters.check(draft, openOrders: open.count)
    if open.contains(where: { $0.clientOrderId == draft.clientOrderId }) {
      throw VenueError(-4116, "clientOrderId is duplicated")
    }
    guard !draft.isMarket else {
      guard let front = market.book.front(for: draft.side) else { throw VenueError(-2020, "Unable to fill.") }
      let bound = marketBound(draft.side, in: market)
      if draft.side == .buy ? front.price > bound : front.price < bound {
        throw VenueError(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit")
      }
      return
    }
    if draft.timeInForce == .gtx || draft.timeInForce == .rpi, crosses(draft.side, draft.price, in: market) {
      throw VenueError(
        -5022,
        "Due to the order could not be executed as maker, the Post Only order will be rejected. The order will not be recorded in the order history"
      )
    }
    if draft.timeInForce == .fok,
      market.book.available(for: draft.side, limit: draft.price, enough: draft.quantity) < draft.quantity
    {
      throw VenueError(
        -5021,
        "Due to the order could not be filled immediately, the FOK order has been rejected. The order will not be recorded in the order history"
      )
    }
  }

  /// Whether a symbol takes this order of this account at all.
  func requireFuturesTrading(
    _ account: SandboxAccount, _ draft: OrderDraft, in market: SymbolMarket
  ) throws(VenueError) {
    guard account.canTrade else { throw VenueError(-4088, "User can not place order currently") }
    switch market.rules.status {
    case .trading: return
    case .preDelivering, .preSettle:
      guard draft.reduces else { throw VenueError(-4140, "Invalid symbol status for opening position") }
    default: throw VenueError(-4141, "Symbol is closed")
    }
  }

  /// How far from the mark price a market order may trade.
  func marketBound(_ side: OrderSide, in market: SymbolMarket) -> Int64 {
    let mark = Int128(futures.markPrice(market.symbol))
    let width = Int128(market.rules.filters.marketTakeBound)
    return Int64(clamping: mark &* (side == .buy ? 10_000 + width : 10_000 - width) / 10_000)
  }

  /// Reduce-only orders never exceed what there is to reduce: they shrink with the position, and end with it.
  func enforceReduceOnly(_ account: SandboxAccount, symbol: String, except current: VenueOrder) {
    guard let market = market(symbol) else { return }
    for order in orders.openOrders(account: account, symbol: symbol)
    where order !== current && (order.reduceOnly || futures.isClosing(order)) && order.isWorking {
      let closable = futures.closable(order)
      if closable == 0 {
        market.book.remove(order)
        expire(order, .knockedOut)
      } else if order.remaining > closable {
        order.quantity = order.executed + closable
        order.updatedAt = clock.now
        market.book.reduce(order, to: closable)
      }
    }
  }

  /// Conditional orders that live with a position end with it.
  func endWithPosition(_ order: VenueOrder) {
    guard !algoOrders.isEmpty, !futures.position(order.account, order.rules, order.positionSide).isOpen else { return }
    expireAlgoOrders {
      $0.account === order.account && $0.rules.symbol == order.rules.symbol && $0.draft.dependsOnPosition
        && $0.draft.positionSide == order.positionSide && $0.id != order.algoOrder?.id
    }
  }

  /// Once a second: orders whose date has come end.
  func keepFutures() {
    let now = clock.now.milliseconds
    exchangeDebts()
    expireAlgoOrders { $0.draft.goodTillDate > 0 && $0.draft.goodTillDate <= now }
    for order in orders.openOrders() where order.goodTillDate > 0 && order.goodTillDate <= now {
      guard let market = market(order.rules.symbol) else { continue }
      if order.isWorking { market.book.remove(order) }
      expire(order, .goodTillEnded)
      settleMarket(market)
    }
  }

  // MARK: Changing orders

  /// Changes price and quantity of a limit order, which loses its place: `PUT /order`.
  func modify(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> PlacedOrder {
    let (order, price, quantity) = try readModification(parameters, for: account)
    let market = try requireMarket(order.rules.symbol)
    order.modifyId = try parameters.integer("modifyId")
    let tradesBefore = orders.trades(account: account, symbol: market.symbol).count
    apply(price: price, quantity: quantity, to: order, in: market)
    let fills = orders.trades(account: account, symbol: market.symbol).dropFirst(tradesBefore)
      .filter { $0.orderId == order.id }
    let status = order.status
    settleMarket(market)
    return PlacedOrder(order: order, fills: Array(fills), status: status)
  }

  private func readModification(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> (order: VenueOrder, price: Int64, quantity: Int64) {
    let market = try requireMarket(parameters.required("symbol"))
    let rules = market.rules
    let side = try SpotOrderReader.side(parameters.required("side"))
    let order = try find(
      parameters, id: "orderId", clientId: "origClientOrderId", market: market, account: account,
      unknown: .noSuchOrder)
    guard order.isOpen else { throw .noSuchOrder }
    guard order.type == .limit else { throw VenueError(-5025, "Only limit order is supported.") }
    guard order.side == side else { throw .invalidSide }
    guard let quantity = try parameters.decimal("quantity", decimals: rules.quantityDecimals, product: product) else {
      throw .missing("quantity")
    }
    var price = try parameters.decimal("price", decimals: rules.priceDecimals, product: product)
    if let match = try parameters.text("priceMatch"), match != "NONE" {
      if price != nil { throw .notRequired("price") }
      price = try FuturesOrderReader.matchedPrice(match, side: side, in: market)
    }
    guard let price else { throw .missing("price") }
    if price == order.price, quantity == order.quantity { throw VenueError(-5027, "No need to modify the order.") }
    if order.amendments >= Self.mostModifications { throw VenueError(-5026, "Exceed maximum modify order limit.") }
    if let reduceOnly = try parameters.flag("reduceOnly"), reduceOnly, !order.reduceOnly {
      throw VenueError(-5047, "The original order is not a reduce-only order")
    }
    var draft = OrderDraft(market: market, side: side, type: .limit, clientOrderId: order.clientOrderId)
    (draft.price, draft.quantity) = (price, quantity)
    draft.positionSide = order.positionSide
    // Only who says so again may fall below the smallest value with a reduce-only order.
    let saysReduceOnly = try parameters.flag("reduceOnly") ?? false
    draft.reduceOnly = order.reduceOnly && saysReduceOnly
    try FuturesFilters(rules: rules, markPrice: futures.markPrice(rules.symbol))
      .check(draft, openOrders: 0, isModification: true)
    try futures.checkChange(of: order, price: price, quantity: quantity)
    return (order, price, quantity)
  }

  private func noteAmendment(_ order: VenueOrder, before: (price: Int64, quantity: Int64)) {
    lastAmendmentId += 1
    futuresAmendments.append(
      FuturesAmendment(
        id: lastAmendmentId, order: order, time: clock.now, price: (before.price, order.price),
        quantity: (before.quantity, order.quantity), count: order.amendments, modifyId: order.modifyId))
    if futuresAmendments.count > 20_000 { futuresAmendments.removeFirst(5_000) }
  }

  private func apply(price: Int64, quantity: Int64, to order: VenueOrder, in market: SymbolMarket) {
    market.book.remove(order)
    if quantity <= order.executed || (order.timeInForce == .gtx && crosses(order.side, price, in: market)) {
      return cancel(order, requestId: order.clientOrderId)
    }
    let before = (order.price, order.quantity)
    order.price = price
    order.quantity = quantity
    order.amendments += 1
    noteAmendment(order, before: before)
    order.updatedAt = clock.now
    record(order, "amended")
    listener?.venue(self, executed: executionReport(order, .amendment))
    work(order, in: market)
  }

  /// Cancels all open orders of a symbol when the countdown runs out; 0 stops it.
  func countdownCancelAll(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) -> Int64 {
    let market = try requireMarket(parameters.required("symbol"))
    guard let countdown = try parameters.integer("countdownTime"), countdown >= 0 else {
      throw .missing("countdownTime")
    }
    for old in countdowns where old.account === account && old.symbol == market.symbol { old.timer.cancel() }
    countdowns.removeAll { $0.account === account && $0.symbol == market.symbol }
    guard countdown > 0 else { return 0 }
    let timer = clock.schedule(after: .milliseconds(countdown)) { [weak self] in
      guard let self else { return }
      self.countdowns.removeAll { $0.account === account && $0.symbol == market.symbol }
      _ = try? self.cancelAll(RequestParameters(["symbol": market.symbol]), for: account)
    }
    countdowns.append((account, market.symbol, timer))
    return countdown
  }

  // MARK: Settings

  /// `POST /leverage`.
  func setLeverage(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> (leverage: Int, maxNotional: Int64, symbol: String) {
    let market = try requireMarket(parameters.required("symbol"))
    guard let wanted = try parameters.integer("leverage") else { throw .missing("leverage") }
    guard (1...125).contains(wanted) else { throw VenueError(-4028, "Leverage \(wanted) is not valid") }
    let leverage = Int(wanted)
    let state = futures.state(account)
    let cap = LeverageBracket.table(product).last { $0.leverage >= leverage }?.cap ?? 0
    for position in state.positions(of: market.symbol) where position.isOpen {
      if position.notional(mark: futures.markPrice(market.symbol)) > Amount(whole: cap) {
        throw VenueError(-2027, "Exceeded the maximum allowable position at current leverage.")
      }
      if state.isIsolated(market.symbol), leverage < state.leverage(market.symbol) {
        throw VenueError(-4161, "Leverage reduction is not supported in Isolated Margin Mode with open positions")
      }
    }
    let old = state.leverage(market.symbol)
    state.setLeverage(leverage, market.symbol)
    let summary = futures.summary(account, asset: market.rules.marginAsset)
    if leverage < old, summary.crossWallet + summary.crossUnrealized < summary.initialMargin {
      state.setLeverage(old, market.symbol)
      throw VenueError(-2028, "Leverage is smaller than permitted: insufficient margin balance.")
    }
    listener?.venue(self, configured: account, symbol: market.symbol, leverage: leverage)
    return (leverage, cap, market.symbol)
  }

  /// `POST /marginType`.
  func setMarginType(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) {
    let market = try requireMarket(parameters.required("symbol"))
    let text = try parameters.required("marginType")
    guard text == "ISOLATED" || text == "CROSSED" else { throw .invalidValue("marginType") }
    let state = futures.state(account)
    if state.isIsolated(market.symbol) == (text == "ISOLATED") {
      throw VenueError(-4046, "No need to change margin type.")
    }
    if account.hasJointMargin(on: product), text == "ISOLATED" {
      throw VenueError(-4168, "Unable to adjust to isolated-margin mode under the Multi-Assets mode.")
    }
    if !orders.openOrders(account: account, symbol: market.symbol).isEmpty {
      throw VenueError(-4047, "Margin type cannot be changed if there exists open orders.")
    }
    if state.positions(of: market.symbol).contains(where: \.isOpen) {
      throw VenueError(-4048, "Margin type cannot be changed if there exists position.")
    }
    state.setIsolated(text == "ISOLATED", market.symbol)
    let sides: [PositionSide] = account.isHedgeMode ? [.long, .short] : [.both]
    listener?.venue(
      self,
      account: AccountUpdate(
        account: account, time: clock.now, assets: [], reason: "MARGIN_TYPE_CHANGE",
        positions: sides.map { futures.snapshot(account, futures.position(account, market.rules, $0)) }))
  }

  /// Whether anything of an account still waits here.
  private func hasOpenOrders(_ account: SandboxAccount) -> Bool {
    !orders.openOrders(account: account).isEmpty
      || algoOrders.contains { $0.account === account && $0.isOpen }
  }

  /// `POST /positionSide/dual`, one setting for both futures products.
  func setPositionMode(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) {
    guard let isHedge = try parameters.flag("dualSidePosition") else { throw .missing("dualSidePosition") }
    if account.isHedgeMode == isHedge { throw VenueError(-4059, "No need to change position side.") }
    let both = [self] + (sibling.map { [$0] } ?? [])
    if both.contains(where: { $0.hasOpenOrders(account) }) {
      throw VenueError(-4067, "Position side cannot be changed if there exists open orders.")
    }
    if both.contains(where: { $0.futures.state(account).positions.contains(where: \.isOpen) }) {
      throw VenueError(-4068, "Position side cannot be changed if there exists position.")
    }
    account.isHedgeMode = isHedge
  }

  /// `POST /multiAssetsMargin`, a setting of USDⓈ-M alone: what the account has on COIN-M does not stand in its way.
  func setMultiAssets(_ parameters: RequestParameters, for account: SandboxAccount) throws(VenueError) {
    guard let isMulti = try parameters.flag("multiAssetsMargin") else { throw .missing("multiAssetsMargin") }
    if account.isMultiAssets == isMulti {
      throw VenueError(
        -4171, "Adjusted asset mode is currently set and does not need to be adjusted repeatedly.")
    }
    if isMulti, futures.state(account).hasIsolatedSymbols {
      throw VenueError(
        -4167,
        "Unable to adjust to Multi-Assets mode with symbols of USDⓈ-M Futures under isolated-margin mode.")
    }
    if !orders.openOrders(account: account).isEmpty {
      throw VenueError(-4170, "Unable to adjust Multi-Assets Mode with open orders in USDⓈ-M Futures.")
    }
    if !isMulti, futures.state(account).positions.contains(where: \.isOpen) {
      throw VenueError(
        -4169, "Unable to adjust Multi-Assets Mode with insufficient margin balance in USDⓈ-M Futures.")
    }
    account.isMultiAssets = isMulti
    listener?.venue(self, configured: account, symbol: nil, leverage: 0)
  }

  /// Adds (`type` 1) or takes (2) margin of an isolated position: `POST /positionMargin`.
  func changeMargin(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> (amount: Amount, type: Int64) {
    let market = try requireMarket(parameters.required("symbol"))
    guard let amount = Amount(try parameters.required("amount")) else { throw .invalidValue("amount") }
    guard let type = try parameters.integer("type"), type == 1 || type == 2 else { throw .missing("type") }
    guard amount.isPositive else { throw VenueError(-4055, "Amount must be positive.") }
    let side = try parameters.text("positionSide").map { text throws(VenueError) in
      guard let side = PositionSide(rawValue: text) else { throw VenueError(-4060, "Invalid position side.") }
      return side
    }
    guard (side ?? .both == .both) != account.isHedgeMode else {
      throw VenueError(-4061, "Order's position side does not match user's setting.")
    }
    let state = futures.state(account)
    guard state.isIsolated(market.symbol) else {
      throw VenueError(-4049, "Add margin only support for isolated position.")
    }
    let position = futures.position(account, market.rules, side ?? .both)
    guard position.isOpen else { throw VenueError(-4054, "Cannot add position margin: position is 0.") }
    let asset = market.rules.marginAsset
    if type == 1 {
      guard futures.available(account, asset: asset) >= amount else {
        throw VenueError(-4050, "Cross balance insufficient.")
      }
      position.isolatedWallet += amount
    } else {
      let mark = futures.markPrice(market.symbol)
      let need = Amount(units: position.notional(mark: mark).units / Int128(state.leverage(market.symbol)))
      guard position.isolatedWallet + min(.zero, position.unrealized(mark: mark)) - amount >= need else {
        throw VenueError(-4051, "Isolated balance insufficient.")
      }
      position.isolatedWallet -= amount
    }
    position.updatedAt = clock.now
    futures.noteMargin(account, position, type: type, delta: "USER_ADJUST", amount: amount)
    touch(account, asset)
    touch(account, position)
    tellBalances(reason: "MARGIN_TRANSFER")
    return (amount, type)
  }

  /// The open positions of an account.
  func positions(of account: SandboxAccount) -> [PositionSnapshot] {
    futures.state(account).positions.filter(\.isOpen).map { futures.snapshot(account, $0) }
  }

  /// The positions of the markets given as queries tell them: one a symbol, or a long and a short one in hedge mode.
  ///
  /// - Parameter includesIdle: whether those without quantity and open orders are among them.
  func positionTable(
    of account: SandboxAccount, in markets: [SymbolMarket], includesIdle: Bool
  ) -> [PositionSnapshot] {
    let sides: [PositionSide] = account.isHedgeMode ? [.long, .short] : [.both]
    var table: [PositionSnapshot] = []
    for market in markets {
      for side in sides {
        let position = futures.position(account, market.rules, side)
        let hasOrders = orders.openOrders(account: account, symbol: market.symbol)
          .contains { $0.positionSide == side }
        if includesIdle || position.isOpen || hasOrders { table.append(futures.snapshot(account, position)) }
      }
    }
    return table
  }
}
