/// What ``Price`` and ``Quantity`` have in common: an exact decimal with a 64-bit mantissa and its own precision.
public protocol FixedDecimal: Hashable, Comparable, Sendable, CustomStringConvertible, Codable {
  /// The mantissa: the value is `raw × 10^-precision`.
  var raw: Int64 { get }
  /// How many decimals the mantissa holds, 0…18.
  var precision: UInt8 { get }
  /// A value from its mantissa, refused when the type does not allow it (a negative quantity).
  init(checkedRaw raw: Int64, precision: UInt8) throws(DecimalError)
}

extension FixedDecimal {
  /// The largest number of decimals a mantissa can hold.
  public static var maxPrecision: UInt8 { 18 }

  /// Reads plain decimal text; the precision is the number of decimals written.
  public init(_ text: some StringProtocol) throws(DecimalError) {
    try self.init(digits: DecimalText.parse(text))
  }

  /// Reads plain decimal text; the precision is the number of decimals written.
  public init(_ text: String) throws(DecimalError) {
    try self.init(digits: DecimalText.parse(text))
  }

  /// Reads plain decimal text at a given precision.
  ///
  /// Fewer decimals are padded; non-zero decimals beyond the precision are refused.
  public init(_ text: some StringProtocol, precision: UInt8) throws(DecimalError) {
    let mantissa = try DecimalText.mantissa(of: DecimalText.parse(text), precision: Int(precision))
    guard let raw = Int64(exactly: mantissa) else { throw .overflow }
    try self.init(checkedRaw: raw, precision: precision)
  }

  /// Reads plain decimal text as a venue published it: at `precision`, or with more decimals where non-zero digits ask
  /// for them, so that nothing is rounded.
  public init(published text: some StringProtocol, precision: UInt8) throws(DecimalError) {
    try self.init(published: DecimalText.parse(text), precision: precision)
  }

  /// Reads plain decimal text as a venue published it: at `precision`, or with more decimals where non-zero digits ask
  /// for them, so that nothing is rounded.
  public init(published text: String, precision: UInt8) throws(DecimalError) {
    try self.init(published: DecimalText.parse(text), precision: precision)
  }

  private init(published written: DecimalText.Digits, precision: UInt8) throws(DecimalError) {
    let digits = written.trimmed
    let needed = max(Int(precision), digits.scale)
    guard needed <= 18 else { throw .tooPrecise }
    guard let raw = Int64(exactly: try DecimalText.mantissa(of: digits, precision: needed)) else { throw .overflow }
    try self.init(checkedRaw: raw, precision: UInt8(needed))
  }

  /// A value from parsed digits, at the precision in which they were written.
  public init(digits: DecimalText.Digits) throws(DecimalError) {
    guard digits.scale <= 18 else { throw .tooPrecise }
    guard let raw = Int64(exactly: digits.mantissa) else { throw .overflow }
    try self.init(checkedRaw: raw, precision: UInt8(digits.scale))
  }

  /// Whether the value is zero.
  @inlinable
  public var isZero: Bool { raw == 0 }

  /// The same value at another precision; refused when non-zero digits would be lost or it does not fit.
  public func rescaled(to newPrecision: UInt8) throws(DecimalError) -> Self {
    if newPrecision == precision { return self }
    let digits = DecimalText.Digits(mantissa: Int128(raw), scale: Int(precision))
    guard let scaled = Int64(exactly: try DecimalText.mantissa(of: digits, precision: Int(newPrecision))) else {
      throw .overflow
    }
    return try Self(checkedRaw: scaled, precision: newPrecision)
  }

  /// The value as a wide decimal, for products and sums.
  @inlinable
  public var wide: WideDecimal { WideDecimal(mantissa: Int128(raw), scale: Int(precision)) }

  /// The sum, at the larger of the two precisions.
  public func adding(_ other: Self) throws(DecimalError) -> Self {
    try combined(with: other) { $0.addingReportingOverflow($1) }
  }

  /// The difference, at the larger of the two precisions.
  public func subtracting(_ other: Self) throws(DecimalError) -> Self {
    try combined(with: other) { $0.subtractingReportingOverflow($1) }
  }

  private func combined(
    with other: Self, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) throws(DecimalError) -> Self {
    let target = max(precision, other.precision)
    let (result, overflow) = operation(try rescaled(to: target).raw, try other.rescaled(to: target).raw)
    if overflow { throw .overflow }
    return try Self(checkedRaw: result, precision: target)
  }

  /// Plain decimal notation with exactly `precision` decimals.
  public var description: String { DecimalText.format(mantissa: Int128(raw), scale: Int(precision)) }

  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    left.precision == right.precision ? left.raw == right.raw : left.wide == right.wide
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.precision == right.precision ? left.raw < right.raw : left.wide < right.wide
  }

  public func hash(into hasher: inout Hasher) {
    wide.hash(into: &hasher)
  }

  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
