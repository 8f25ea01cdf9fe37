import TradingModel

/// The venue's own parameters that a futures order may carry along, with what they may be.
enum BinanceFuturesParameters {
  enum Values {
    case words(Set<String>)
    case flag
    case anything
  }

  /// Where a parameter has a place.
  struct Rule {
    let values: Values
    var inRegular = true
    var inAlgo = true
  }

  static let priceMatches: Set<String> = [
    "OPPONENT", "OPPONENT_5", "OPPONENT_10", "OPPONENT_20", "QUEUE", "QUEUE_5", "QUEUE_10", "QUEUE_20",
  ]

  /// Parameters without a price match of `NONE`, the venue's word for that there is none.
  static func withoutNoMatch(_ params: [String: String]) -> [String: String] {
    params.filter { $0.key != "priceMatch" || $0.value != "NONE" }
  }

  static let rules: [String: Rule] = [
    "priceMatch": Rule(values: .words(priceMatches)),
    "selfTradePreventionMode": Rule(values: .words(["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"])),
    "newOrderRespType": Rule(values: .words(["ACK", "RESULT"])),
    "positionSide": Rule(values: .words(["BOTH", "LONG", "SHORT"])),
    "timeInForce": Rule(values: .words(["RPI", "GTX", "GTE_GTC"])),
    "workingType": Rule(values: .words(["MARK_PRICE", "CONTRACT_PRICE"]), inRegular: false),
    "priceProtect": Rule(values: .flag, inRegular: false),
    "closePosition": Rule(values: .flag, inRegular: false),
  ]

  /// Parameters that other parts of the order decide on; they are sent from there.
  static let placedElsewhere: Set<String> = ["positionSide", "timeInForce", "closePosition", "workingType"]

  /// Refuses what the venue would not understand, or would ignore.
  static func check(_ terms: OrderTerms, family: BinanceOrderFamily) throws(BinanceOrderDenial) {
    for name in terms.params.keys.sorted() {
      let text = terms.params[name] ?? ""
      guard let rule = rules[name] else {
        let known = rules.keys.sorted().joined(separator: ", ")
        throw BinanceOrderDenial(reason: "UNKNOWN_PARAMETER: '\(name)'; known are \(known)")
      }
      guard family == .algo ? rule.inAlgo : rule.inRegular else {
        throw BinanceOrderDenial(reason: "UNSUPPORTED_PARAMETER: '\(name)' type=\(terms.type.rawValue)")
      }
      switch rule.values {
      case .anything: break
      case .flag where text == "true" || text == "false": break
      case .flag:
        throw BinanceOrderDenial(reason: "INVALID_PARAMETER: \(name)='\(text)'; valid are true, false")
      case .words(let words) where words.contains(text): break
      case .words(let words):
        let valid = words.sorted().joined(separator: ", ")
        throw BinanceOrderDenial(reason: "INVALID_PARAMETER: \(name)='\(text)'; valid are \(valid)")
      }
    }
  }
}
