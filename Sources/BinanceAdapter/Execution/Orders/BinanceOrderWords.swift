import TradingModel

/// The venue's words for orders in the domain's vocabulary, as tables.
enum BinanceOrderWords {
  /// The status for a word; nil when the word is not known.
  static func status(_ word: String) -> OrderStatus? { statuses[word] }

  private static let statuses: [String: OrderStatus] = [
    "NEW": .accepted,
    "PENDING_NEW": .accepted,
    "PARTIALLY_FILLED": .partiallyFilled,
    "FILLED": .filled,
    "CANCELED": .canceled,
    "PENDING_CANCEL": .pendingCancel,
    "REJECTED": .rejected,
    "EXPIRED": .expired,
    "EXPIRED_IN_MATCH": .expired,
    "NEW_INSURANCE": .filled,
    "NEW_ADL": .filled,
  ]

  /// The type for a word of a product; nil when the word is not known.
  static func type(_ word: String, isTrailing: Bool, product: BinanceProduct) -> OrderType? {
    if product.accountType.isFutures { return futuresTypes[word] }
    if isTrailing, word == "STOP_LOSS" || word == "TAKE_PROFIT" { return .trailingStopMarket }
    return spotTypes[word]
  }

  private static let spotTypes: [String: OrderType] = [
    "MARKET": .market,
    "LIMIT": .limit,
    "LIMIT_MAKER": .limit,
    "STOP_LOSS": .stopMarket,
    "STOP_LOSS_LIMIT": .stopLimit,
    "TAKE_PROFIT": .marketIfTouched,
    "TAKE_PROFIT_LIMIT": .limitIfTouched,
  ]

  private static let futuresTypes: [String: OrderType] = [
    "MARKET": .market,
    "LIMIT": .limit,
    "STOP": .stopLimit,
    "STOP_MARKET": .stopMarket,
    "TAKE_PROFIT": .limitIfTouched,
    "TAKE_PROFIT_MARKET": .marketIfTouched,
    "TRAILING_STOP_MARKET": .trailingStopMarket,
    "LIQUIDATION": .limit,
  ]

  static func timeInForce(_ word: String?) -> TimeInForce {
    switch word {
    case "IOC": .ioc
    case "FOK": .fok
    case "GTD": .gtd
    default: .gtc
    }
  }

  /// What the futures' numbers for the end of an order mean.
  private static let futuresReasons: [String: String] = [
    "1": "SELF_TRADE_PREVENTION", "2": "IOC_REMAINDER", "3": "IOC_REMAINDER_AFTER_SELF_TRADE_PREVENTION",
    "4": "REDUCE_ONLY_KNOCKED_OUT", "5": "LIQUIDATION", "6": "GTE_CONDITION_UNMET", "7": "SYMBOL_DELISTED",
    "8": "EXPIRED_AFTER_TRIGGER", "9": "MARKET_REMAINDER",
  ]

  /// Words for the futures' reason to end an order; empty when there is none.
  static func futuresReason(_ word: String?) -> String {
    let word = reason(word)
    return futuresReasons[word] ?? word
  }

  static func side(_ word: String) -> OrderSide? { OrderSide(rawValue: word) }

  /// Words for the venue's reason to end an order; empty when there is none.
  static func reason(_ word: String?) -> String {
    guard let word, word != "NONE", word != "0" else { return "" }
    return word
  }

  /// The reason with which an order ended, where the status alone tells it.
  static func reason(_ word: String?, status: String?) -> String {
    let reason = reason(word)
    return reason.isEmpty && status == "EXPIRED_IN_MATCH" ? "SELF_TRADE_PREVENTION" : reason
  }
}
