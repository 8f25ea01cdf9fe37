/// The parameters that the placing requests of margin take, which are fewer than those of spot.
enum MarginOrderNames {
  // What the venue knows of placing requests; it refuses whatever else there is.
  private static let common =
    ["symbol", "isIsolated", "newOrderRespType", "sideEffectType", "selfTradePreventionMode", "autoRepayAtCancel"]
    + SignedParameters.names
  private static let leg = [
    "Type", "ClientOrderId", "Price", "StopPrice", "TrailingDelta", "IcebergQty", "TimeInForce",
  ]
  private static func legs(_ prefix: String) -> [String] { leg.map { prefix + $0 } }
  /// Those of a single order.
  static let single =
    common + [
      "side", "type", "quantity", "quoteOrderQty", "price", "stopPrice", "newClientOrderId", "icebergQty",
      "timeInForce",
      "trailingDelta",
    ]
  private static let working =
    common + [
      "listClientOrderId", "workingType", "workingSide", "workingClientOrderId", "workingPrice", "workingQuantity",
      "workingIcebergQty", "workingTimeInForce", "pendingSide", "pendingQuantity",
    ]
  /// Those of a list of orders, by the word for it in the path.
  static let lists: [String: [String]] = [
    "oco": common + [
      "listClientOrderId", "side", "quantity", "price", "stopPrice", "limitClientOrderId", "limitIcebergQty",
      "stopClientOrderId", "stopLimitPrice", "stopIcebergQty", "stopLimitTimeInForce",
    ],
    "oto": working + legs("pending"), "otoco": working + legs("pendingAbove") + legs("pendingBelow"),
  ]

  /// Those of a cancellation.
  static let cancellation =
    ["symbol", "isIsolated", "orderId", "origClientOrderId", "newClientOrderId"] + SignedParameters.names

  /// Refuses what margin does not take of a signed request: names that it does not know, and values that spot alone has.
  static func check(_ parameters: Parameters, only names: [String], isList: Bool = false) throws(VenueError) {
    try parameters.require(only: names, plus: 1)
    if let mode = parameters["selfTradePreventionMode"],
      !["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"].contains(mode)
    {
      throw .invalid("selfTradePreventionMode")
    }
    guard isList else { return }
    if parameters["workingType"] != nil, parameters["sideEffectType"] == "AUTO_REPAY" {
      throw .invalid("sideEffectType")
    }
    for leg in ["pendingAbove", "pendingBelow"] where parameters[leg + "Type"]?.hasPrefix("TAKE_PROFIT") == true {
      throw .invalid(leg + "Type")
    }
    for leg in ["pending", "pendingAbove", "pendingBelow"]
    where parameters[leg + "TrailingDelta"] != nil && parameters[leg + "Price"] == nil {
      throw .missing(leg + "Price")
    }
  }
}
