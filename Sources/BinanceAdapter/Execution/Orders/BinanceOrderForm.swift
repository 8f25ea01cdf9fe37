import TradingModel

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
  /// Whether the order may follow the book instead of naming a price.
  var takesPeg = false
  /// Whether smart order routing takes it.
  var takesRouting = false
}

extension BinanceOrderForm {
  /// What distinguishes forms: the domain's type and whether the order is post-only.
  private struct Kind: Hashable {
    let type: OrderType
    var isPostOnly = false
  }

  /// The form of an order of the spot exchange; nil when it has none.
  static func spot(_ type: OrderType, isPostOnly: Bool) -> BinanceOrderForm? {
    spotForms[Kind(type: type, isPostOnly: isPostOnly)]
  }

  private static let spotForms: [Kind: BinanceOrderForm] = [
    Kind(type: .market): BinanceOrderForm(word: "MARKET", takesQuoteQuantity: true, takesRouting: true),
    Kind(type: .limit): BinanceOrderForm(
      word: "LIMIT", takesTimeInForce: true, takesPrice: true, takesDisplayQuantity: true, takesPeg: true,
      takesRouting: true),
    Kind(type: .limit, isPostOnly: true): BinanceOrderForm(
      word: "LIMIT_MAKER", takesPrice: true, takesDisplayQuantity: true, takesPeg: true),
    Kind(type: .stopMarket): BinanceOrderForm(word: "STOP_LOSS", takesTrigger: true),
    Kind(type: .stopLimit): BinanceOrderForm(
      word: "STOP_LOSS_LIMIT", takesTimeInForce: true, takesPrice: true, takesTrigger: true, takesDisplayQuantity: true,
      takesPeg: true),
    Kind(type: .marketIfTouched): BinanceOrderForm(word: "TAKE_PROFIT", takesTrigger: true),
    Kind(type: .limitIfTouched): BinanceOrderForm(
      word: "TAKE_PROFIT_LIMIT", takesTimeInForce: true, takesPrice: true, takesTrigger: true,
      takesDisplayQuantity: true, takesPeg: true),
    Kind(type: .trailingStopMarket): BinanceOrderForm(word: "STOP_LOSS", takesTrailing: true),
  ]

  /// The form of a trailing stop that waits for its activation price.
  ///
  /// The venue's word says from which side the price comes to the activation: a stop loss to sell and a take profit to
  /// buy are activated from above, the other two from below. Once active, both follow the market in the same way.
  static func trailing(_ side: OrderSide, activation: Price, market: Price?) -> BinanceOrderForm {
    let isReachedFromBelow = market.map { activation > $0 } ?? (side == .sell)
    let isTakeProfit = isReachedFromBelow == (side == .sell)
    return BinanceOrderForm(word: isTakeProfit ? "TAKE_PROFIT" : "STOP_LOSS", takesTrailing: true)
  }
}
