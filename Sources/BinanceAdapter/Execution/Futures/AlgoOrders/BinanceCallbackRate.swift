import TradingModel

/// The distance of a trailing stop: basis points here, percent at the venue.
enum BinanceCallbackRate {
  /// What the venue takes: 0.1 to 20 percent, in steps of 0.01.
  static let validBasisPoints: ClosedRange<Int64> = 10...2_000

  /// The venue's percentage for basis points, as `1`, `0.5`, `12.34`; nil where the venue does not take it.
  static func percent(basisPoints: WideDecimal) -> WideDecimal? {
    let plain = basisPoints.trimmed
    guard plain.scale == 0, let points = Int64(exactly: plain.mantissa), validBasisPoints.contains(points) else {
      return nil
    }
    return WideDecimal(mantissa: Int128(points), scale: 2).trimmed
  }

  /// Whole basis points of a percentage; nil for none.
  static func basisPoints(percent: WideDecimal) -> Int64? {
    guard percent.isPositive, let points = try? percent.multiplied(by: WideDecimal(100)).trimmed, points.scale == 0
    else { return nil }
    return Int64(exactly: points.mantissa)
  }
}
