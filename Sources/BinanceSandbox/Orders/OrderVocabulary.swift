/// The words of the venue's orders; raw values are the wire's.
enum OrderSide: String, Sendable {
  case buy = "BUY"
  case sell = "SELL"

  var opposite: OrderSide { self == .buy ? .sell : .buy }
}

enum OrderType: String, Sendable {
  case limit = "LIMIT"
  case market = "MARKET"
  case limitMaker = "LIMIT_MAKER"
  case stopLoss = "STOP_LOSS"
  case stopLossLimit = "STOP_LOSS_LIMIT"
  case takeProfit = "TAKE_PROFIT"
  case takeProfitLimit = "TAKE_PROFIT_LIMIT"
  case stop = "STOP"
  case stopMarket = "STOP_MARKET"
  case takeProfitMarket = "TAKE_PROFIT_MARKET"
  case trailingStopMarket = "TRAILING_STOP_MARKET"
  case liquidation = "LIQUIDATION"
}

enum TimeInForce: String, Sendable {
  case gtc = "GTC"
  case ioc = "IOC"
  case fok = "FOK"
  case gtx = "GTX"
  case gtd = "GTD"
  case rpi = "RPI"
}

enum OrderStatus: String, Sendable {
  case new = "NEW"
  case pendingNew = "PENDING_NEW"
  case partiallyFilled = "PARTIALLY_FILLED"
  case filled = "FILLED"
  case canceled = "CANCELED"
  case rejected = "REJECTED"
  case expired = "EXPIRED"
  case expiredInMatch = "EXPIRED_IN_MATCH"

  /// Whether nothing can happen to the order any more.
  var isFinal: Bool {
    switch self {
    case .new, .pendingNew, .partiallyFilled: false
    case .filled, .canceled, .rejected, .expired, .expiredInMatch: true
    }
  }
}

enum SelfTradePrevention: String, Sendable {
  case none = "NONE"
  case expireTaker = "EXPIRE_TAKER"
  case expireMaker = "EXPIRE_MAKER"
  case expireBoth = "EXPIRE_BOTH"
  case decrement = "DECREMENT"
  case transfer = "TRANSFER"
}

/// Why an order expired, as `expiryReason` (REST) and `eR` (events) say.
enum ExpiryReason: String, Sendable {
  case none = "NONE"
  case rejected = "REJECTED"
  case exchangeCanceled = "EXCHANGE_CANCELED"
  case ocoTrigger = "OCO_TRIGGER"
  case otoPhaseOneExpired = "OTO_PHASE_ONE_EXPIRED"
  case unfilledIOC = "UNFILLED_IOC_QUANTITY_EXPIRED"
  case unfilledFOK = "UNFILLED_FOK_ORDER_EXPIRED"
  case insufficientLiquidity = "INSUFFICIENT_LIQUIDITY"
  case priceRangeExceeded = "EXECUTION_RULE_PRICE_RANGE_EXCEEDED"

  // Futures, which tell reasons by number.
  case selfTrade = "SELF_TRADE_PREVENTION"
  case knockedOut = "REDUCE_ONLY_KNOCKED_OUT"
  case liquidation = "LIQUIDATION"
  case goodTillEnded = "GOOD_TILL_ENDED"
  case delisted = "DELISTED"

  /// The number by which futures events tell it (`er`).
  var futuresCode: Int {
    switch self {
    case .selfTrade: 1
    case .unfilledIOC, .unfilledFOK: 2
    case .knockedOut: 4
    case .liquidation: 5
    case .goodTillEnded: 6
    case .delisted: 7
    case .insufficientLiquidity: 9
    default: 0
    }
  }
}

/// What an execution report tells, as `x` says.
enum ExecutionType: String, Sendable {
  case new = "NEW"
  case canceled = "CANCELED"
  case replaced = "REPLACED"
  case rejected = "REJECTED"
  case trade = "TRADE"
  case expired = "EXPIRED"
  case tradePrevention = "TRADE_PREVENTION"
  case amendment = "AMENDMENT"
  case calculated = "CALCULATED"
}

/// The side of a position in hedge mode; `BOTH` in one-way mode.
enum PositionSide: String, Sendable {
  case both = "BOTH"
  case long = "LONG"
  case short = "SHORT"
}
