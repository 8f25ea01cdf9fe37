/// An exact decimal with a 128-bit mantissa, for notionals, volumes, balances and profit and loss.
///
/// The value is `mantissa × 10^-scale`. Values of different scale compare and hash by value. Every operation that can
/// overflow throws; nothing wraps and nothing traps. Every value has an opposite: the least number of 128 bits, which has
/// none, is no mantissa.
@frozen
public struct WideDecimal: Sendable {
  /// The mantissa, signed; above the least number of 128 bits.
  public let mantissa: Int128
  /// How many decimals the mantissa holds, 0…38.
  public let scale: Int

  /// Zero.
  public static let zero = WideDecimal(mantissa: 0, scale: 0)
  /// One.
  public static let one = WideDecimal(mantissa: 1, scale: 0)

  /// Makes a value of its parts, unchecked: whoever gives them keeps the scale within 0…38 and the mantissa above the
  /// least number of 128 bits.
  @inlinable
  public init(mantissa: Int128, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// A whole number.
  @inlinable
  public init(_ value: Int) {
    self.init(mantissa: Int128(value), scale: 0)
  }

  /// A whole number.
  @inlinable
  public init(_ value: Int64) {
    self.init(mantissa: Int128(value), scale: 0)
  }

  /// A whole number of any type; `nil` for one that needs more digits than the mantissa holds.
  @inlinable
  public init?(exactly value: some BinaryInteger) {
    guard let mantissa = Int128(exactly: value), mantissa != .min else { return nil }
    self.init(mantissa: mantissa, scale: 0)
  }

  /// Reads plain decimal text; the scale is the number of decimals written.
  public init(_ text: some StringProtocol) throws(DecimalError) {
    let digits = try DecimalText.parse(text)
    guard digits.scale <= 38 else { throw .tooPrecise }
    self.init(mantissa: digits.mantissa, scale: digits.scale)
  }

  /// Reads plain decimal text; the scale is the number of decimals written.
  public init(_ text: String) throws(DecimalError) {
    let digits = try DecimalText.parse(text)
    guard digits.scale <= 38 else { throw .tooPrecise }
    self.init(mantissa: digits.mantissa, scale: digits.scale)
  }

  /// Whether the value is zero, at whatever scale.
  @inlinable public var isZero: Bool { mantissa == 0 }
  /// Whether the value is below zero.
  @inlinable public var isNegative: Bool { mantissa < 0 }
  /// Whether the value is above zero.
  @inlinable public var isPositive: Bool { mantissa > 0 }

  /// The value without its sign.
  public var magnitude: WideDecimal { mantissa < 0 ? -self : self }

  /// The same value with trailing zeros behind the point removed.
  public var trimmed: WideDecimal {
    let digits = DecimalText.Digits(mantissa: mantissa, scale: scale).trimmed
    return WideDecimal(mantissa: digits.mantissa, scale: digits.scale)
  }

  /// The value with the opposite sign, at the same scale.
  public static prefix func - (value: WideDecimal) -> WideDecimal {
    // A mantissa that should not be would keep its sign if it wrapped.
    WideDecimal(mantissa: value.mantissa == .min ? .max : 0 &- value.mantissa, scale: value.scale)
  }

  /// A value of a result that may have overflowed on the way.
  private init(_ result: (partialValue: Int128, overflow: Bool), scale: Int) throws(DecimalError) {
    if result.overflow || result.partialValue == .min { throw .overflow }
    self.init(mantissa: result.partialValue, scale: scale)
  }
}

// MARK: - Arithmetic

extension WideDecimal {
  /// The sum, exact.
  public func adding(_ other: WideDecimal) throws(DecimalError) -> WideDecimal {
    let (left, right, scale) = try aligned(with: other)
    return try WideDecimal(left.addingReportingOverflow(right), scale: scale)
  }

  /// The difference, exact.
  public func subtracting(_ other: WideDecimal) throws(DecimalError) -> WideDecimal {
    let (left, right, scale) = try aligned(with: other)
    return try WideDecimal(left.subtractingReportingOverflow(right), scale: scale)
  }

