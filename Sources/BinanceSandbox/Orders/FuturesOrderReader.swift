import TradingModel

/// Reads a futures order from a request's parameters.
///
/// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api>
struct FuturesOrderReader {
  let parameters: RequestParameters
  let market: SymbolMarket
  let account: SandboxAccount
  let clock: any TradingClock
  let random: RandomSource
  /// Whether the conditional types are what is wanted (the algo service) or refused (plain orders).
  var isAlgo = false

  private var rules: SymbolRules { market.rules }
  private var product: SandboxProduct { market.product }

  static let plainTypes: [OrderType] = [.limit, .market]
  static let algoTypes: [OrderType] = [.stop, .stopMarket, .takeProfit, .takeProfitMarket, .trailingStopMarket]

  func read() throws(VenueError) -> OrderDraft {
    let side = try SpotOrderReader.side(parameters.required("side"))
    guard let type = OrderType(rawValue: try parameters.required("type")),
      Self.plainTypes.contains(type) || Self.algoTypes.contains(type)
    else { throw .invalidOrderType }
    if !isAlgo, Self.algoTypes.contains(type) {
      throw VenueError(
        -4120,
        "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.")
    }
    if isAlgo, Self.plainTypes.contains(type) { throw .invalidOrderType }
    var draft = OrderDraft(market: market, side: side, type: type, clientOrderId: try clientId())
    try readSides(&draft)
    try readTimeInForce(&draft)
    try readAmounts(&draft)
    return draft
  }

  private func clientId() throws(VenueError) -> String {
    guard let text = try parameters.text(isAlgo ? "clientAlgoId" : "newClientOrderId") else {
      return ClientIds.random(random)
    }
    guard text.utf8.count <= 36 else {
      throw VenueError(-4015, "Client order id length should not be more than 36 chars")
    }
    guard ClientIds.isValid(text, alsoAllowing: ".:/") else {
      throw VenueError(-4015, "Client order id is not valid.")
    }
    return text
  }

  private func readSides(_ draft: inout OrderDraft) throws(VenueError) {
    if let text = try parameters.text("positionSide") {
      guard let side = PositionSide(rawValue: text) else { throw VenueError(-4060, "Invalid position side.") }
      draft.positionSide = side
    }
    guard (draft.positionSide == .both) != account.isHedgeMode else {
      throw VenueError(-4061, "Order's position side does not match user's setting.")
    }
    if let reduceOnly = try parameters.flag("reduceOnly") {
      if account.isHedgeMode { throw .notRequired("reduceonly") }
      draft.reduceOnly = reduceOnly
    }
    if isAlgo, let closes = try parameters.flag("closePosition"), closes {
      guard draft.type == .stopMarket || draft.type == .takeProfitMarket else { throw .notRequired("closePosition") }
      if parameters["quantity"] != nil {
        throw VenueError(-4137, "Quantity must be zero with closePosition equals true")
      }
      if draft.reduceOnly { throw .notRequired("reduceonly") }
      // Closing is against the position: a long one is sold, a short one bought.
      if (draft.positionSide == .long && draft.side == .buy) || (draft.positionSide == .short && draft.side == .sell) {
        throw VenueError(-4061, "Order's position side does not match user's setting.")
      }
      draft.closePosition = true
    }
    if let mode = try parameters.text("selfTradePreventionMode") {
      guard let known = SelfTradePrevention(rawValue: mode),
        [.none, .expireTaker, .expireMaker, .expireBoth].contains(known)
      else { throw VenueError(-5039, "Invalid self trade prevention mode") }
      draft.selfTradePrevention = known
    }
  }

