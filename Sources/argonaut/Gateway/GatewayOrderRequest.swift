import TradingModel

/// An order as a command asks for it: decimals are kept as text until the instrument says how many they may have.
struct GatewayOrderRequest: Equatable, Sendable {
  var instrument: InstrumentId
  var side: OrderSide
  var type: OrderType
  var quantity: String?
  var price: String?
  var clientOrderId: ClientOrderId?
  var client: ClientId?
  var timeInForce: TimeInForce = .gtc
  var expireTime: UnixNanos?
  var triggerPrice: String?
  var triggerType: TriggerType?
  var activationPrice: String?
  var trailingOffset: String?
  var trailingOffsetType: TrailingOffsetType?
  var displayQuantity: String?
  var isPostOnly = false
  var isReduceOnly = false
  var isQuoteQuantity = false
  var positionId: PositionId?
  var params: [String: String] = [:]
}

// MARK: - Reading

extension GatewayOrderRequest {
  /// Reads the object of an order.
  init(_ source: GatewayFields) throws(GatewayProblem) {
    var fields = source
    instrument = try fields.require("instrument", fields.instrument("instrument"))
    side = try fields.require("side", fields.word("side", OrderSide.self))
    type = try fields.require("type", fields.word("type", OrderType.self))
    quantity = try fields.decimal("quantity")
    price = try fields.decimal("price")
    clientOrderId = try fields.clientOrderId()
    client = try fields.text("client").map { ClientId($0) }
    timeInForce = try fields.word("timeInForce", TimeInForce.self) ?? .gtc
    expireTime = try fields.count("expireTime").map { UnixNanos($0) }
    triggerPrice = try fields.decimal("triggerPrice")
    triggerType = try fields.word(
      "triggerType", TriggerType.self, among: [.lastPrice, .markPrice, .indexPrice, .default])
    activationPrice = try fields.decimal("activationPrice")
    trailingOffset = try fields.decimal("trailingOffset")
    trailingOffsetType = try fields.word(
      "trailingOffsetType", TrailingOffsetType.self, among: [.basisPoints, .default])
    displayQuantity = try fields.decimal("displayQuantity")
    isPostOnly = try fields.bool("postOnly") ?? false
    isReduceOnly = try fields.bool("reduceOnly") ?? false
    isQuoteQuantity = try fields.bool("quoteQuantity") ?? false
    positionId = try fields.text("positionId").map { PositionId($0) }
    params = try fields.params("params")
    try fields.finish()
    try check(fields)
  }

  /// What must be there, and what makes no sense together.
  private func check(_ fields: GatewayFields) throws(GatewayProblem) {
    let closesPosition = params["closePosition"]?.lowercased() == "true"
    if quantity == nil, !closesPosition {
      throw fields.problem("quantity", "is missing; it may be left out only with params.closePosition")
    }
    let isPricedByVenue = params["priceMatch"] != nil || params["pegPriceType"] != nil
    if type.hasLimitPrice, price == nil, !isPricedByVenue {
      throw fields.problem(
        "price", "is missing; a \(type.rawValue) order needs it unless params has priceMatch or pegPriceType")
    }
    if !type.hasLimitPrice, price != nil {
      throw fields.problem("price", "a \(type.rawValue) order has none; leave it out")
    }
    if type.hasTriggerPrice, triggerPrice == nil {
      throw fields.problem("triggerPrice", "is missing; a \(type.rawValue) order needs it")
    }
    if !type.hasTriggerPrice, triggerPrice != nil {
      throw fields.problem(
        "triggerPrice", "a \(type.rawValue) order has none; \(Self.triggerAdvice(type))")
    }
    if type == .trailingStopMarket, trailingOffset == nil {
      throw fields.problem("trailingOffset", "is missing; a TRAILING_STOP_MARKET order needs it")
    }
    if type != .trailingStopMarket, let stray = strayTrailing {
      throw fields.problem(stray, "only a TRAILING_STOP_MARKET order has it; leave it out")
    }
    if timeInForce == .gtd, expireTime == nil {
      throw fields.problem("expireTime", "is missing; a GTD order needs it, in nanoseconds since 1970")
    }
    if timeInForce != .gtd, expireTime != nil {
      throw fields.problem("expireTime", "only a GTD order has it; set timeInForce to GTD or leave it out")
    }
  }

  private var strayTrailing: String? {
    if trailingOffset != nil { return "trailingOffset" }
    if trailingOffsetType != nil { return "trailingOffsetType" }
    return activationPrice == nil ? nil : "activationPrice"
  }

  private static func triggerAdvice(_ type: OrderType) -> String {
    type == .trailingStopMarket ? "use activationPrice" : "leave it out, or choose a stop or if-touched type"
  }
}

extension GatewayFields {
  /// A client order id that the venue takes as it is.
  mutating func clientOrderId(_ key: String = "clientOrderId") throws(GatewayProblem) -> ClientOrderId? {
    guard let text = try text(key) else { return nil }
    let isValid = (1...36).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isIdByte)
    guard isValid else {
      throw problem(key, "'\(text)' breaks the venue's rule of 1 to 36 characters of A-Z a-z 0-9 . : / _ -")
    }
    return ClientOrderId(text)
  }

  private static func isIdByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "-")...UInt8(ascii: ":"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

// MARK: - Terms

extension GatewayOrderRequest {
  /// What the order asks for, in the decimals of its instrument.
  func terms(for instrument: Instrument, place: String) throws(GatewayProblem) -> OrderTerms {
    let reading = DecimalReading(instrument: instrument, place: place)
    return OrderTerms(
      side: side, type: type,
      quantity: try isQuoteQuantity
        ? reading.amount("quantity", quantity)
        : reading.quantity("quantity", quantity)
          ?? .zero(precision: instrument.sizePrecision),
      timeInForce: timeInForce, price: try reading.price("price", price),
      triggerPrice: try reading.price("triggerPrice", triggerPrice), triggerType: triggerType,
      activationPrice: try reading.price("activationPrice", activationPrice),
      trailingOffset: try reading.offset("trailingOffset", trailingOffset),
      trailingOffsetType: type == .trailingStopMarket ? trailingOffsetType ?? .basisPoints : nil,
      expireTime: expireTime, displayQuantity: try reading.quantity("displayQuantity", displayQuantity),
      isPostOnly: isPostOnly, isReduceOnly: isReduceOnly, isQuoteQuantity: isQuoteQuantity, params: params)
  }
}
