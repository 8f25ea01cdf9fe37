import TradingModel

// Placing order lists. <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>
extension VenueExchange {
  /// The kinds of list, each with its endpoint's name.
  enum ListKind {
    case oco
    case legacyOCO
    case oto
    case otoco
    case opo
    case opoco
  }

  /// Places a list of the given kind.
  func placeList(
    _ kind: ListKind, _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> PlacedList {
    let market = try requireMarket(parameters.required("symbol"))
    try market.rules.capabilities.check(kind)
    let listClientId = try newClientId(parameters, "listClientOrderId")
    if openLists.contains(where: { $0.account === account && $0.clientId == listClientId }) {
      throw .duplicateOrder
    }
    let open = openLists.count { $0.account === account && $0.symbol == market.symbol }
    if open >= market.rules.filters.maxOrderLists { throw .filter("MAX_NUM_ORDER_LISTS") }
    if let most = limits.maxOrderLists, openLists.count(where: { $0.account === account }) >= most {
      throw .filter("EXCHANGE_MAX_NUM_ORDER_LISTS")
    }
    switch kind {
    case .oco, .legacyOCO:
      let legs = kind == .oco ? try readOCO(parameters, market) : try readLegacyOCO(parameters, market)
      return try placeOCO(legs, listClientId, market, account)
    case .oto, .opo, .otoco, .opoco:
      return try placeOTO(kind, parameters, listClientId, market, account)
    }
  }

  // MARK: OCO

  private func readOCO(
    _ parameters: RequestParameters, _ market: SymbolMarket
  ) throws(VenueError) -> [OrderDraft] {
    let side = try SpotOrderReader.side(parameters.required("side"))
    let above = try leg("above", parameters, market, side: side, quantityName: "quantity")
    let below = try leg("below", parameters, market, side: side, quantityName: "quantity")
    try checkPair(above: above, below: below)
    return [above, below]
  }

  /// The first form of OCO: a limit order and a stop.
  private func readLegacyOCO(
    _ parameters: RequestParameters, _ market: SymbolMarket
  ) throws(VenueError) -> [OrderDraft] {
    let side = try SpotOrderReader.side(parameters.required("side"))
    var modern = parameters
    let (limit, stop) = side == .sell ? ("above", "below") : ("below", "above")
    modern[limit + "Type"] = "LIMIT_MAKER"
    modern[limit + "Price"] = try parameters.required("price")
    modern[limit + "ClientOrderId"] = parameters["limitClientOrderId"]
    modern[limit + "IcebergQty"] = parameters["limitIcebergQty"]
    modern[limit + "StrategyId"] = parameters["limitStrategyId"]
    modern[limit + "StrategyType"] = parameters["limitStrategyType"]
    modern[stop + "Type"] = parameters["stopLimitPrice"] == nil ? "STOP_LOSS" : "STOP_LOSS_LIMIT"
    modern[stop + "Price"] = parameters["stopLimitPrice"]
    modern[stop + "StopPrice"] = parameters["stopPrice"]
    modern[stop + "TrailingDelta"] = parameters["trailingDelta"]
    modern[stop + "TimeInForce"] = parameters["stopLimitTimeInForce"]
    modern[stop + "ClientOrderId"] = parameters["stopClientOrderId"]
    modern[stop + "IcebergQty"] = parameters["stopIcebergQty"]
    modern[stop + "StrategyId"] = parameters["stopStrategyId"]
    modern[stop + "StrategyType"] = parameters["stopStrategyType"]
    return try readOCO(modern, market)
  }

  private func leg(
    _ prefix: String, _ parameters: RequestParameters, _ market: SymbolMarket, side: OrderSide?,
    quantityName: String?, lacksQuantity: Bool = false
  ) throws(VenueError) -> OrderDraft {
    var reader = SpotOrderReader(parameters: parameters, market: market, random: random, calendar: calendar)
    reader.prefix = prefix
    reader.side = side
    reader.quantityName = quantityName
    reader.lacksQuantity = lacksQuantity
    return try reader.read()
  }

  /// The kinds of orders that may stand above and below.
  private func checkPair(above: OrderDraft, below: OrderDraft) throws(VenueError) {
    func isLimit(_ draft: OrderDraft) -> Bool { draft.type == .limitMaker }
    func isStop(_ draft: OrderDraft) -> Bool { draft.type == .stopLoss || draft.type == .stopLossLimit }
    func isProfit(_ draft: OrderDraft) -> Bool { draft.type == .takeProfit || draft.type == .takeProfitLimit }
    for draft in [above, below] where !isLimit(draft) && !isStop(draft) && !isProfit(draft) {
      throw VenueError(-1158, "Order type not supported in OCO.")
    }
    if isLimit(above), isLimit(below) { throw VenueError(-1168, "At least one OCO order must be contingent.") }
    if above.side == .buy {
      if isLimit(above) { throw VenueError(-1165, "A limit order in a buy OCO must be below.") }
      if isStop(below) { throw VenueError(-1196, "A stop loss order in a buy OCO must be above.") }
      if isProfit(above) { throw VenueError(-1198, "A take profit order in a buy OCO must be below.") }
    } else {
      if isLimit(below) { throw VenueError(-1166, "A limit order in a sell OCO must be above.") }
      if isStop(above) { throw VenueError(-1197, "A stop loss order in a sell OCO must be below.") }
      if isProfit(below) { throw VenueError(-1199, "A take profit order in a sell OCO must be above.") }
    }
    guard Self.trigger(of: above) ?? .max > Self.trigger(of: below) ?? .min else {
      throw .rejected("The relationship of the prices for the orders is not correct.")
    }
  }

  /// The price at which a leg comes into play; `nil` for a trailing one without a stop.
  private static func trigger(of draft: OrderDraft) -> Int64? {
    if draft.type == .limitMaker { return draft.effectivePrice == 0 ? nil : draft.effectivePrice }
    return draft.stopPrice > 0 ? draft.stopPrice : nil
  }

  private func checkAgainstMarket(_ legs: [OrderDraft], _ market: SymbolMarket) throws(VenueError) {
    guard legs.count == 2 else { return }
    let last = market.lastPrice
    if let above = Self.trigger(of: legs[0]), above <= last {
      throw .rejected("The relationship of the prices for the orders is not correct.")
    }
    if let below = Self.trigger(of: legs[1]), below >= last {
      throw .rejected("The relationship of the prices for the orders is not correct.")
    }
  }

  private func placeOCO(
    _ legs: [OrderDraft], _ listClientId: String, _ market: SymbolMarket, _ account: SandboxAccount
  ) throws(VenueError) -> PlacedList {
    var drafts: [OrderDraft] = []
    for leg in legs {
      var draft = leg
      try resolvePeg(&draft)
      drafts.append(draft)
    }
    try checkDistinct(drafts)
    try checkAgainstMarket(drafts, market)
    for draft in drafts { try admit(draft, for: account) }
    let list = makeList("OCO", listClientId, market, account)
    let made = drafts.map { makeOrder($0, for: account) }
    for (order, draft) in zip(made, drafts) { order.isWaiting = draft.isConditional }
    try spot.reserve(made[0], estimate: .zero)
    do { try spot.reserve(made[1], beside: made[0]) } catch {
      _ = spot.relock(made[0], to: .zero)
      throw error
    }
    list.alternatives = made
    return begin(list, made, market)
  }

  private func checkDistinct(_ drafts: [OrderDraft]) throws(VenueError) {
    if Set(drafts.map(\.clientOrderId)).count < drafts.count { throw .duplicateOrder }
  }

  // MARK: OTO kinds

  private func placeOTO(
    _ kind: ListKind, _ parameters: RequestParameters, _ listClientId: String, _ market: SymbolMarket,
    _ account: SandboxAccount
  ) throws(VenueError) -> PlacedList {
    let pays = kind == .opo || kind == .opoco
    var working = try leg("working", parameters, market, side: nil, quantityName: nil)
    guard working.type == .limit || working.type == .limitMaker else { throw .invalidOrderType }
    let pendingSide = try SpotOrderReader.side(parameters.required("pendingSide"))
    if pays {
      if working.side != .buy { throw VenueError(-1222, "Working order in an OPO list must be a bid.") }
      if pendingSide != .sell { throw VenueError(-1223, "Pending orders in an OPO list must be asks.") }
      if parameters["pendingQuantity"] != nil {
        throw VenueError(-1225, "Pending orders should not include the 'pendingQuantity' tag.")
      }
    }
    var pending: [OrderDraft] = []
    if kind == .oto || kind == .opo {
      pending.append(
        try leg(
          "pending", parameters, market, side: pendingSide, quantityName: "pendingQuantity", lacksQuantity: pays))
    } else {
      let above = try leg(
        "pendingAbove", parameters, market, side: pendingSide, quantityName: "pendingQuantity", lacksQuantity: pays)
      pending.append(above)
      if parameters["pendingBelowType"] != nil {
        let below = try leg(
          "pendingBelow", parameters, market, side: pendingSide, quantityName: "pendingQuantity", lacksQuantity: pays)
        try checkPair(above: above, below: below)
        pending.append(below)
      } else {
        throw .missing("pendingBelowType")
      }
    }
    try resolvePeg(&working)
    try checkDistinct([working] + pending)
    for draft in pending { try admit(draft, for: account, isPending: true) }
    try admit(working, for: account)
    let list = makeList("OTO", listClientId, market, account)
    let first = makeOrder(working, for: account)
    try spot.reserve(first, estimate: .zero)
    list.working = first
    list.paysFromWorking = pays
    list.pending = pending.map { (makeOrder($0, for: account), $0) }
    for (order, _) in list.pending { order.status = .pendingNew }
    if list.pending.count == 2 { list.alternatives = list.pending.map(\.order) }
    return begin(list, [first] + list.pending.map(\.order), market)
  }

  // MARK: Both

  private func makeList(
    _ contingency: String, _ clientId: String, _ market: SymbolMarket, _ account: SandboxAccount
  ) -> VenueOrderList {
    VenueOrderList(
      id: lastListId + 1, account: account, symbol: market.symbol, contingency: contingency, clientId: clientId,
      at: clock.now)
  }

  /// The list begins to exist, and its orders with it.
  private func begin(_ list: VenueOrderList, _ made: [VenueOrder], _ market: SymbolMarket) -> PlacedList {
    lastListId = list.id
    lists.append(list)
    openLists.append(list)
    list.orders = made
    for order in made { order.orderListId = list.id }
    tell(list)
    let before = orders.trades(account: list.account, symbol: list.symbol).count
    // All are there before the first works, so that what one does finds the others.
    for order in made { enter(order, in: market) }
    for order in made where order.isOpen && !order.isWaiting && order.status != .pendingNew {
      work(order, in: market)
    }
    let fills = orders.trades(account: list.account, symbol: list.symbol).dropFirst(before)
    let answers = made.map { order in
      PlacedOrder(order: order, fills: fills.filter { $0.orderId == order.id }, status: order.status)
    }
    settleMarket(market)
    return PlacedList(list: list, orders: answers)
  }

  /// An order of a list is told without working yet.
  private func enter(_ order: VenueOrder, in market: SymbolMarket) {
    orders.insert(order)
    if order.isWaiting {
      waiting.append(order)
      if order.trailingDelta != nil, order.stopPrice == 0 { activateTrailing(order, at: market.lastPrice) }
    } else if order.status != .pendingNew {
      order.workingAt = clock.now
    }
    record(order, "new")
    listener?.venue(self, executed: executionReport(order, .new))
    tellBalances()
  }

  // MARK: Cancels and queries

  /// Cancels a list by `orderListId` or `listClientOrderId`.
  func cancelList(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> (list: VenueOrderList, orders: [CanceledOrder]) {
    let market = try requireMarket(parameters.required("symbol"))
    let requestId = try newClientId(parameters, "newClientOrderId")
    let id = try parameters.integer("orderListId")
    let clientId = try parameters.text("listClientOrderId")
    if id == nil, clientId == nil { throw .missing(either: "orderListId", or: "listClientOrderId") }
    let found = openLists.last {
      $0.account === account && $0.symbol == market.symbol && (id == nil || $0.id == id)
        && (clientId == nil || $0.clientId == clientId)
    }
    guard let list = found else { throw .unknownOrder }
    let members = list.orders.filter(\.isOpen).map {
      CanceledOrder(order: $0, originalClientOrderId: $0.clientOrderId, clientOrderId: requestId)
    }
    cancel(list, requestId: requestId)
    settleMarket(market)
    return (list, members)
  }

  /// One list by `orderListId` or `origClientOrderId` (the list's client id).
  func orderList(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> VenueOrderList {
    let id = try parameters.integer("orderListId")
    let clientId = try parameters.text("origClientOrderId")
    if id == nil, clientId == nil { throw .missing(either: "orderListId", or: "origClientOrderId") }
    let found = lists.last {
      $0.account === account && (id == nil || $0.id == id) && (clientId == nil || $0.clientId == clientId)
    }
    guard let list = found else { throw VenueError(-2018, "Order list does not exist.") }
    return list
  }

  func openOrderLists(for account: SandboxAccount) -> [VenueOrderList] {
    openLists.filter { $0.account === account }
  }

  /// All lists: `fromId`, `startTime`, `endTime`, `limit`.
  func allOrderLists(
    _ parameters: RequestParameters, for account: SandboxAccount
  ) throws(VenueError) -> [VenueOrderList] {
    let range = try HistoryRange(parameters, idName: "fromId", defaultLimit: 500, maximum: 1000, span: .hours(24))
    return range.select(lists.filter { $0.account === account }, id: \.id, time: \.createdAt.milliseconds)
  }
}
