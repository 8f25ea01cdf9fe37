import TradingModel

/// Reads a spot order, or one leg of an order list, from a request's parameters.
///
/// <https://developers.binance.com/docs/binance-spot-api-docs/rest-api/trading-endpoints>
struct SpotOrderReader {
  let parameters: RequestParameters
  let market: SymbolMarket
  /// What the leg's parameters begin with: nothing, `above`, `below`, `working`, `pending`, `pendingAbove`, `pendingBelow`.
  var prefix = ""
  /// Given where the list decides, and not the leg's own parameters.
  var side: OrderSide?
  var quantityName: String?
  /// An order that pays an order has no quantity yet.
  var lacksQuantity = false
  let random: RandomSource
  var calendar = VenueCalendar.newest

  private var rules: SymbolRules { market.rules }

  static let clientIdRange = "^[a-zA-Z0-9-_]{1,36}$"

  /// The name of a leg's parameter: `price`, `abovePrice`.
  private func name(_ base: String) -> String {
    guard !prefix.isEmpty else { return base }
    return prefix + base.prefix(1).uppercased() + base.dropFirst()
  }

  func read() throws(VenueError) -> OrderDraft {
    let side: OrderSide
    if let given = self.side { side = given } else { side = try Self.side(parameters.required(name("side"))) }
    guard let type = OrderType(rawValue: try parameters.required(name("type"))),
      Self.types.contains(type)
    else { throw .invalidOrderType }
    guard rules.orderTypes.contains(type.rawValue) else { throw unsupported(type) }
    var draft = OrderDraft(market: market, side: side, type: type, clientOrderId: try clientId())
    try readCommon(&draft)
    try readTimeInForce(&draft)
    try readPrices(&draft)
    try readQuantities(&draft)
    try readPeg(&draft)
    return draft
  }

  private static let types: [OrderType] = [
    .limit, .market, .limitMaker, .stopLoss, .stopLossLimit, .takeProfit, .takeProfitLimit,
  ]

  private func unsupported(_ type: OrderType) -> VenueError {
    switch type {
    case .market: .rejected("Market orders are not supported for this symbol.")
    case .stopLoss: .rejected("Stop loss orders are not supported for this symbol.")
    case .stopLossLimit: .rejected("Stop loss limit orders are not supported for this symbol.")
    case .takeProfit: .rejected("Take profit orders are not supported for this symbol.")
    case .takeProfitLimit: .rejected("Take profit limit orders are not supported for this symbol.")
    default: .rejected("Unsupported order combination")
    }
  }

  static func side(_ text: String) throws(VenueError) -> OrderSide {
    guard let side = OrderSide(rawValue: text) else { throw .invalidSide }
    return side
  }

  private func clientId() throws(VenueError) -> String {
    let parameter = prefix.isEmpty ? "newClientOrderId" : name("clientOrderId")
    guard let text = try parameters.text(parameter) else { return ClientIds.random(random) }
    guard ClientIds.isValid(text) else { throw .illegal(parameter, Self.clientIdRange) }
    return text
  }

  private func readCommon(_ draft: inout OrderDraft) throws(VenueError) {
    draft.strategyId = try parameters.integer(name("strategyId"))
    draft.strategyType = try parameters.integer(name("strategyType"))
    if let type = draft.strategyType, type < 1_000_000 {
      throw VenueError(-1134, "`strategyType` was less than 1000000.")
    }
    if let text = try parameters.text("sideEffectType") {
      guard let effect = SideEffect(rawValue: text) else { throw .invalidValue("sideEffectType") }
      draft.sideEffect = effect
    }
    draft.repaysAtCancel = try parameters.flag("autoRepayAtCancel") ?? true
    if let mode = try parameters.text("selfTradePreventionMode") {
      guard let known = SelfTradePrevention(rawValue: mode),
        known != .decrement || calendar.has(.amendKeepPriority), known != .transfer || calendar.has(.opoLists)
      else { throw .invalidValue("selfTradePreventionMode") }
      draft.selfTradePrevention = known
    }
  }

  private func readTimeInForce(_ draft: inout OrderDraft) throws(VenueError) {
    let parameter = name("timeInForce")
    let text = try parameters.text(parameter)
    switch draft.type {
    case .limit, .stopLossLimit, .takeProfitLimit:
      guard let text else { throw .missing(parameter) }
      guard let known = TimeInForce(rawValue: text), [.gtc, .ioc, .fok].contains(known) else {
        throw .invalidTimeInForce
      }
      draft.timeInForce = known
    default:
      if text != nil { throw .notRequired(parameter) }
      draft.timeInForce = .gtc
    }
  }