  private func readTimeInForce(_ draft: inout OrderDraft) throws(VenueError) {
    let text = try parameters.text("timeInForce")
    guard !draft.isMarket else {
      if text != nil, !isAlgo { throw .notRequired("timeinforce") }
      draft.dependsOnPosition = text == "GTE_GTC"
      return
    }
    guard text != nil || isAlgo else { throw .missing("timeInForce") }
    if isAlgo, text == "GTE_GTC" {
      draft.dependsOnPosition = true
      return
    }
    guard let known = TimeInForce(rawValue: text ?? "GTC") else { throw .invalidTimeInForce }
    if product == .coinm, known == .gtd || known == .rpi { throw .invalidTimeInForce }
    draft.timeInForce = known
    if ![.ioc, .gtc, .gtd].contains(known) { draft.selfTradePrevention = .none }
    if known == .gtd {
      guard let date = try parameters.integer("goodTillDate") else { throw .missing("goodTillDate") }
      let whole = date / 1_000 * 1_000
      guard whole > clock.now.milliseconds + 600_000, whole < 253_402_300_799_000 else {
        throw VenueError(
          -5040,
          "The goodTillDate timestamp must be greater than the current time plus 600 seconds and smaller than 253402300799000 (UTC 9999-12-31 23:59:59)"
        )
      }
      draft.goodTillDate = whole
    }
  }

  private func readAmounts(_ draft: inout OrderDraft) throws(VenueError) {
    if let quantity = try parameters.decimal("quantity", decimals: rules.quantityDecimals, product: product) {
      draft.quantity = quantity
    } else if !draft.closePosition {
      throw .missing("quantity")
    }
    let price = try parameters.decimal("price", decimals: rules.priceDecimals, product: product)
    let match = try parameters.text("priceMatch") ?? "NONE"
    if draft.isMarket {
      if price != nil { throw .notRequired("price") }
      if match != "NONE" {
        throw VenueError(-5038, "Price match only supports order type: LIMIT, STOP AND TAKE_PROFIT")
      }
    } else if match != "NONE" {
      guard price == nil else { throw .notRequired("price") }
      draft.priceMatch = match
      if !isAlgo { draft.price = try Self.matchedPrice(match, side: draft.side, in: market) }
    } else {
      guard let price else { throw .missing("price") }
      draft.price = price
    }
    guard isAlgo else { return }
    draft.workingType = try parameters.text("workingType") ?? "CONTRACT_PRICE"
    guard ["MARK_PRICE", "CONTRACT_PRICE"].contains(draft.workingType) else { throw .invalidValue("workingType") }
    draft.priceProtect = try parameters.text("priceProtect").map { $0.uppercased() == "TRUE" } ?? false
    let trigger = try parameters.decimal("triggerPrice", decimals: rules.priceDecimals, product: product)
    if draft.type == .trailingStopMarket {
      draft.stopPrice = try parameters.decimal("activatePrice", decimals: rules.priceDecimals, product: product) ?? 0
      guard let rate = try parameters.decimal("callbackRate", decimals: 2, product: product) else {
        throw .missing("callbackRate")
      }
      guard (10...2_000).contains(rate) else { throw VenueError(-2007, "Invalid callBack rate") }
      draft.trailingDelta = Int(rate)
    } else {
      guard let trigger else { throw .missing("triggerPrice") }
      draft.stopPrice = trigger
    }
  }

  /// The price that `priceMatch` means at this moment.
  static func matchedPrice(_ match: String, side: OrderSide, in market: SymbolMarket) throws(VenueError) -> Int64 {
    let parts = match.split(separator: "_")
    guard let kind = parts.first, kind == "OPPONENT" || kind == "QUEUE", parts.count <= 2,
      parts.count == 1 || ["5", "10", "20"].contains(parts[1])
    else { throw VenueError(-5037, "Invalid price match") }
    let place = parts.count == 1 ? 0 : (Int(parts[1]) ?? 1) - 1
    let book = market.depth(limit: place + 1)
    let levels = (kind == "OPPONENT") == (side == .buy) ? book.asks : book.bids
    guard levels.indices.contains(place) else { throw VenueError(-5041, "No depth matches this BBO order") }
    return levels[place].price
  }
}
