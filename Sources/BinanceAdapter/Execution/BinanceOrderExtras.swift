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
    case decimal
    case flag
    case text
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
    case .decimal: (try? WideDecimal(value)) == nil ? "it takes a number" : nil
    case .flag: ["true", "false", "TRUE", "FALSE"].contains(value) ? nil : "it takes true or false"
    case .text: value.isEmpty ? "it must not be empty" : nil
    }
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
    "recvWindow": .decimal,
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
    product.accountType.isFutures ? futuresCancellation : spotCancellation
  }

  private static let futuresCancellation = BinanceOrderExtras(rules: ["recvWindow": .decimal])

  private static let spotCancellation = BinanceOrderExtras(
    rules: [
      "cancelRestrictions": .word(["ONLY_NEW", "ONLY_PARTIALLY_FILLED"]), "newClientOrderId": .text,
      "recvWindow": .decimal,
    ])

  /// What a change may carry along, besides what the order itself carries.
  static let change = BinanceOrderExtras(
    rules: [
      "cancelReplaceMode": .word(["STOP_ON_FAILURE", "ALLOW_FAILURE"]),
      "orderRateLimitExceededMode": .word(["DO_NOTHING", "CANCEL_ONLY"]),
      "cancelRestrictions": .word(["ONLY_NEW", "ONLY_PARTIALLY_FILLED"]),
      "newOrderRespType": .word(["ACK", "RESULT", "FULL"]), "recvWindow": .decimal,
      "keepPriority": .flag,
    ], local: ["keepPriority"])
}
