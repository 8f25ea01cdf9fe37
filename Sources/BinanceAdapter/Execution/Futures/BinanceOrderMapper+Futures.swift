import TradingModel

// Futures: the same orders under other words, and conditional ones with a service of their own.
//
// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api>
extension BinanceOrderMapper {
  /// The forms of futures orders. All conditional ones go to the algo service, on both products.
  private static let futuresForms: [OrderType: BinanceOrderForm] = [
    .market: BinanceOrderForm(word: "MARKET"),
    .limit: BinanceOrderForm(word: "LIMIT", takesTimeInForce: true, takesPrice: true),
    .stopMarket: BinanceOrderForm(word: "STOP_MARKET", takesTrigger: true),
    .stopLimit: BinanceOrderForm(word: "STOP", takesTimeInForce: true, takesPrice: true, takesTrigger: true),
    .marketIfTouched: BinanceOrderForm(word: "TAKE_PROFIT_MARKET", takesTrigger: true),
    .limitIfTouched: BinanceOrderForm(
      word: "TAKE_PROFIT", takesTimeInForce: true, takesPrice: true, takesTrigger: true),
    .trailingStopMarket: BinanceOrderForm(word: "TRAILING_STOP_MARKET", takesTrailing: true),
  ]

  /// The venue's words for what a condition watches.
  private static let workingTypes: [TriggerType: String] = [
    .default: "CONTRACT_PRICE", .lastPrice: "CONTRACT_PRICE", .markPrice: "MARK_PRICE",
  ]

  /// Where an order of this type goes.
  func family(of type: OrderType) -> BinanceOrderFamily {
    product.accountType.isFutures && type.isConditional ? .algo : .regular
  }

  /// The position that an order is meant for; nil where the account has only one.
  func positionSide(of command: SubmitOrder) -> BinancePositionSide? {
    guard product.accountType.isFutures else { return nil }
    let word = try? futures.positionSide(of: command.terms, positionId: command.positionId)
    return word.flatMap { BinancePositionSide(rawValue: $0) }
  }

