import TradingModel

/// One order as the venue's rules see it: what a request says, whatever route it takes.
///
/// It is read from the very parameters that go to the venue, so that what is judged is what would be sent. Values that
/// cannot be read are left out; the venue judges them.
struct BinanceOrderRequest: Hashable, Sendable {
  /// What the request does.
  enum Purpose: Hashable, Sendable {
    /// Adds an order.
    case placement
    /// Adds an order in the place of another.
    case replacement
    /// Changes an order that stays.
    case change
  }

  var purpose = Purpose.placement
  var side = OrderSide.buy
  /// The venue's word for the type.
  var type = "LIMIT" {
    didSet { traits = Self.traits[type] ?? [] }
  }
  private var traits: Traits = []
  var timeInForce: String?
  var quantity: WideDecimal?
  var quoteQuantity: WideDecimal?
  var price: WideDecimal?
  /// The trigger price, whatever the product calls it.
  var stopPrice: WideDecimal?
  var activationPrice: WideDecimal?
  var icebergQuantity: WideDecimal?
  /// Basis points (spot).
  var trailingDelta: WideDecimal?
  /// Percent (futures).
  var callbackRate: WideDecimal?
  var pegPriceType: String?
  var priceMatch: String?
  var selfTradePreventionMode: String?
  var isReduceOnly = false
  var closesPosition = false
  /// The position that it is meant for, in hedge mode.
  var positionSide: String?
  /// Whether it waits for another order of its list.
  var isPending = false

  /// Whether it can only make a position smaller.
  var reduces: Bool {
    isReduceOnly || closesPosition || (positionSide == "LONG" && side == .sell)
      || (positionSide == "SHORT" && side == .buy)
  }
  /// Whether it trades at any price once it works.
  var isMarket: Bool { traits.contains(.market) }
  /// Whether it waits for a trigger.
  var isConditional: Bool { traits.contains(.conditional) }
  /// Whether it is a take profit, which triggers on the other side of the market than a stop.
  var isTakeProfit: Bool { traits.contains(.takeProfit) }

  /// What the rules ask about a type, looked up once for each order.
  private struct Traits: OptionSet, Hashable {
    let rawValue: UInt8
    static let market = Traits(rawValue: 1)
    static let conditional = Traits(rawValue: 2)
    static let takeProfit = Traits(rawValue: 4)
  }

  private static let traits: [String: Traits] = [
    "MARKET": [.market], "STOP_LOSS": [.market, .conditional], "STOP_LOSS_LIMIT": [.conditional],
    "TAKE_PROFIT": [.market, .conditional, .takeProfit], "TAKE_PROFIT_LIMIT": [.conditional, .takeProfit],
    "STOP": [.conditional], "STOP_MARKET": [.market, .conditional],
    "TAKE_PROFIT_MARKET": [.market, .conditional, .takeProfit], "TRAILING_STOP_MARKET": [.market, .conditional],
  ]
}

// MARK: - Reading parameters

extension BinanceOrderRequest {
  /// The orders in a request's parameters: one, or the legs of a list.
  static func orders(in parameters: BinanceParameters, purpose: Purpose = .placement) -> [BinanceOrderRequest] {
    guard parameters["type"] == nil, purpose != .change else {
      return [BinanceOrderRequest(parameters, purpose: purpose)]
    }
    func leg(_ prefix: String, side: String, quantity: String, isPending: Bool = false) -> BinanceOrderRequest? {
      guard parameters[prefix + "Type"] != nil else { return nil }
      var order = BinanceOrderRequest(parameters, prefix: prefix, purpose: purpose)
      order.side = parameters[side].flatMap(OrderSide.init(rawValue:)) ?? order.side
      order.quantity = parameters[quantity].flatMap { try? WideDecimal($0) }
      order.isPending = isPending
      return order
    }
    if parameters["workingType"] != nil {
      return [
        leg("working", side: "workingSide", quantity: "workingQuantity"),
        leg("pending", side: "pendingSide", quantity: "pendingQuantity", isPending: true),
        leg("pendingAbove", side: "pendingSide", quantity: "pendingQuantity", isPending: true),
        leg("pendingBelow", side: "pendingSide", quantity: "pendingQuantity", isPending: true),
      ].compactMap { $0 }
    }
    if parameters["aboveType"] != nil {
      return [
        leg("above", side: "side", quantity: "quantity"), leg("below", side: "side", quantity: "quantity"),
      ].compactMap { $0 }
    }
    return pair(parameters)
  }

  /// The two legs of the first form of OCO, which margin still takes: a limit order and a stop.
  private static func pair(_ parameters: BinanceParameters) -> [BinanceOrderRequest] {
    var limit = BinanceOrderRequest(parameters, purpose: .placement)
    limit.type = "LIMIT_MAKER"
    var stop = limit
    limit.stopPrice = nil
    limit.trailingDelta = nil
    limit.icebergQuantity = parameters["limitIcebergQty"].flatMap { try? WideDecimal($0) }
    stop.price = parameters["stopLimitPrice"].flatMap { try? WideDecimal($0) }
    stop.type = stop.price == nil ? "STOP_LOSS" : "STOP_LOSS_LIMIT"
    stop.timeInForce = parameters["stopLimitTimeInForce"]
    stop.icebergQuantity = parameters["stopIcebergQty"].flatMap { try? WideDecimal($0) }
    return limit.side == .sell ? [limit, stop] : [stop, limit]
  }

  /// Reads one order; the names of a list's leg begin with the prefix.
  init(_ parameters: BinanceParameters, prefix: String = "", purpose: Purpose) {
    self.purpose = purpose
    for item in parameters.items {
      if prefix.isEmpty {
        take(item.name, item.value)
      } else if item.name == "selfTradePreventionMode" {
        selfTradePreventionMode = item.value
      } else if item.name.hasPrefix(prefix) {
        let rest = item.name.dropFirst(prefix.count)
        take(rest.prefix(1).lowercased() + rest.dropFirst(), item.value)
      }
    }
  }

  private mutating func take(_ name: String, _ text: String) {
    // The lengths are compared first, so that a name is compared with those alone that are as long.
    switch (name.utf8.count, name) {
    case (4, "side"): if let known = OrderSide(rawValue: text) { side = known }
    case (4, "type"): type = text
    case (5, "price"): price = try? WideDecimal(text)
    case (6, "newQty"), (8, "quantity"): quantity = try? WideDecimal(text)
    case (9, "stopPrice"), (12, "triggerPrice"): stopPrice = try? WideDecimal(text)
    case (10, "icebergQty"): icebergQuantity = try? WideDecimal(text)
    case (10, "priceMatch"): priceMatch = text == "NONE" ? nil : text
    case (10, "reduceOnly"): isReduceOnly = text.lowercased() == "true"
    case (11, "timeInForce"): timeInForce = text
    case (12, "callbackRate"): callbackRate = try? WideDecimal(text)
    case (12, "pegPriceType"): pegPriceType = text
    case (12, "positionSide"): positionSide = text
    case (13, "activatePrice"), (15, "activationPrice"): activationPrice = try? WideDecimal(text)
    case (13, "closePosition"): closesPosition = text.lowercased() == "true"
    case (13, "quoteOrderQty"): quoteQuantity = try? WideDecimal(text)
    case (13, "trailingDelta"): trailingDelta = try? WideDecimal(text)
    case (23, "selfTradePreventionMode"): selfTradePreventionMode = text
    default: break
    }
  }
}
