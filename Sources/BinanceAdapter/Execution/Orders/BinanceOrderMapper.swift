import TradingModel

/// Why an order cannot be sent to the venue: told as ``OrderDenied``, nothing is sent.
struct BinanceOrderDenial: Error, Hashable, CustomStringConvertible {
  /// `CATEGORY_CONDITION: key=value …`.
  let reason: String
  var description: String { reason }
}

/// The translation of orders into the venue's parameters. What differs between products is in tables.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>
struct BinanceOrderMapper {
  let product: BinanceProduct
  /// What margin orders do about borrowing, unless they say it themselves.
  var sideEffectType: BinanceSideEffectType?
  /// How the account trades futures.
  var futures = BinanceFuturesOrderRules()

  /// The parameters of a new order, or why it cannot be one.
  ///
  /// - Parameter market: the last price, where it is known; trailing stops with an activation price want it.
  func newOrder(
    _ command: SubmitOrder, symbol: String, market: Price? = nil
  ) throws(BinanceOrderDenial) -> BinanceParameters {
    if product.accountType.isFutures { return try newFuturesOrder(command, symbol: symbol, rules: futures) }
    let terms = command.terms
    let form = try form(of: terms, market: market)
    try check(terms, form)
    try Self.check(command.order.clientOrderId)
    var parameters: BinanceParameters = ["symbol": symbol, "side": terms.side.rawValue]
    try append(terms, form, quantity: terms.quantity, to: &parameters)
    parameters.append("newClientOrderId", command.order.clientOrderId.text)
    try appendExtras(terms, to: &parameters)
    return parameters
  }

  /// The parameters that replace an order by another one for what is left.
  ///
  /// - Parameter market: the last price, where it is known; trailing stops with an activation price want it.
  func replacement(
    of order: BinanceTrackedOrder, by change: BinanceOrderChange, params: [String: String], market: Price? = nil
  ) throws(BinanceOrderDenial) -> BinanceParameters {
    let terms = replacingTerms(of: order, by: change)
    let form = try form(of: terms, market: market)
    try check(terms, form)
    let extras = try BinanceOrderExtras.change.check(params)
    var parameters: BinanceParameters = ["symbol": order.symbol, "side": terms.side.rawValue]
    try append(terms, form, quantity: change.legQuantity, to: &parameters)
    if params["cancelReplaceMode"] == nil { parameters.append("cancelReplaceMode", "STOP_ON_FAILURE") }
    if let number = order.venueOrderId.flatMap({ Int64($0.text) }) {
      parameters.append("cancelOrderId", number)
    } else {
      parameters.append("cancelOrigClientOrderId", order.id.text)
    }
    // What fills while the request is on its way must not be bought a second time.
    if params["cancelRestrictions"] == nil, order.executed.isZero {
      parameters.append("cancelRestrictions", "ONLY_NEW")
    }
    parameters.append("newClientOrderId", order.id.text)
    for extra in extras where extra.name != "newOrderRespType" { parameters.append(extra.name, extra.value) }
    try appendExtras(terms, to: &parameters, overriding: params["newOrderRespType"])
    return parameters
  }

  /// What the order in the place of another one asks for.
  private func replacingTerms(of order: BinanceTrackedOrder, by change: BinanceOrderChange) -> OrderTerms {
    var terms = order.terms
    terms.price = change.price
    terms.triggerPrice = change.triggerPrice
    if let shown = terms.displayQuantity, shown.wide > change.legQuantity.wide { terms.displayQuantity = nil }
    // The node keeps the expire time itself; the venue has the order as GTC.
    if terms.timeInForce == .gtd {
      terms.timeInForce = .gtc
      terms.expireTime = nil
    }
    if order.isTriggered, terms.type == .stopLimit || terms.type == .limitIfTouched {
      // A limit order is what works now; the same condition again would be refused, and nothing be left.
      terms.type = .limit
      terms.triggerPrice = nil
      terms.params["trailingDelta"] = nil
    }
    if terms.params["pegPriceType"] != nil {
      if change.price == order.terms.price {
        // The price is the one that the peg found: the venue finds it anew.
        terms.price = nil
      } else {
        for name in ["pegPriceType", "pegOffsetType", "pegOffsetValue"] { terms.params[name] = nil }
      }
    }
    return terms
  }