  /// The product, exact.
  public func multiplied(by other: WideDecimal) throws(DecimalError) -> WideDecimal {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
    if !overflow, product != .min, scale + other.scale <= 38 {
      return WideDecimal(mantissa: product, scale: scale + other.scale)
    }
    let left = trimmed
    let right = other.trimmed
    if left.scale + right.scale > 38 { throw .overflow }
    return try WideDecimal(
      left.mantissa.multipliedReportingOverflow(by: right.mantissa), scale: left.scale + right.scale)
  }

  /// The quotient rounded to `scale` decimals.
  public func divided(
    by other: WideDecimal, scale target: Int, rounding: DecimalRounding = .halfEven
  ) throws(DecimalError) -> WideDecimal {
    if other.mantissa == 0 { throw .divisionByZero }
    if mantissa == 0 { return WideDecimal(mantissa: 0, scale: target) }
    // quotient × 10^target = (mantissa × 10^(target + other.scale - scale)) / other.mantissa
    let exponent = target + other.scale - scale
    let numerator: Int128
    var denominator = other.mantissa
    if exponent >= 0 {
      guard let scaled = PowersOfTen.scaleUp(mantissa, by: exponent) else {
        return try dividedWide(by: other, exponent: exponent, scale: target, rounding: rounding)
      }
      numerator = scaled
    } else {
      numerator = mantissa
      guard let scaled = PowersOfTen.scaleUp(denominator, by: -exponent) else {
        return fraction(of: denominator, exponent: -exponent, scale: target, rounding: rounding)
      }
      denominator = scaled
    }
    return WideDecimal(mantissa: rounding.quotient(numerator, denominator), scale: target)
  }

  /// The quotient by a denominator that outgrows 128 bits when it is scaled: less than one, so that the rounding alone
  /// decides what it is.
  private func fraction(
    of denominator: Int128, exponent: Int, scale target: Int, rounding: DecimalRounding
  ) -> WideDecimal {
    let isNegative = (mantissa < 0) != (denominator < 0)
    var divisor = denominator.magnitude
    var isBeyond = exponent > 38
    if !isBeyond {
      (divisor, isBeyond) = divisor.multipliedReportingOverflow(by: PowersOfTen.int128[exponent].magnitude)
    }
    // What outgrows 128 bits without a sign too is more than twice any numerator.
    let isAway =
      isBeyond
      ? rounding == .up
      : rounding.roundsUp(quotient: 0, remainder: mantissa.magnitude, divisor: divisor, negative: isNegative)
    return WideDecimal(mantissa: isAway ? (isNegative ? -1 : 1) : 0, scale: target)
  }

  /// Long division for numerators that outgrow 128 bits on the way although the quotient fits.
  private func dividedWide(
    by other: WideDecimal, exponent: Int, scale target: Int, rounding: DecimalRounding
  ) throws(DecimalError) -> WideDecimal {
    let negative = (mantissa < 0) != (other.mantissa < 0)
    let divisor = other.mantissa.magnitude
    var (quotient, remainder) = mantissa.magnitude.quotientAndRemainder(dividingBy: divisor)
    for _ in 0..<exponent {
      let (shifted, quotientOverflow) = quotient.multipliedReportingOverflow(by: 10)
      if quotientOverflow { throw .overflow }
      let product = remainder.multipliedFullWidth(by: 10)
      let (digit, rest) = divisor.dividingFullWidth(product)
      let (next, addOverflow) = shifted.addingReportingOverflow(digit)
      if addOverflow { throw .overflow }
      quotient = next
      remainder = rest
    }
    guard let whole = Int128(exactly: quotient) else { throw .overflow }
    let isAway = rounding.roundsUp(quotient: quotient, remainder: remainder, divisor: divisor, negative: negative)
    let value = try WideDecimal(whole.addingReportingOverflow(isAway ? 1 : 0), scale: target)
    return negative ? -value : value
  }

