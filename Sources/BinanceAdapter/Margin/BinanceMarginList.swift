import TradingModel

/// Order lists in the form that margin takes: its OCO is still the first one, with a limit order and a stop.
///
/// <https://developers.binance.com/docs/margin_trading/trade/Margin-Account-New-OCO>
enum BinanceMarginList {
  static func adapt(_ list: BinanceOrderListRequest) throws(BinanceOrderDenial) -> BinanceOrderListRequest {
    switch list.kind {
    case "oco":
      return BinanceOrderListRequest(
        kind: list.kind, paysFromWorking: false, parameters: try oco(list.parameters), legs: list.legs)
    case "opo", "opoco":
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_ORDER_LIST: margin accounts take no \(list.kind.uppercased()) lists")
    default:
      try check(list.parameters)
      return list
    }
  }

  /// What margin takes of lists with a working order is less than what spot takes.
  private static func check(_ parameters: BinanceParameters) throws(BinanceOrderDenial) {
    if parameters["sideEffectType"] == "AUTO_REPAY" {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_ORDER_LIST: on margin it takes NO_SIDE_EFFECT, MARGIN_BUY or AUTO_BORROW_REPAY, "
          + "not AUTO_REPAY; give its orders another sideEffectType")
    }
    for leg in ["pendingAbove", "pendingBelow"] where parameters[leg + "Type"]?.hasPrefix("TAKE_PROFIT") == true {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_ORDER_LIST: a pair on margin is a limit order and a stop order, without if-touched orders")
    }
    for leg in ["pending", "pendingAbove", "pendingBelow"]
    where parameters[leg + "TrailingDelta"] != nil && parameters[leg + "Price"] == nil {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_ORDER_LIST: a trailing order in a list on margin needs a limit price")
    }
  }

  private static func oco(_ modern: BinanceParameters) throws(BinanceOrderDenial) -> BinanceParameters {
    let isLimitAbove = modern["aboveType"] == "LIMIT_MAKER"
    let (limit, stop) = isLimitAbove ? ("above", "below") : ("below", "above")
    guard modern[limit + "Type"] == "LIMIT_MAKER" else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_LIST: an OCO on margin is a limit order and a stop order")
    }
    guard modern[stop + "StopPrice"] != nil, modern[stop + "TrailingDelta"] == nil else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_ORDER_LIST: an OCO on margin takes no trailing stop")
    }
    let names = [
      limit + "Price": "price", limit + "ClientOrderId": "limitClientOrderId", limit + "IcebergQty": "limitIcebergQty",
      stop + "StopPrice": "stopPrice", stop + "Price": "stopLimitPrice",
      stop + "TimeInForce": "stopLimitTimeInForce", stop + "ClientOrderId": "stopClientOrderId",
      stop + "IcebergQty": "stopIcebergQty",
    ]
    var parameters = BinanceParameters()
    for item in modern.items {
      if let name = names[item.name] {
        parameters.append(name, item.value)
      } else if !item.name.hasPrefix("above"), !item.name.hasPrefix("below") {
        parameters.append(item.name, item.value)
      }
    }
    return parameters
  }
}
