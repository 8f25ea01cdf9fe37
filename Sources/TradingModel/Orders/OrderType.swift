/// How an order is priced and when it becomes active.
public enum OrderType: String, Hashable, Sendable, Codable, CaseIterable {
  case market = "MARKET"
  case limit = "LIMIT"
  /// A market order once the price is worse than the trigger.
  case stopMarket = "STOP_MARKET"
  /// A limit order once the price is worse than the trigger.
  case stopLimit = "STOP_LIMIT"
  /// A market order once the price is better than the trigger.
  case marketIfTouched = "MARKET_IF_TOUCHED"
  /// A limit order once the price is better than the trigger.
  case limitIfTouched = "LIMIT_IF_TOUCHED"
  /// A stop-market order whose trigger follows the market at an offset.
  case trailingStopMarket = "TRAILING_STOP_MARKET"

  /// Whether such an order carries a limit price.
  public var hasLimitPrice: Bool {
    switch self {
    case .limit, .stopLimit, .limitIfTouched: true
    case .market, .stopMarket, .marketIfTouched, .trailingStopMarket: false
    }
  }

  /// Whether such an order carries a trigger price of its own.
  public var hasTriggerPrice: Bool {
    switch self {
    case .stopMarket, .stopLimit, .marketIfTouched, .limitIfTouched: true
    case .market, .limit, .trailingStopMarket: false
    }
  }

  /// Whether such an order waits for a condition before it can trade.
  public var isConditional: Bool { hasTriggerPrice || self == .trailingStopMarket }
}
