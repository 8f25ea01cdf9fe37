import TradingModel

/// Why an order cannot be sent to the venue: told as ``OrderDenied``, nothing is sent.
struct BinanceOrderDenial: Error, Hashable, CustomStringConvertible {
  /// `CATEGORY_CONDITION: key=value …`.
  let reason: String
  var description: String { reason }
}

/// One order type of the venue: its word and the parameters that it takes.
struct BinanceOrderForm: Hashable, Sendable {
  /// The venue's word.
  let word: String
  var takesTimeInForce = false
  var takesPrice = false
  var takesTrigger = false
  var takesTrailing = false
  var takesDisplayQuantity = false
  var takesQuoteQuantity = false
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

  /// What distinguishes forms: the domain's type and whether the order is post-only.
  private struct Kind: Hashable {
    let type: OrderType
    var isPostOnly = false
  }

  private static let spotForms: [Kind: BinanceOrderForm] = [
    Kind(type: .market): BinanceOrderForm(word: "MARKET", takesQuoteQuantity: true),
    Kind(type: .limit): BinanceOrderForm(
      word: "LIMIT", takesTimeInForce: true, takesPrice: true, takesDisplayQuantity: true),
    Kind(type: .limit, isPostOnly: true): BinanceOrderForm(
      word: "LIMIT_MAKER", takesPrice: true, takesDisplayQuantity: true),
    Kind(type: .stopMarket): BinanceOrderForm(word: "STOP_LOSS", takesTrigger: true),
    Kind(type: .stopLimit): BinanceOrderForm(
      word: "STOP_LOSS_LIMIT", takesTimeInForce: true, takesPrice: true, takesTrigger: true, takesDisplayQuantity: true),
    Kind(type: .marketIfTouched): BinanceOrderForm(word: "TAKE_PROFIT", takesTrigger: true),
    Kind(type: .limitIfTouched): BinanceOrderForm(
      word: "TAKE_PROFIT_LIMIT", takesTimeInForce: true, takesPrice: true, takesTrigger: true,
      takesDisplayQuantity: true),
    Kind(type: .trailingStopMarket): BinanceOrderForm(word: "STOP_LOSS", takesTrailing: true),
  ]

  /// The venue's own parameters that an order may carry along, by product.
  private static let spotExtras: Set<String> = [
    "selfTradePreventionMode", "strategyId", "strategyType", "pegPriceType", "pegOffsetType", "pegOffsetValue",
    "trailingDelta",
  ]
  private static let marginExtras: Set<String> = [
    "sideEffectType", "autoRepayAtCancel", "selfTradePreventionMode", "trailingDelta",
  ]

