import TradingEngine
import TradingModel

// Parts of checks that products share.
extension BinanceOrderCheck {
  /// Compares a value with a grid: bounds, then step. `offset` is where the steps are counted from.
  static func grid(
    _ filter: String, _ name: String, _ value: WideDecimal?, _ grid: BinanceSymbolRules.Grid?,
    names: (minimum: String, maximum: String, step: String), offset: WideDecimal = .zero
  ) throws -> DenialReason? {
    guard let value, let grid else { return nil }
    if value < grid.minimum {
      return DenialReason(filter, [name: value.plain(), names.minimum: grid.minimum.plain()])
    }
    if grid.maximum.isPositive, value > grid.maximum {
      return DenialReason(filter, [name: value.plain(), names.maximum: grid.maximum.plain()])
    }
    guard try value.isMultiple(of: grid.step, from: offset) else {
      guard !offset.isZero else {
        return DenialReason(filter, [name: value.plain(), names.step: grid.step.plain()])
      }
      return DenialReason(
        filter, [name: value.plain(), names.step: grid.step.plain(), names.minimum: offset.plain()])
    }
    return nil
  }

  static let priceNames = (minimum: "minPrice", maximum: "maxPrice", step: "tickSize")
  static let quantityNames = (minimum: "minQty", maximum: "maxQty", step: "stepSize")

  /// Compares a number of open orders with a limit.
  static func count(_ filter: String, _ limit: Int?, _ open: Int?) -> DenialReason? {
    guard let limit, let open, open >= limit else { return nil }
    return DenialReason(filter, ["open": "\(open)", "limit": "\(limit)"])
  }

  /// A word that the symbol does not take, where it says what it takes.
  static func word(_ code: String, _ key: String, _ value: String?, _ allowed: Set<String>) -> DenialReason? {
    guard let value, !allowed.isEmpty, !allowed.contains(value) else { return nil }
    return DenialReason(code, [key: value, "allowed": allowed.sorted().joined(separator: ",")])
  }

  /// Whether a worth is certainly below the least or above the most, over a band of prices.
  static func worth(
    _ subject: BinanceFilterCase, _ quantity: WideDecimal, at band: BinancePriceBand,
    _ notional: BinanceSymbolRules.Notional, minimum: Bool, maximum: Bool
  ) throws -> DenialReason? {
    let most = try subject.worth(quantity, at: band.high)
    let least = try subject.worth(quantity, at: band.low)
    if minimum, most < notional.minimum {
      return DenialReason(
        notional.name,
        ["notional": most.plain(), "price": band.high.plain(), "minNotional": notional.minimum.plain()])
    }
    if maximum, notional.maximum.isPositive, least > notional.maximum {
      return DenialReason(
        notional.name,
        ["notional": least.plain(), "price": band.low.plain(), "maxNotional": notional.maximum.plain()])
    }
    return nil
  }
}