  /// The value rounded to at most `scale` decimals.
  public func rounded(scale target: Int, rounding: DecimalRounding = .halfEven) -> WideDecimal {
    guard scale > target else { return self }
    let drop = scale - target
    guard drop <= 38 else { return WideDecimal(mantissa: 0, scale: target) }
    return WideDecimal(mantissa: rounding.quotient(mantissa, PowersOfTen.int128[drop]), scale: target)
  }

  /// The mantissas of both values at their larger scale.
  @usableFromInline
  func aligned(with other: WideDecimal) throws(DecimalError) -> (Int128, Int128, Int) {
    if scale == other.scale { return (mantissa, other.mantissa, scale) }
    let target = max(scale, other.scale)
    if let left = PowersOfTen.scaleUp(mantissa, by: target - scale),
      let right = PowersOfTen.scaleUp(other.mantissa, by: target - other.scale)
    {
      return (left, right, target)
    }
    let left = trimmed
    let right = other.trimmed
    let reduced = max(left.scale, right.scale)
    guard let first = PowersOfTen.scaleUp(left.mantissa, by: reduced - left.scale),
      let second = PowersOfTen.scaleUp(right.mantissa, by: reduced - right.scale)
    else { throw .overflow }
    return (first, second, reduced)
  }
}

// MARK: - Conversions

extension WideDecimal {
  /// The value as a price at `precision` decimals, rounded.
  public func price(precision: UInt8, rounding: DecimalRounding = .halfEven) throws(DecimalError) -> Price {
    Price(raw: try raw(precision: precision, rounding: rounding), precision: precision)
  }

  /// The value as a quantity at `precision` decimals, rounded (down unless told otherwise).
  public func quantity(precision: UInt8, rounding: DecimalRounding = .down) throws(DecimalError) -> Quantity {
    try Quantity(checkedRaw: raw(precision: precision, rounding: rounding), precision: precision)
  }

  private func raw(precision: UInt8, rounding: DecimalRounding) throws(DecimalError) -> Int64 {
    let short = rounded(scale: Int(precision), rounding: rounding)
    guard let scaled = PowersOfTen.scaleUp(short.mantissa, by: Int(precision) - short.scale),
      let raw = Int64(exactly: scaled)
    else { throw .overflow }
    return raw
  }
}

// MARK: - Comparison and text

extension WideDecimal: Hashable, Comparable, CustomStringConvertible, Codable {
  public static func == (left: WideDecimal, right: WideDecimal) -> Bool {
    if left.scale == right.scale { return left.mantissa == right.mantissa }
    let first = left.trimmed
    let second = right.trimmed
    return first.scale == second.scale && first.mantissa == second.mantissa
  }

  public static func < (left: WideDecimal, right: WideDecimal) -> Bool {
    if let (first, second, _) = try? left.aligned(with: right) { return first < second }
    if left.isNegative != right.isNegative { return left.isNegative }
    // Alignment overflows only when one magnitude is far larger: the one with the longer whole part.
    let first = left.magnitude.rounded(scale: 0, rounding: .down).mantissa
    let second = right.magnitude.rounded(scale: 0, rounding: .down).mantissa
    return left.isNegative ? first > second : first < second
  }

  public func hash(into hasher: inout Hasher) {
    let value = trimmed
    hasher.combine(value.mantissa)
    hasher.combine(value.scale)
  }

  /// Plain decimal notation with exactly `scale` decimals.
  public var description: String { DecimalText.format(mantissa: mantissa, scale: scale) }

  /// Plain decimal notation with at least `minimumDecimals`, trailing zeros beyond them removed.
  public func plain(minimumDecimals: Int = 0) -> String {
    let value = trimmed
    guard value.scale < minimumDecimals,
      let padded = PowersOfTen.scaleUp(value.mantissa, by: minimumDecimals - value.scale)
    else { return value.description }
    return DecimalText.format(mantissa: padded, scale: minimumDecimals)
  }

  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
