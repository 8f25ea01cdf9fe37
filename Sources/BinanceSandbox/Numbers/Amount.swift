/// An exact amount of an asset in units of 10^-8, the resolution in which the venue keeps every balance.
///
/// The sandbox is an oracle, so it counts with integers of its own and shares no money type with the client under test.
public struct Amount: Hashable, Sendable, Comparable {
  /// The amount in units of 10^-8.
  public var units: Int128

  /// Makes an amount of so many units of 10^-8.
  public init(units: Int128) { self.units = units }

  /// A whole number of coins.
  public init(whole: Int64) { self.units = Int128(whole) * 100_000_000 }

  /// Reads plain decimal text; digits beyond the eighth decimal must be zero.
  public init?(_ text: some StringProtocol) {
    guard let value = FixedText.parse(text, decimals: 8) else { return nil }
    self.units = Int128(value)
  }

  /// Nothing of an asset.
  public static let zero = Amount(units: 0)

  public static func < (left: Amount, right: Amount) -> Bool { left.units < right.units }
  /// The exact sum; beyond `Int128`, further than any balance goes, it wraps around.
  public static func + (left: Amount, right: Amount) -> Amount { Amount(units: left.units &+ right.units) }
  /// The exact difference; it wraps around like the sum.
  public static func - (left: Amount, right: Amount) -> Amount { Amount(units: left.units &- right.units) }
  /// The same amount with the opposite sign.
  public static prefix func - (value: Amount) -> Amount { Amount(units: 0 &- value.units) }
  /// Adds an amount; wraps around like `+`.
  public static func += (left: inout Amount, right: Amount) { left.units &+= right.units }
  /// Takes an amount away; wraps around like `-`.
  public static func -= (left: inout Amount, right: Amount) { left.units &-= right.units }

  /// The product with a rate given in units of 10^-8 (0.1 % is 100 000), rounded towards zero.
  public func scaled(byRate rate: Int64) -> Amount {
    Amount(units: units.multipliedReportingOverflow(by: Int128(rate)).partialValue / 100_000_000)
  }

  /// Whether it is exactly nothing, to the last unit.
  public var isZero: Bool { units == 0 }
  /// Whether it is at least one unit.
  public var isPositive: Bool { units > 0 }
  /// Whether it is less than nothing, as a balance that is overdrawn or a payment that goes out.
  public var isNegative: Bool { units < 0 }
}

extension Amount: CustomStringConvertible {
  /// Plain notation with eight decimals.
  public var description: String { FixedText.format(units, decimals: 8) }
}
