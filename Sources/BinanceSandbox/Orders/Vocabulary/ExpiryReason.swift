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
