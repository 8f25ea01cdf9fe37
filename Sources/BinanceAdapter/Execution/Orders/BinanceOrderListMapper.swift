import TradingModel

/// A list of orders as the venue takes it.
struct BinanceOrderListRequest {
  /// The venue's kind of list, `oco`, `oto`, `otoco`, `opo`, `opoco`: the end of the endpoint's name.
  let kind: String
  /// Whether what the first order buys is what the others sell (OPO): the venue determines their quantity.
  let paysFromWorking: Bool
  let parameters: BinanceParameters
  /// The orders, in the sequence in which they were given.
  let legs: [SubmitOrder]
}

/// The translation of order lists into the venue's parameters.
///
/// The venue names the legs by their part: the working order and the pending ones, and of two that exclude each other
/// the one above the market's price and the one below it.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>
struct BinanceOrderListMapper {
  let orders: BinanceOrderMapper

  /// The request that places a list, or why there is none.
  func request(_ command: SubmitOrderList, symbol: String) throws(BinanceOrderDenial) -> BinanceOrderListRequest {
    let legs = command.orders
    let contingency = command.contingency
    let count = contingency.hasParent && contingency.hasAlternatives ? 3 : 2
    guard let first = legs.first, legs.count == count else {
      throw denial("\(command.contingency.rawValue) takes \(count) orders, not \(legs.count)")
    }
    guard legs.allSatisfy({ $0.order.instrumentId == first.order.instrumentId }) else {
      throw denial("all orders of a list are of one instrument")
    }
    for leg in legs { try BinanceOrderMapper.check(leg.order.clientOrderId) }
    var parameters: BinanceParameters = ["symbol": symbol]
    if BinanceOrderMapper.isLegal(command.orderListId.text) {
      parameters.append("listClientOrderId", command.orderListId.text)
    }
    let paysFromWorking = contingency == .opo || contingency == .opoco
    switch contingency {
    case .oco: try appendPair(legs[0], legs[1], prefix: "", to: &parameters)
    case .oto, .opo:
      try appendWorking(first, paysFromWorking, to: &parameters)
      try appendPending(legs[1], after: first, paysFromWorking, to: &parameters)
    case .otoco, .opoco:
      try appendWorking(first, paysFromWorking, to: &parameters)
      try appendPair(legs[1], legs[2], after: first, paysFromWorking, prefix: "pending", to: &parameters)
    case .none, .ouo: throw denial("the venue has no list with contingency \(contingency.rawValue)")
    }
    try appendShared(legs, to: &parameters)
    let request = BinanceOrderListRequest(
      kind: contingency.rawValue.lowercased(), paysFromWorking: paysFromWorking, parameters: parameters, legs: legs)
    return orders.product.accountType.isMargin ? try BinanceMarginList.adapt(request) : request
  }

  private func denial(_ text: String) -> BinanceOrderDenial {
    BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_LIST: \(text)")
  }

  // MARK: - Legs

  private func appendWorking(
    _ command: SubmitOrder, _ paysFromWorking: Bool, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    guard command.terms.type == .limit else {
      throw denial("the first order must be a LIMIT order, not \(command.terms.type.rawValue)")
    }
    if paysFromWorking, command.terms.side != .buy { throw denial("in an OPO list the first order buys") }
    let form = try form(of: command.terms)
    try orders.check(command.terms, form)
    parameters.append("workingSide", command.terms.side.rawValue)
    parameters.append("workingQuantity", command.terms.quantity)
    try append(command, form, prefix: "working", to: &parameters)
  }

  private func appendPending(
    _ command: SubmitOrder, after working: SubmitOrder, _ paysFromWorking: Bool, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    var terms = command.terms
    terms.isReduceOnly = try isReducing(terms, after: working.terms) ? false : terms.isReduceOnly
    if terms.isQuoteQuantity { throw denial("a pending order's quantity is in base currency") }
    let form = try form(of: terms)
    try orders.check(terms, form)
    try appendQuantity(terms, paysFromWorking, prefix: "pending", to: &parameters)
    try append(command, form, prefix: "pending", to: &parameters)
  }

