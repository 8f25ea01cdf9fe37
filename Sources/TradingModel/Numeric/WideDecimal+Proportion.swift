extension WideDecimal {
  /// `self × part / whole`, rounded half-even to `scale` decimals, or to this value's own if it has more.
  ///
  /// The product may outgrow 128 bits on the way. `part` and `whole` have the same sign, and `part` is not the larger.
  public func proportion(
    _ part: WideDecimal, of whole: WideDecimal, scale target: Int
  ) throws(DecimalError) -> WideDecimal {
    if whole.isZero { throw .divisionByZero }
    let (numerator, denominator, _) = try part.magnitude.aligned(with: whole.magnitude)
    guard numerator <= denominator, part.isZero || part.isNegative == whole.isNegative else { throw .overflow }
    let wider = PowersOfTen.scaleUp(mantissa, by: max(0, target - scale))
    let value = wider ?? mantissa
    let product = value.magnitude.multipliedFullWidth(by: numerator.magnitude)
    // The quotient fits: the numerator is at most the denominator and the value fits already.
    guard product.high < denominator.magnitude else { return self }
    var (quotient, remainder) = denominator.magnitude.dividingFullWidth(product)
    if DecimalRounding.halfEven.roundsUp(
      quotient: quotient, remainder: remainder, divisor: denominator.magnitude, negative: value < 0)
    {
      quotient += 1
    }
    let magnitude = Int128(truncatingIfNeeded: quotient)
    return WideDecimal(
      mantissa: value < 0 ? 0 &- magnitude : magnitude, scale: wider == nil ? scale : max(scale, target))
  }
}