  /// The parameters that name an order: the venue's identifier where it is known.
  func reference(_ venueOrderId: VenueOrderId?, _ clientOrderId: ClientOrderId, symbol: String) -> BinanceParameters {
    var parameters: BinanceParameters = ["symbol": symbol]
    if let number = venueOrderId.flatMap({ Int64($0.text) }) {
      parameters.append("orderId", number)
    } else {
      parameters.append("origClientOrderId", clientOrderId.text)
    }
    return product.scoped(parameters)
  }

  /// Whether an order goes through smart order routing.
  func isRouted(_ terms: OrderTerms) -> Bool {
    ["sor", "useSor"].contains { terms.params[$0]?.lowercased() == "true" }
  }

  // MARK: - Parts

  /// The form of an order.
  func form(of terms: OrderTerms, market: Price?) throws(BinanceOrderDenial) -> BinanceOrderForm {
    if terms.isPostOnly, terms.type != .limit {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_POST_ONLY: type=\(terms.type.rawValue); the venue has post-only for LIMIT orders alone")
    }
    if !product.accountType.isFutures, terms.type == .trailingStopMarket, let activation = terms.activationPrice {
      return .trailing(terms.side, activation: activation, market: market)
    }
    guard !product.accountType.isFutures, let form = BinanceOrderForm.spot(terms.type, isPostOnly: terms.isPostOnly)
    else { throw BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_TYPE: type=\(terms.type.rawValue)") }
    return form
  }

  /// Adds what a form takes.
  private func append(
    _ terms: OrderTerms, _ form: BinanceOrderForm, quantity: Quantity, to parameters: inout BinanceParameters
  ) throws(BinanceOrderDenial) {
    parameters.append("type", form.word)
    if product.accountType == .isolatedMargin { parameters.append("isIsolated", "TRUE") }
    if form.takesTimeInForce { parameters.append("timeInForce", terms.timeInForce.rawValue) }
    parameters.append(terms.isQuoteQuantity ? "quoteOrderQty" : "quantity", quantity)
    if form.takesPrice { parameters.append("price", terms.price) }
    if form.takesTrigger { parameters.append("stopPrice", terms.triggerPrice) }
    if form.takesTrailing {
      parameters.append("trailingDelta", try Self.trailingDelta(terms))
      parameters.append("stopPrice", terms.activationPrice)
    }
    if form.takesDisplayQuantity { parameters.append("icebergQty", terms.displayQuantity) }
  }

  private func appendExtras(
    _ terms: OrderTerms, to parameters: inout BinanceParameters, overriding responseType: String? = nil
  ) throws(BinanceOrderDenial) {
    let extras = try BinanceOrderExtras.order(product).check(terms.params)
    for extra in extras where extra.name != "newOrderRespType" { parameters.append(extra.name, extra.value) }
    parameters.append("newOrderRespType", responseType ?? terms.params["newOrderRespType"] ?? "FULL")
    if product.accountType.isMargin, terms.params["sideEffectType"] == nil {
      parameters.append("sideEffectType", sideEffectType?.rawValue)
    }
  }

  // MARK: - Checks

  func check(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    try checkTime(terms, form)
    if terms.isReduceOnly { throw BinanceOrderDenial(reason: "UNSUPPORTED_REDUCE_ONLY: the spot exchange has none") }
    if terms.isQuoteQuantity, !form.takesQuoteQuantity {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_QUOTE_QUANTITY: type=\(terms.type.rawValue)")
    }
    if !terms.quantity.isPositive {
      throw BinanceOrderDenial(reason: "QUANTITY_NOT_POSITIVE: quantity=\(terms.quantity)")
    }
    try checkPeg(terms, form)
    if terms.params["trailingDelta"] != nil, !form.takesTrigger {
      throw BinanceOrderDenial(
        reason: "INVALID_PARAMETER: trailingDelta is for stop and if-touched orders; \(form.word) takes none"
          + (form.takesTrailing ? " besides its trailingOffset" : ""))
    }
    if form.takesTrigger, terms.triggerPrice == nil, terms.params["trailingDelta"] == nil {
      throw BinanceOrderDenial(reason: "TRIGGER_PRICE_MISSING: type=\(form.word)")
    }
    switch terms.triggerType {
    case nil, .default, .lastPrice: break
    case let other?: throw BinanceOrderDenial(reason: "UNSUPPORTED_TRIGGER_TYPE: triggerType=\(other.rawValue)")
    }
    if isRouted(terms), !form.takesRouting || terms.isQuoteQuantity {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_ROUTING: type=\(form.word); smart order routing takes MARKET and LIMIT in base quantity")
    }
    guard terms.displayQuantity != nil else { return }
    guard form.takesDisplayQuantity else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_DISPLAY_QUANTITY: type=\(form.word)")
    }
    if form.takesTimeInForce, terms.timeInForce != .gtc {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: displayQuantity needs GTC")
    }
  }

