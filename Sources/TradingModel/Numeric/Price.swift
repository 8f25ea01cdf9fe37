/// An exact price: a 64-bit integer mantissa and the number of decimals it has.
///
/// The value is `raw × 10^-precision`. The precision is the instrument's own, so `61737.63` at precision 2 is
/// `raw == 6173763`. Prices of different precision compare and hash by value.
@frozen
public struct Price: Sendable {
  /// The mantissa; may be negative.
  public let raw: Int64
  /// How many decimals the mantissa holds, 0…18.
  public let precision: UInt8

  /// Makes a price of its parts, unchecked: whoever gives them keeps the precision within 0…18.
  @inlinable
  public init(raw: Int64, precision: UInt8) {
    self.raw = raw
    self.precision = precision
  }

  /// Zero at the given precision.
  @inlinable
  public static func zero(precision: UInt8 = 0) -> Price { Price(raw: 0, precision: precision) }
}

extension Price: FixedDecimal {
  public init(checkedRaw raw: Int64, precision: UInt8) throws(DecimalError) {
    self.init(raw: raw, precision: precision)
  }
}
