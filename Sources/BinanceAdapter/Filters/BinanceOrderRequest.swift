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
  var type = "LIMIT"
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
  var isMarket: Bool { Self.marketTypes.contains(type) }
  /// Whether it waits for a trigger.
  var isConditional: Bool { Self.conditionalTypes.contains(type) }
  /// Whether it is a take profit, which triggers on the other side of the market than a stop.
  var isTakeProfit: Bool { type.hasPrefix("TAKE_PROFIT") }

  private static let marketTypes: Set<String> = [
    "MARKET", "STOP_LOSS", "TAKE_PROFIT", "STOP_MARKET", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET",
  ]
  private static let conditionalTypes: Set<String> = [
    "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT", "STOP", "STOP_MARKET", "TAKE_PROFIT_MARKET",
    "TRAILING_STOP_MARKET",
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
    switch name {
    case "side": if let known = OrderSide(rawValue: text) { side = known }
    case "type": type = text
    case "timeInForce": timeInForce = text
    case "quantity", "newQty": quantity = try? WideDecimal(text)
    case "quoteOrderQty": quoteQuantity = try? WideDecimal(text)
    case "price": price = try? WideDecimal(text)
    case "stopPrice", "triggerPrice": stopPrice = try? WideDecimal(text)
    case "activatePrice", "activationPrice": activationPrice = try? WideDecimal(text)
    case "icebergQty": icebergQuantity = try? WideDecimal(text)
    case "trailingDelta": trailingDelta = try? WideDecimal(text)
    case "callbackRate": callbackRate = try? WideDecimal(text)
    case "pegPriceType": pegPriceType = text
    case "priceMatch": priceMatch = text == "NONE" ? nil : text
    case "selfTradePreventionMode": selfTradePreventionMode = text
    case "reduceOnly": isReduceOnly = text.lowercased() == "true"
    case "closePosition": closesPosition = text.lowercased() == "true"
    case "positionSide": positionSide = text
    default: break
    }
  }
}
