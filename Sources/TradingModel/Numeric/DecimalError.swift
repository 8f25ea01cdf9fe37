/// Why a decimal value could not be read or computed.
///
/// Arithmetic near money never wraps and never traps: whatever cannot be represented is one of these values.
public enum DecimalError: Error, Hashable, Sendable {
  /// The text is not a plain decimal number such as `12.340`.
  case malformed
  /// The value needs more digits than the type holds.
  case overflow
  /// The value has non-zero digits beyond the requested precision.
  case tooPrecise
  /// The operation divides by zero.
  case divisionByZero
  /// A quantity would become negative.
  case negative
  /// Two amounts of different currencies were combined.
  case currencyMismatch
}

extension DecimalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed: "not a plain decimal number"
    case .overflow: "the value needs more digits than can be represented"
    case .tooPrecise: "the value has more decimals than the precision allows"
    case .divisionByZero: "division by zero"
    case .negative: "a quantity cannot be negative"
    case .currencyMismatch: "the amounts are in different currencies"
    }
  }
}