  private func checkTime(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    if form.takesTimeInForce, terms.timeInForce == .gtd {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: timeInForce=GTD")
    }
    if terms.isPostOnly, terms.timeInForce != .gtc {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_TIME_IN_FORCE: postOnly=true timeInForce=\(terms.timeInForce.rawValue)")
    }
  }

  private func checkPeg(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    guard let peg = terms.params["pegPriceType"] else {
      if terms.params["pegOffsetType"] != nil || terms.params["pegOffsetValue"] != nil {
        throw BinanceOrderDenial(reason: "PEG_PRICE_TYPE_MISSING: an offset needs pegPriceType")
      }
      if form.takesPrice, terms.price == nil {
        throw BinanceOrderDenial(reason: "PRICE_MISSING: type=\(form.word)")
      }
      return
    }
    guard form.takesPeg, !isRouted(terms) else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_PEG: type=\(form.word)")
    }
    if (terms.params["pegOffsetType"] == nil) != (terms.params["pegOffsetValue"] == nil) {
      throw BinanceOrderDenial(reason: "PEG_OFFSET_INCOMPLETE: pegOffsetType and pegOffsetValue go together")
    }
    if form.word == "LIMIT_MAKER", peg != "PRIMARY_PEG" {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_PEG: a post-only order takes PRIMARY_PEG, not \(peg)")
    }
    if form.word == "LIMIT", peg == "PRIMARY_PEG", terms.timeInForce != .gtc {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: PRIMARY_PEG needs GTC")
    }
  }

  /// What the venue takes as a client's identifier: `^[a-zA-Z0-9-_]{1,36}$`.
  static func check(_ id: ClientOrderId) throws(BinanceOrderDenial) {
    guard isLegal(id.text) else {
      throw BinanceOrderDenial(
        reason: "CLIENT_ORDER_ID_INVALID: the venue takes 1 to 36 letters, digits, - and _; clientOrderId=\(id)")
    }
  }

  /// Whether the venue takes a text as an identifier.
  static func isLegal(_ text: String) -> Bool {
    let bytes = text.utf8
    let isLegal = bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isLegal && (1...36).contains(bytes.count)
  }

  /// The trailing offset in whole basis points.
  static func trailingDelta(_ terms: OrderTerms) throws(BinanceOrderDenial) -> Int64 {
    switch terms.trailingOffsetType {
    case nil, .default, .basisPoints: break
    case let other?:
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TRAILING_OFFSET_TYPE: trailingOffsetType=\(other.rawValue)")
    }
    guard let offset = terms.trailingOffset?.trimmed, offset.scale <= 0, let whole = Int64(offset.plain()), whole > 0
    else {
      throw BinanceOrderDenial(reason: "TRAILING_OFFSET_INVALID: the venue takes whole basis points above zero")
    }
    return whole
  }
}
