/// Reading and printing of plain decimal notation, exactly.
///
/// Accepted: an optional sign, digits, and an optional point with digits (`-12.340`, `7`, `.5`), and, because venues
/// send it in a few places, an exponent (`1E-8`). Nothing is rounded: what does not fit is an error.
public enum DecimalText {
  /// The digits of a number as an integer and how many of them are behind the point, as written.
  public struct Digits: Hashable, Sendable {
    /// All digits as one signed integer.
    public var mantissa: Int128
    /// How many of the digits stand behind the point, trailing zeros included.
    public var scale: Int

    public init(mantissa: Int128, scale: Int) {
      self.mantissa = mantissa
      self.scale = scale
    }

    /// The same value without trailing zeros behind the point.
    public var trimmed: Digits {
      var result = self
      while result.scale > 0, result.mantissa % 10 == 0 {
        result.mantissa /= 10
        result.scale -= 1
      }
      return result
    }
  }

  /// Reads a decimal from UTF-8 bytes.
  public static func parse(_ bytes: some Sequence<UInt8>) throws(DecimalError) -> Digits {
    var reader = DigitReader()
    for byte in bytes { try reader.take(byte) }
    return try reader.finish()
  }

  /// Reads a decimal from text.
  public static func parse(_ text: some StringProtocol) throws(DecimalError) -> Digits {
    try parse(text.utf8)
  }

  /// The mantissa of `digits` at exactly `precision` decimals.
  ///
  /// - Throws: ``DecimalError/tooPrecise`` when non-zero digits would be lost, ``DecimalError/overflow`` when it does not fit.
  public static func mantissa(of digits: Digits, precision: Int) throws(DecimalError) -> Int128 {
    if digits.scale <= precision {
      guard let scaled = PowersOfTen.scaleUp(digits.mantissa, by: precision - digits.scale) else { throw .overflow }
      return scaled
    }
    let drop = digits.scale - precision
    guard drop <= 38 else {
      if digits.mantissa == 0 { return 0 }
      throw .tooPrecise
    }
    let (quotient, remainder) = digits.mantissa.quotientAndRemainder(dividingBy: PowersOfTen.int128[drop])
    guard remainder == 0 else { throw .tooPrecise }
    return quotient
  }

  /// `mantissa × 10^-scale` in plain notation with exactly `scale` decimals.
  public static func format(mantissa: Int128, scale: Int) -> String {
    guard scale > 0 else { return String(mantissa) }
    var digits = String(mantissa.magnitude)
    if digits.utf8.count <= scale {
      digits = String(repeating: "0", count: scale - digits.utf8.count + 1) + digits
    }
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return (mantissa < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }
}

/// The state of reading one number, byte by byte.
private struct DigitReader {
  var mantissa: Int128 = 0
  var scale = 0
  var negative = false
  var seenDigit = false
  var seenPoint = false
  var exponent = 0
  var exponentNegative = false
  var inExponent = false
  var seenExponentDigit = false
  var position = 0

  mutating func take(_ byte: UInt8) throws(DecimalError) {
    defer { position += 1 }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try digit(Int(byte &- 48))
    case UInt8(ascii: "-") where position == 0: negative = true
    case UInt8(ascii: "+") where position == 0: break
    case UInt8(ascii: ".") where !seenPoint && !inExponent: seenPoint = true
    case UInt8(ascii: "e") where seenDigit && !inExponent, UInt8(ascii: "E") where seenDigit && !inExponent:
      inExponent = true
    case UInt8(ascii: "-") where inExponent && !seenExponentDigit && !exponentNegative: exponentNegative = true
    case UInt8(ascii: "+") where inExponent && !seenExponentDigit && !exponentNegative: break
    default: throw .malformed
    }
  }

  private mutating func digit(_ value: Int) throws(DecimalError) {
    if inExponent {
      exponent = exponent * 10 + value
      seenExponentDigit = true
      if exponent > 100 { throw .overflow }
      return
    }
    seenDigit = true
    // Trailing zeros beyond 38 digits carry nothing; anything else beyond them cannot be held.
    let (shifted, overflow) = mantissa.multipliedReportingOverflow(by: 10)
    let (sum, carry) = shifted.addingReportingOverflow(Int128(value))
    if overflow || carry { throw .overflow }
    mantissa = sum
    if seenPoint { scale += 1 }
  }

  func finish() throws(DecimalError) -> DecimalText.Digits {
    guard seenDigit, !inExponent || seenExponentDigit else { throw .malformed }
    var value = negative ? -mantissa : mantissa
    var places = scale + (exponentNegative ? exponent : -exponent)
    if places < 0 {
      guard let scaled = PowersOfTen.scaleUp(value, by: -places) else { throw .overflow }
      value = scaled
      places = 0
    }
    return DecimalText.Digits(mantissa: value, scale: places)
  }
}
