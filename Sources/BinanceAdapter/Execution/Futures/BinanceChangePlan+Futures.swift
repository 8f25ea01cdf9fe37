import TradingModel

// Futures: limit orders are changed in place, quantity and price together; conditional ones not before they trigger.
//
// <https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Modify-Order>
extension BinanceChangePlan {
  /// What a change of a futures order may carry along.
  static let futuresExtras = BinanceOrderExtras(
    rules: [
      "priceMatch": .word(BinanceFuturesParameters.priceMatches.union(["NONE"])), "modifyId": .whole(0 ... .max),
      "reduceOnly": .flag,
    ])

  func futuresChange(
    of order: BinanceTrackedOrder, _ command: ModifyOrder
  ) throws(BinanceOrderDenial) -> BinanceOrderChange {
    guard order.family == .regular else {
      throw BinanceOrderDenial(
        reason: "UNSUPPORTED_MODIFY: the venue changes no conditional order before it triggers; "
          + "cancel it and send a new one")
    }
    guard order.type.hasLimitPrice else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: type=\(order.type.rawValue); only limit orders are changed")
    }
    guard command.triggerPrice == nil else {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_MODIFY: the order has triggered, its trigger price is past")
    }
    if product.accountType == .coinFutures, command.params["reduceOnly"] != nil {
      throw BinanceOrderDenial(reason: "UNSUPPORTED_PARAMETER: 'reduceOnly' of a change is for USDⓈ-M")
    }
    let total = command.quantity ?? order.terms.quantity
    let price = command.price ?? order.terms.price
    let isMatched = BinanceFuturesParameters.withoutNoMatch(command.params)["priceMatch"] != nil
    if isMatched, command.price != nil {
      throw BinanceOrderDenial(reason: "PRICE_MATCH_CONFLICT: give a price or priceMatch, not both")
    }
    guard price != nil || isMatched else {
      throw BinanceOrderDenial(reason: "PRICE_MISSING: the order's price is unknown")
    }
    guard total != order.terms.quantity || price != order.terms.price || isMatched else {
      throw BinanceOrderDenial(reason: "NO_CHANGE: the order has this quantity and this price already")
    }
    let executed = order.executed
    // The venue would cancel the order instead.
    guard total.wide > executed else {
      throw BinanceOrderDenial(
        reason: "QUANTITY_FILLED: quantity=\(total) filled=\(executed.plain()); cancel the order instead")
    }
    return BinanceOrderChange(
      means: .amendment, total: total, price: isMatched ? nil : price, triggerPrice: nil, legQuantity: total,
      filledBefore: executed, firstId: order.venueOrderId)
  }
}

extension BinanceOrderMapper {
  /// The parameters that change a futures order in place: both quantity and price, whichever of them changes.
  func modification(
    of order: BinanceTrackedOrder, by change: BinanceOrderChange, params: [String: String]
  ) -> BinanceParameters {
    let params = BinanceFuturesParameters.withoutNoMatch(params)
    var parameters = reference(to: order).parameters
    parameters.append("side", order.side.rawValue)
    parameters.append("quantity", change.total)
    if params["priceMatch"] == nil { parameters.append("price", change.price) }
    for name in params.keys.sorted() { parameters.append(name, params[name]) }
    // Said once more, or the venue measures the notional, which it spares reduce-only orders; COIN-M knows no such word.
    if product.accountType == .usdtFutures, order.terms.isReduceOnly, futures.sendsReduceOnly, !futures.isHedge,
      params["reduceOnly"] == nil
    {
      parameters.append("reduceOnly", true)
    }
    return parameters
  }
}