  private func readPrices(_ draft: inout OrderDraft) throws(VenueError) {
    let isPegged = try parameters.text(name("pegPriceType")) != nil
    let price = try parameters.decimal(name("price"), decimals: rules.priceDecimals, product: .spot)
    if draft.isMarket {
      if price != nil { throw .notRequired(name("price")) }
    } else if let price {
      guard price > 0 else { throw VenueError(-1013, "Invalid price.") }
      draft.price = price
    } else if !isPegged {
      throw .missing(name("price"))
    }
    let stop = try parameters.decimal(name("stopPrice"), decimals: rules.priceDecimals, product: .spot)
    let delta = try parameters.integer(name("trailingDelta"))
    if draft.isConditional {
      if stop == nil, delta == nil { throw .missing(either: name("stopPrice"), or: name("trailingDelta")) }
      if let stop, stop <= 0 { throw VenueError(-1013, "Invalid stopPrice.") }
      draft.stopPrice = stop ?? 0
      draft.trailingDelta = delta.map { Int($0) }
    } else {
      if stop != nil { throw .notRequired(name("stopPrice")) }
      if delta != nil { throw .notRequired(name("trailingDelta")) }
    }
  }

  private func readQuantities(_ draft: inout OrderDraft) throws(VenueError) {
    let parameter = quantityName ?? name("quantity")
    let quantity = try parameters.decimal(parameter, decimals: rules.quantityDecimals, product: .spot)
    let quote = prefix.isEmpty ? try parameters.decimal("quoteOrderQty", decimals: 8, product: .spot) : nil
    if let quote {
      guard draft.type == .market, quantity == nil else { throw .notRequired("quoteOrderQty") }
      guard quote > 0 else { throw VenueError(-1013, "Invalid quoteOrderQty.") }
      draft.quoteQuantity = Amount(units: Int128(quote))
    } else if let quantity {
      guard quantity > 0 else { throw VenueError(-1013, "Invalid quantity.") }
      draft.quantity = quantity
    } else if !lacksQuantity {
      if draft.type == .market, prefix.isEmpty { throw .missing(either: "quantity", or: "quoteOrderQty") }
      throw .missing(parameter)
    }
    if let iceberg = try parameters.decimal(name("icebergQty"), decimals: rules.quantityDecimals, product: .spot) {
      guard !draft.isMarket else { throw .notRequired(name("icebergQty")) }
      guard draft.timeInForce == .gtc else { throw VenueError(-1014, "Unsupported order combination.") }
      guard iceberg <= draft.quantity || lacksQuantity else { throw .rejected("IcebergQty exceeds QTY.") }
      draft.icebergQuantity = iceberg == draft.quantity ? 0 : iceberg
    }
  }

  private func readPeg(_ draft: inout OrderDraft) throws(VenueError) {
    let offsetType = try parameters.text(name("pegOffsetType"))
    let offset = try parameters.integer(name("pegOffsetValue"))
    guard let type = try parameters.text(name("pegPriceType")) else {
      if offsetType != nil { throw .notRequired(name("pegOffsetType")) }
      if offset != nil { throw .notRequired(name("pegOffsetValue")) }
      return
    }
    guard calendar.has(.peggedOrders) else {
      throw .rejected("Pegged orders are not supported for this symbol.")
    }
    guard ["PRIMARY_PEG", "MARKET_PEG"].contains(type) else { throw VenueError(-1210, "Invalid pegPriceType.") }
    if let offsetType, offsetType != "PRICE_LEVEL" { throw VenueError(-1211, "Invalid pegOffsetType.") }
    if (offsetType == nil) != (offset == nil) {
      throw VenueError(
        -1128,
        "Combination of optional fields invalid. Recommendation: 'pegOffsetType' and 'pegOffsetValue' must both be sent."
      )
    }
    if let offset, !(1...100).contains(offset) { throw .invalidValue(name("pegOffsetValue")) }
    guard !draft.isMarket else { throw .rejected("This order type may not use pegged price.") }
    if draft.price != 0 { throw .notRequired(name("price")) }
    if type == "PRIMARY_PEG", draft.type == .limit, draft.timeInForce != .gtc {
      throw .rejected("This price peg cannot be used with this order type.")
    }
    if type == "MARKET_PEG", draft.type == .limitMaker {
      throw .rejected("This price peg cannot be used with this order type.")
    }
    draft.pegPriceType = type
    draft.pegOffsetType = offsetType
    draft.pegOffsetValue = offset.map { Int($0) }
  }
}
