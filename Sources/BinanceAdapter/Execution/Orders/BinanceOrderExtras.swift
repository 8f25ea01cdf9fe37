import TradingModel

/// The venue's own parameters that orders and requests may carry along, with what the venue takes as their values.
///
/// A name that is not known, or a value that the venue does not take, is refused here with the names or values that are
/// known: a misspelt parameter must not be left out in silence.
struct BinanceOrderExtras {
  /// What a parameter's value may be.
  enum Rule: Sendable {
    case word(Set<String>)
    case whole(ClosedRange<Int64>)
    case flag
    /// Milliseconds for which a request is good.
    case window
    /// An identifier of the client's.
    case identifier
  }

  private let rules: [String: Rule]
  /// Names that the client acts upon instead of sending them.
  private let local: Set<String>

  init(rules: [String: Rule], local: Set<String> = []) {
    self.rules = rules
    self.local = local
  }

  /// Checks parameters and gives those that are to be sent, sorted by name.
  func check(_ params: [String: String]) throws(BinanceOrderDenial) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    for name in params.keys.sorted() {
      guard let rule = rules[name], let value = params[name] else {
        throw BinanceOrderDenial(
          reason: "UNKNOWN_PARAMETER: '\(name)'; known are \(rules.keys.sorted().joined(separator: ", "))")
      }
      if let problem = Self.problem(value, rule) {
        throw BinanceOrderDenial(reason: "INVALID_PARAMETER: \(name)='\(value.prefix(40))'; \(problem)")
      }
      if !local.contains(name) { result.append((name, value)) }
    }
    return result
  }

  private static func problem(_ value: String, _ rule: Rule) -> String? {
    switch rule {
    case .word(let words):
      words.contains(value) ? nil : "it takes \(words.sorted().joined(separator: ", "))"
    case .whole(let range):
      Int64(value).map(range.contains) == true ? nil : "it takes whole numbers from \(range.lowerBound)"
    case .window: isWindow(value) ? nil : "it takes milliseconds above 0 up to 60000, with three decimals at most"
    case .flag: ["true", "false", "TRUE", "FALSE"].contains(value) ? nil : "it takes true or false"
    case .identifier: BinanceOrderMapper.isLegal(value) ? nil : "it takes 1 to 36 letters, digits, - and _"
    }
  }

  private static func isWindow(_ value: String) -> Bool {
    guard let window = try? WideDecimal(value) else { return false }
    return window.isPositive && window <= WideDecimal(60_000) && window.trimmed.scale <= 3
  }

  // MARK: Tables

  /// What a new order of a product may carry along.
  static func order(_ product: BinanceProduct) -> BinanceOrderExtras {
    product.accountType.isMargin ? marginOrder : spotOrder
  }

  private static let common: [String: Rule] = [
    "newOrderRespType": .word(["ACK", "RESULT", "FULL"]),
    "selfTradePreventionMode": .word([
      "NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "DECREMENT", "TRANSFER",
    ]),
    "trailingDelta": .whole(1...1_000_000),
    "recvWindow": .window,
  ]

  private static let spotOrder = BinanceOrderExtras(
    rules: common.merging([
      "strategyId": .whole(0 ... .max),
      "strategyType": .whole(1_000_000 ... .max),
      "pegPriceType": .word(["PRIMARY_PEG", "MARKET_PEG"]),
      "pegOffsetType": .word(["PRICE_LEVEL"]),
      "pegOffsetValue": .whole(1...100),
      "sor": .flag,
      "useSor": .flag,
    ]) { $1 },
    local: ["sor", "useSor"])

  private static let marginOrder = BinanceOrderExtras(
    rules: common.merging([
      "sideEffectType": .word(["NO_SIDE_EFFECT", "MARGIN_BUY", "AUTO_REPAY", "AUTO_BORROW_REPAY"]),
      "autoRepayAtCancel": .flag,
      "selfTradePreventionMode": .word(["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"]),
    ]) { $1 })

  /// What a cancellation of an order of a product may carry along.
  static func cancellation(_ product: BinanceProduct) -> BinanceOrderExtras {
    if product.accountType.isMargin { return marginCancellation }
    return product.accountType.isFutures ? futuresCancellation : spotCancellation
  }

  private static let marginCancellation = BinanceOrderExtras(
    rules: ["newClientOrderId": .identifier, "recvWindow": .window])

  private static let futuresCancellation = BinanceOrderExtras(rules: ["recvWindow": .window])

  private static let spotCancellation = BinanceOrderExtras(
    rules: [
      "cancelRestrictions": .word(["ONLY_NEW", "ONLY_PARTIALLY_FILLED"]), "newClientOrderId": .identifier,
      "recvWindow": .window,
    ])

  /// What a change may carry along, besides what the order itself carries.
  static let change = BinanceOrderExtras(
    rules: [
      "cancelReplaceMode": .word(["STOP_ON_FAILURE", "ALLOW_FAILURE"]),
      "orderRateLimitExceededMode": .word(["DO_NOTHING", "CANCEL_ONLY"]),
      "cancelRestrictions": .word(["ONLY_NEW", "ONLY_PARTIALLY_FILLED"]),
      "newOrderRespType": .word(["ACK", "RESULT", "FULL"]), "recvWindow": .window,
      "keepPriority": .flag,
    ], local: ["keepPriority"])
}