  /// Two orders of which one cancels the other.
  private func appendPair(
    _ one: SubmitOrder, _ other: SubmitOrder, after working: SubmitOrder? = nil, _ paysFromWorking: Bool = false,
    prefix: String, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    guard one.terms.side == other.terms.side, one.terms.quantity == other.terms.quantity else {
      throw denial("orders of which one cancels the other have the same side and quantity")
    }
    guard isProfit(one.terms) != isProfit(other.terms) else {
      throw denial("of two orders one is a limit or if-touched order and the other a stop order")
    }
    let (profit, stop) = isProfit(one.terms) ? (one, other) : (other, one)
    let isProfitAbove = one.terms.side == .sell
    if working != nil {
      try appendQuantity(one.terms, paysFromWorking, prefix: prefix, to: &parameters)
    } else {
      parameters.append("side", one.terms.side.rawValue)
      parameters.append("quantity", one.terms.quantity)
    }
    for (command, place) in [
      (isProfitAbove ? profit : stop, "above"), (isProfitAbove ? stop : profit, "below"),
    ] {
      var terms = command.terms
      if let working { terms.isReduceOnly = try isReducing(terms, after: working.terms) ? false : terms.isReduceOnly }
      // A limit order whose alternative is a stop only ever makes liquidity at the venue.
      if terms.type == .limit {
        guard terms.timeInForce == .gtc else {
          throw denial("a limit order in a pair is post-only, which takes no \(terms.timeInForce.rawValue)")
        }
        terms.isPostOnly = true
      }
      let form = try form(of: terms)
      try orders.check(terms, form)
      let name = prefix.isEmpty ? place : prefix + (place == "above" ? "Above" : "Below")
      try append(command, form, prefix: name, to: &parameters)
    }
  }

  /// In a list a trailing stop is always the one that limits a loss.
  private func form(of terms: OrderTerms) throws(BinanceOrderDenial) -> BinanceOrderForm {
    var plain = terms
    if terms.type == .trailingStopMarket { plain.activationPrice = nil }
    return try orders.form(of: plain, market: nil)
  }

  /// Whether an order takes profit rather than limits a loss.
  private func isProfit(_ terms: OrderTerms) -> Bool {
    switch terms.type {
    case .limit, .marketIfTouched, .limitIfTouched: true
    case .market, .stopMarket, .stopLimit, .trailingStopMarket: false
    }
  }

  /// Whether a pending order only gives back what the working one takes, so that it cannot but reduce.
  private func isReducing(_ terms: OrderTerms, after working: OrderTerms) throws(BinanceOrderDenial) -> Bool {
    guard terms.isReduceOnly else { return false }
    guard terms.side == working.side.opposite, terms.quantity <= working.quantity else {
      throw denial("a reduce-only order in a list is of the opposite side and not larger than the first order")
    }
    return true
  }

  private func appendQuantity(
    _ terms: OrderTerms, _ paysFromWorking: Bool, prefix: String, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    parameters.append(prefix + "Side", terms.side.rawValue)
    guard paysFromWorking else { return parameters.append(prefix + "Quantity", terms.quantity) }
    if terms.side != .sell { throw denial("in an OPO list the pending orders sell") }
  }

  /// One leg's own parameters under the names of its place.
  private func append(
    _ command: SubmitOrder, _ form: BinanceOrderForm, prefix: String, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    let terms = command.terms
    parameters.append(prefix + "Type", form.word)
    parameters.append(prefix + "ClientOrderId", command.order.clientOrderId.text)
    if form.takesTimeInForce { parameters.append(prefix + "TimeInForce", terms.timeInForce.rawValue) }
    if form.takesPrice { parameters.append(prefix + "Price", terms.price) }
    if form.takesTrigger { parameters.append(prefix + "StopPrice", terms.triggerPrice) }
    if form.takesTrailing {
      parameters.append(prefix + "TrailingDelta", try BinanceOrderMapper.trailingDelta(terms))
      parameters.append(prefix + "StopPrice", terms.activationPrice)
    }
    if form.takesDisplayQuantity { parameters.append(prefix + "IcebergQty", terms.displayQuantity) }
    for extra in try BinanceOrderExtras.order(orders.product).check(terms.params)
    where Self.legExtras.contains(extra.name) {
      parameters.append(prefix + extra.name.prefix(1).uppercased() + extra.name.dropFirst(), extra.value)
    }
  }

  /// The venue's own parameters that each leg has for itself.
  private static let legExtras: Set<String> = [
    "strategyId", "strategyType", "pegPriceType", "pegOffsetType", "pegOffsetValue", "trailingDelta",
  ]
  /// Those that a list has as a whole.
  private static let listExtras = ["selfTradePreventionMode", "sideEffectType", "autoRepayAtCancel", "recvWindow"]

  private func appendShared(
    _ legs: [SubmitOrder], to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    for name in Self.listExtras {
      let values = Set(legs.compactMap { $0.terms.params[name] })
      guard values.count <= 1 else { throw denial("all orders of a list have the same \(name)") }
      parameters.append(name, values.first)
    }
    if legs.contains(where: { orders.isRouted($0.terms) }) { throw denial("smart order routing takes no lists") }
    if orders.product.accountType.isMargin, parameters["sideEffectType"] == nil {
      parameters.append("sideEffectType", orders.sideEffectType?.rawValue)
    }
    parameters.append("newOrderRespType", legs.compactMap { $0.terms.params["newOrderRespType"] }.first ?? "FULL")
    if orders.product.accountType == .isolatedMargin { parameters.append("isIsolated", "TRUE") }
  }
}
