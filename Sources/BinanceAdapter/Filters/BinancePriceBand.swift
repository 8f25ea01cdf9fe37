import TradingModel

/// A price that is known within bounds: what judges by it is certain only where both ends agree.
struct BinancePriceBand: Hashable, Sendable {
  let low: WideDecimal
  let high: WideDecimal

  init(low: WideDecimal, high: WideDecimal) {
    self.low = low
    self.high = high
  }

  /// A price that is known exactly, or within so many thousandths of itself.
  init?(_ price: WideDecimal, tolerance thousandths: Int = 0) {
    guard price.isPositive,
      let margin = try? price.multiplied(by: WideDecimal(mantissa: Int128(thousandths), scale: 3)),
      let low = try? price.subtracting(margin), let high = try? price.adding(margin)
    else { return nil }
    self.init(low: low, high: high)
  }

  /// The band that holds both.
  func joined(with other: BinancePriceBand) -> BinancePriceBand {
    BinancePriceBand(low: min(low, other.low), high: max(high, other.high))
  }
}
