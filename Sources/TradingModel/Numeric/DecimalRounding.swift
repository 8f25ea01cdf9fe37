/// How a quotient or a value with too many decimals is rounded.
public enum DecimalRounding: Sendable {
  /// Towards zero.
  case down
  /// Away from zero.
  case up
  /// To the nearest, ties to the even neighbour.
  case halfEven
  /// To the nearest, ties away from zero.
  case halfUp

  /// The rounded quotient of two integers; the denominator is not zero.
  func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    let negative = (numerator < 0) != (denominator < 0)
    var (quotient, remainder) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    if roundsUp(quotient: quotient, remainder: remainder, divisor: denominator.magnitude, negative: negative) {
      quotient += 1
    }
    return negative ? 0 &- Int128(truncatingIfNeeded: quotient) : Int128(truncatingIfNeeded: quotient)
  }

  /// Whether the magnitude of a quotient grows by one.
  func roundsUp(quotient: UInt128, remainder: UInt128, divisor: UInt128, negative: Bool) -> Bool {
    guard remainder != 0 else { return false }
    switch self {
    case .down: return false
    case .up: return true
    case .halfUp: return remainder >= divisor - remainder
    case .halfEven:
      let rest = divisor - remainder
      return remainder > rest || (remainder == rest && quotient % 2 == 1)
    }
  }
}
