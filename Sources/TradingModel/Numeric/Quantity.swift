/// An exact, non-negative quantity: a 64-bit integer mantissa and the number of decimals it has.
///
/// The value is `raw × 10^-precision`. Quantities of different precision compare and hash by value.
@frozen
public struct Quantity: Sendable {
  /// The mantissa; never negative when made by the checked initializers.
  public let raw: Int64
  /// How many decimals the mantissa holds, 0…18.
  public let precision: UInt8

  /// Makes a quantity of its parts, unchecked: neither a negative mantissa nor a precision beyond 18 is refused.
  @inlinable
  public init(raw: Int64, precision: UInt8) {
    self.raw = raw
    self.precision = precision
  }

  /// Zero at the given precision.
  @inlinable
  public static func zero(precision: UInt8 = 0) -> Quantity { Quantity(raw: 0, precision: precision) }

  /// Whether the quantity is more than zero.
  @inlinable
  public var isPositive: Bool { raw > 0 }
}

extension Quantity: FixedDecimal {
  public init(checkedRaw raw: Int64, precision: UInt8) throws(DecimalError) {
    guard raw >= 0 else { throw .negative }
    self.init(raw: raw, precision: precision)
  }
}
