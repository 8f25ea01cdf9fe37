/// A request for an order, read and checked for form; what the market and the account say about it comes later.
struct OrderDraft {
  let market: SymbolMarket
  let side: OrderSide
  let type: OrderType
  var timeInForce = TimeInForce.gtc
  var price: Int64 = 0
  var quantity: Int64 = 0
  var quoteQuantity = Amount.zero
  var clientOrderId: String
  var stopPrice: Int64 = 0
  var trailingDelta: Int?
  var icebergQuantity: Int64 = 0
  var selfTradePrevention = SelfTradePrevention.expireMaker
  var strategyId: Int64?
  var strategyType: Int64?
  var pegPriceType: String?
  var pegOffsetType: String?
  var pegOffsetValue: Int?
  var peggedPrice: Int64?
  var usesSor = false

  // Margin.
  var sideEffect = SideEffect.none
  var repaysAtCancel = true

  // Futures.
  var positionSide = PositionSide.both
  var reduceOnly = false
  var closePosition = false
  var priceMatch = "NONE"
  var goodTillDate: Int64 = 0
  var workingType = "CONTRACT_PRICE"
  var priceProtect = false
  /// `GTE_GTC`: it ends with the position.
  var dependsOnPosition = false

  /// The price at which it would rest: pegged or its own.
  var effectivePrice: Int64 { peggedPrice ?? price }

  /// Whether it waits for a trigger before it does anything.
  var isConditional: Bool {
    switch type {
    case .stopLoss, .stopLossLimit, .takeProfit, .takeProfitLimit: true
    default: false
    }
  }

  /// Whether it can only make a position smaller; in hedge mode every order against its position's side does.
  var reduces: Bool {
    reduceOnly || closePosition || (positionSide == .long && side == .sell)
      || (positionSide == .short && side == .buy)
  }

  /// Whether it may trade at any price once it works; `TAKE_PROFIT` is a limit order on futures and a market order on spot.
  var isMarket: Bool { market.product.isFutures && type == .takeProfit ? false : type.executesAtMarket }
}

extension OrderType {
  /// Whether an order of this type trades at any price once it works.
  var executesAtMarket: Bool {
    switch self {
    case .market, .stopLoss, .takeProfit, .stopMarket, .takeProfitMarket, .trailingStopMarket, .liquidation: true
    case .limit, .limitMaker, .stopLossLimit, .takeProfitLimit, .stop: false
    }
  }
}