  /// The parameters of a new order, or why it cannot be one.
  func newOrder(_ command: SubmitOrder, symbol: String) throws(BinanceOrderDenial) -> BinanceParameters {
    if product.accountType.isFutures { return try newFuturesOrder(command, symbol: symbol, rules: futures) }
    let terms = command.terms
    let form = try form(of: terms)
    try check(terms, form)
    try Self.check(command.order.clientOrderId)
    var parameters: BinanceParameters = ["symbol": symbol, "side": terms.side.rawValue, "type": form.word]
    if product.accountType == .isolatedMargin { parameters.append("isIsolated", "TRUE") }
    if form.takesTimeInForce { parameters.append("timeInForce", terms.timeInForce.rawValue) }
    parameters.append(terms.isQuoteQuantity ? "quoteOrderQty" : "quantity", terms.quantity)
    if form.takesPrice { parameters.append("price", terms.price) }
    if form.takesTrigger { parameters.append("stopPrice", terms.triggerPrice) }
    if form.takesTrailing {
      parameters.append("trailingDelta", try trailingDelta(terms))
      parameters.append("stopPrice", terms.activationPrice)
    }
    if form.takesDisplayQuantity { parameters.append("icebergQty", terms.displayQuantity) }
    parameters.append("newClientOrderId", command.order.clientOrderId.text)
    parameters.append("newOrderRespType", "FULL")
    try appendExtras(terms, to: &parameters)
    return parameters
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

  // MARK: - Checks

  private func form(of terms: OrderTerms) throws(BinanceOrderDenial) -> BinanceOrderForm {
    if terms.isPostOnly, terms.type != .limit {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_POST_ONLY: type=\(terms.type.rawValue)")
    }
    guard !product.accountType.isFutures,
      let form = Self.spotForms[Kind(type: terms.type, isPostOnly: terms.isPostOnly)]
    else { throw BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_TYPE: type=\(terms.type.rawValue)") }
    return form
  }

  private func check(_ terms: OrderTerms, _ form: BinanceOrderForm) throws(BinanceOrderDenial) {
    if form.takesTimeInForce, terms.timeInForce == .gtd {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: timeInForce=GTD")
    }
    if terms.isPostOnly, terms.timeInForce != .gtc {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_TIME_IN_FORCE: postOnly=true timeInForce=\(terms.timeInForce.rawValue)")
    }
    if terms.isReduceOnly { throw BinanceOrderDenial(reason: "UNSUPPORTED_REDUCE_ONLY: the spot exchange has none") }
    if terms.isQuoteQuantity, !form.takesQuoteQuantity {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_QUOTE_QUANTITY: type=\(terms.type.rawValue)")
    }
    if !terms.quantity.isPositive {
      throw BinanceOrderDenial(reason: "QUANTITY_NOT_POSITIVE: quantity=\(terms.quantity)")
    }
    let isPegged = terms.params["pegPriceType"] != nil
    if form.takesPrice, terms.price == nil, !isPegged {
      throw BinanceOrderDenial(reason: "PRICE_MISSING: type=\(form.word)")
    }
    if form.takesTrigger, terms.triggerPrice == nil, terms.params["trailingDelta"] == nil {
      throw BinanceOrderDenial(reason: "TRIGGER_PRICE_MISSING: type=\(form.word)")
    }
    switch terms.triggerType {
    case nil, .default, .lastPrice: break
    case let other?: throw BinanceOrderDenial(reason: "UNSUPPORTED_TRIGGER_TYPE: triggerType=\(other.rawValue)")
    }
    guard terms.displayQuantity != nil else { return }
    guard form.takesDisplayQuantity else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_DISPLAY_QUANTITY: type=\(form.word)")
    }
    if form.takesTimeInForce, terms.timeInForce != .gtc {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TIME_IN_FORCE: displayQuantity needs GTC")
    }
  }

  /// What the venue takes as a client's identifier: `^[a-zA-Z0-9-_]{1,36}$`.
  private static func check(_ id: ClientOrderId) throws(BinanceOrderDenial) {
    let bytes = id.text.utf8
    let isLegal = bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isLegal, (1...36).contains(bytes.count) else {
      throw BinanceOrderDenial(
        reason: "CLIENT_ORDER_ID_INVALID: the venue takes 1 to 36 letters, digits, - and _; clientOrderId=\(id)")
    }
  }

  private func trailingDelta(_ terms: OrderTerms) throws(BinanceOrderDenial) -> Int64 {
    switch terms.trailingOffsetType {
    case nil, .default, .basisPoints: break
    case let other?:
      throw BinanceOrderDenial(reason: "UNSUPPORTED_TRAILING_OFFSET_TYPE: trailingOffsetType=\(other.rawValue)")
    }
    guard let offset = terms.trailingOffset?.trimmed, offset.scale == 0, let points = Int64(exactly: offset.mantissa),
      points > 0
    else {
      throw BinanceOrderDenial(reason: "TRAILING_OFFSET_INVALID: the venue takes whole basis points above zero")
    }
    return points
  }

  private func appendExtras(_ terms: OrderTerms, to parameters: inout BinanceParameters) throws(BinanceOrderDenial) {
    let allowed = product.accountType.isMargin ? Self.marginExtras : Self.spotExtras
    for name in terms.params.keys.sorted() {
      guard allowed.contains(name) else {
        throw BinanceOrderDenial(
          reason: "UNKNOWN_PARAMETER: '\(name)'; known are \(allowed.sorted().joined(separator: ", "))")
      }
      parameters.append(name, terms.params[name])
    }
    if product.accountType.isMargin, terms.params["sideEffectType"] == nil {
      parameters.append("sideEffectType", sideEffectType?.rawValue)
    }
  }
}