  /// The parameters of a new futures order, or why it cannot be one.
  func newFuturesOrder(
    _ command: SubmitOrder, symbol: String, rules: BinanceFuturesOrderRules
  ) throws(BinanceOrderDenial) -> BinanceParameters {
    var terms = command.terms
    terms.params = BinanceFuturesParameters.withoutNoMatch(terms.params)
    let family = family(of: terms.type)
    // COIN-M's algo service answers in one form alone, and refuses to be asked for another.
    if family == .algo, product.accountType == .coinFutures { terms.params["newOrderRespType"] = nil }
    guard let form = Self.futuresForms[terms.type] else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_TYPE: type=\(terms.type.rawValue)")
    }
    try BinanceFuturesParameters.check(terms, family: family)
    try checkFutures(terms, form)
    try Self.checkFutures(command.order.clientOrderId)
    let side = try rules.positionSide(of: terms, positionId: command.positionId)
    var parameters: BinanceParameters = [:]
    if family == .algo { parameters.append("algoType", "CONDITIONAL") }
    parameters.append(contentsOf: ["symbol": symbol, "side": terms.side.rawValue, "type": form.word])
    parameters.append("positionSide", side)
    try appendTimeInForce(terms, form, rules, to: &parameters)
    let closesPosition = terms.params["closePosition"] == "true"
    if !closesPosition { parameters.append("quantity", terms.quantity) }
    if form.takesPrice, terms.params["priceMatch"] == nil { parameters.append("price", terms.price) }
    if family == .algo { try appendCondition(terms, form, to: &parameters) }
    if closesPosition {
      parameters.append("closePosition", true)
    } else if terms.isReduceOnly, !rules.isHedge, rules.sendsReduceOnly {
      parameters.append("reduceOnly", true)
    }
    for name in terms.params.keys.sorted() where !BinanceFuturesParameters.placedElsewhere.contains(name) {
      parameters.append(name, terms.params[name])
    }
    if family == .algo {
      parameters.append("clientAlgoId", command.order.clientOrderId.text)
    } else {
      parameters.append("newClientOrderId", command.order.clientOrderId.text)
      if terms.params["newOrderRespType"] == nil { parameters.append("newOrderRespType", "RESULT") }
    }
    return parameters
  }

  private func appendTimeInForce(
    _ terms: OrderTerms, _ form: BinanceOrderForm, _ rules: BinanceFuturesOrderRules,
    to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    if let word = terms.params["timeInForce"] { return parameters.append("timeInForce", word) }
    guard form.takesTimeInForce else { return }
    if terms.isPostOnly { return parameters.append("timeInForce", "GTX") }
    parameters.append("timeInForce", terms.timeInForce.rawValue)
    if terms.timeInForce == .gtd { parameters.append("goodTillDate", try rules.goodTillDate(terms.expireTime)) }
  }

  private func appendCondition(
    _ terms: OrderTerms, _ form: BinanceOrderForm, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    if form.takesTrigger { parameters.append("triggerPrice", terms.triggerPrice) }
    if form.takesTrailing {
      parameters.append("activatePrice", terms.activationPrice)
      parameters.append("callbackRate", try callbackRate(terms))
    }
    // Where both are given they agree, or the order leaves it to the venue's word.
    let word = terms.params["workingType"] ?? terms.triggerType.flatMap { Self.workingTypes[$0] }
    parameters.append("workingType", word)
  }

  private func callbackRate(_ terms: OrderTerms) throws(BinanceOrderDenial) -> WideDecimal {
    switch terms.trailingOffsetType {
    case nil, .default, .basisPoints: break
    case let other?:
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TRAILING_OFFSET_TYPE: trailingOffsetType=\(other.rawValue)")
    }
    guard let offset = terms.trailingOffset, let rate = BinanceCallbackRate.percent(basisPoints: offset) else {
      throw BinanceOrderDenial(
        reason: "TRAILING_OFFSET_INVALID: the venue takes 10 to 2000 whole basis points; "
          + "trailingOffset=\(terms.trailingOffset?.plain() ?? "none")")
    }
    return rate
  }

  // MARK: - Checks

  private func checkFutures(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    let closesPosition = terms.params["closePosition"] == "true"
    let isMatched = terms.params["priceMatch"] != nil
    if terms.isQuoteQuantity {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_QUOTE_QUANTITY: futures take quantities in base or contracts only")
    }
    if terms.displayQuantity != nil {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_DISPLAY_QUANTITY: futures have no iceberg orders")
    }
    if closesPosition {
      guard terms.type == .stopMarket || terms.type == .marketIfTouched else {
        throw BinanceOrderDenial(reason: "UNSUPPORTED_CLOSE_POSITION: type=\(terms.type.rawValue)")
      }
      if terms.isReduceOnly {
        throw BinanceOrderDenial(reason: "REDUCE_ONLY_CONFLICT: closePosition=true and reduceOnly=true")
      }
    } else if !terms.quantity.isPositive {
      throw BinanceOrderDenial(reason: "QUANTITY_NOT_POSITIVE: quantity=\(terms.quantity)")
    }
    if form.takesPrice, terms.price == nil, !isMatched {
      throw BinanceOrderDenial(reason: "PRICE_MISSING: type=\(terms.type.rawValue)")
    }
    if form.takesTrigger, terms.triggerPrice == nil {
      throw BinanceOrderDenial(reason: "TRIGGER_PRICE_MISSING: type=\(terms.type.rawValue)")
    }
    if isMatched {
      guard form.takesPrice, !terms.isPostOnly else {
        throw BinanceOrderDenial(
          reason: "UNSUPPORTED_PRICE_MATCH: type=\(terms.type.rawValue) postOnly=\(terms.isPostOnly)")
      }
    }
    try checkTrigger(terms, form)
    try checkTimeInForce(terms, form)
  }

  private func checkTrigger(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    if form.takesTrailing, terms.triggerPrice != nil {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TRIGGER_PRICE: a trailing stop takes activationPrice")
    }
    guard let type = terms.triggerType else { return }
    guard let word = Self.workingTypes[type] else {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_TRIGGER_TYPE: triggerType=\(type.rawValue); valid are LAST_PRICE, MARK_PRICE")
    }
    if type != .default, let named = terms.params["workingType"], named != word {
      throw BinanceOrderDenial(reason: "TRIGGER_TYPE_CONFLICT: triggerType=\(type.rawValue) workingType=\(named)")
    }
  }

  private func checkTimeInForce(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    if terms.isPostOnly {
      guard terms.type == .limit else {
        throw BinanceOrderDenial(reason: "UNSUPPORTED_POST_ONLY: type=\(terms.type.rawValue)")
      }
      guard terms.timeInForce == .gtc else {
        throw BinanceOrderDenial(
          reason: "UNSUPPORTED_TIME_IN_FORCE: postOnly=true timeInForce=\(terms.timeInForce.rawValue)")
      }
    }
    if product.accountType == .coinFutures, terms.timeInForce == .gtd || terms.params["timeInForce"] == "RPI" {
      let word = terms.params["timeInForce"] ?? terms.timeInForce.rawValue
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: COIN-M has no \(word)")
    }
    if terms.params["timeInForce"] == "RPI", terms.type != .limit {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: RPI is for limit orders")
    }
    if let word = terms.params["timeInForce"], !form.takesTimeInForce, word != "GTE_GTC" || terms.type == .market {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_TIME_IN_FORCE: type=\(terms.type.rawValue) timeInForce=\(word)")
    }
    if !form.takesTimeInForce, terms.timeInForce == .gtd {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: type=\(terms.type.rawValue) timeInForce=GTD")
    }
  }

  /// What the venue takes as a client's identifier: `^[.A-Z:/a-z0-9_-]{1,36}$`.
  private static func checkFutures(_ id: ClientOrderId) throws(BinanceOrderDenial) {
    let marks = Set(".:/_-".utf8)
    let isLegal = id.text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || marks.contains(byte)
    }
    guard isLegal, (1...36).contains(id.text.utf8.count) else {
      throw BinanceOrderDenial(
        reason: "CLIENT_ORDER_ID_INVALID: the venue takes 1 to 36 letters, digits and . : / _ -; clientOrderId=\(id)")
    }
  }

  /// What names an order at the service that has it.
  func reference(to order: BinanceTrackedOrder) -> BinanceOrderReference {
    guard order.family == .algo else {
      // The algo order's number means nothing here. While an order is being replaced, the client's identifier names
      // whichever of the two is open.
      let number = order.change?.means == .replacement ? nil : order.legs.last?.venueOrderId
      return BinanceOrderReference(family: .regular, parameters: reference(number, order.id, symbol: order.symbol))
    }
    return BinanceOrderReference(family: .algo, parameters: algoReference(order.algo?.algoId, order.id))
  }

  /// What names an order at the algo service: its number where that is known.
  func algoReference(_ algoId: Int64?, _ clientOrderId: ClientOrderId) -> BinanceParameters {
    algoId.map { ["algoId": $0] } ?? ["clientAlgoId": clientOrderId.text]
  }
}
