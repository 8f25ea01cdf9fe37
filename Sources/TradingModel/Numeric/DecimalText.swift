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

    /// Makes digits of their parts, unchecked; a scale is never negative.
    public init(mantissa: Int128, scale: Int) {
      self.mantissa = mantissa
      self.scale = scale
    }

    /// The same value without trailing zeros behind the point.
    public var trimmed: Digits {
      var result = self
      guard var narrow = Int64(exactly: mantissa) else {
        while result.scale > 0, result.mantissa % 10 == 0 {
          result.mantissa /= 10
          result.scale -= 1
        }
        return result
      }
      // Nearly every mantissa fits in 64 bits, where a division costs a tenth of what it costs in 128.
      while result.scale > 0, narrow % 10 == 0 {
        narrow /= 10
        result.scale -= 1
      }
      result.mantissa = Int128(narrow)
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

  /// Reads a decimal from text. It is the way that orders go, an eighth of the generic one in instructions.
  public static func parse(_ text: String) throws(DecimalError) -> Digits {
    var copy = text
    if let digits = copy.withUTF8({ plain(UnsafeRawBufferPointer($0)) }) { return digits }
    return try parse(text.utf8)
  }

  /// Reads a decimal from UTF-8 bytes.
  public static func parse(_ bytes: UnsafeRawBufferPointer) throws(DecimalError) -> Digits {
    if let digits = plain(bytes) { return digits }
    var reader = DigitReader()
    for byte in bytes { try reader.take(byte) }
    return try reader.finish()
  }

  /// Reads up to 18 digits with at most a sign and a point; nil when there is anything else, good or bad.
  private static func plain(_ bytes: UnsafeRawBufferPointer) -> Digits? {
    guard bytes.count <= 20 else { return nil }
    let isNegative = bytes.first == UInt8(ascii: "-")
    var value: UInt64 = 0
    var count = 0
    var decimals: Int?
    for byte in isNegative ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst()) : bytes {
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        value = value &* 10 &+ UInt64(digit)
        count &+= 1
      } else if byte == UInt8(ascii: "."), decimals == nil {
        decimals = count
      } else {
        return nil
      }
    }
    guard (1...18).contains(count) else { return nil }
    let magnitude = Int64(truncatingIfNeeded: value)
    return Digits(mantissa: Int128(isNegative ? 0 &- magnitude : magnitude), scale: count &- (decimals ?? count))
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
    if drop <= 18, let narrow = Int64(exactly: digits.mantissa) {
      let (quotient, remainder) = narrow.quotientAndRemainder(dividingBy: PowersOfTen.int64[drop])
      guard remainder == 0 else { throw .tooPrecise }
      return Int128(quotient)
    }
    let (quotient, remainder) = digits.mantissa.quotientAndRemainder(dividingBy: PowersOfTen.int128[drop])
    guard remainder == 0 else { throw .tooPrecise }
    return quotient
  }

  /// `mantissa × 10^-scale` in plain notation with exactly `scale` decimals.
  public static func format(mantissa: Int128, scale: Int) -> String {
    if scale >= 0, scale <= 18, let narrow = Int64(exactly: mantissa) { return format(narrow, scale: scale) }
    guard scale > 0 else { return String(mantissa) }
    var digits = String(mantissa.magnitude)
    if digits.utf8.count <= scale {
      digits = String(repeating: "0", count: scale - digits.utf8.count + 1) + digits
    }
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return (mantissa < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }

  /// The same for mantissas of 64 bits and up to 18 decimals, written from the end; up to 15 characters need no memory.
  private static func format(_ mantissa: Int64, scale: Int) -> String {
    // A sign, 19 digits and a point; or a zero, a point and 18 decimals.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
      var rest = mantissa.magnitude
      var start = buffer.count
      var written = 0
      repeat {
        if written == scale, scale > 0 {
          start &-= 1
          buffer[start] = UInt8(ascii: ".")
        }
        start &-= 1
        buffer[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        written &+= 1
      } while rest > 0 || written <= scale
      if mantissa < 0 {
        start &-= 1
        buffer[start] = UInt8(ascii: "-")
      }
      return String(decoding: UnsafeBufferPointer(rebasing: buffer[start...]), as: UTF8.self)
    }
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
