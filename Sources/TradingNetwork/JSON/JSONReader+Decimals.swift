public import TradingModel

/// An exact decimal as it was read: `raw × 10^-precision`.
@frozen
public struct JSONDecimal: Hashable, Sendable {
  /// The mantissa.
  public let raw: Int64
  /// The precision that was asked for, or a larger one where the text has more decimals that are not zero.
  public let precision: UInt8

  /// Makes a decimal of its mantissa and its number of decimals.
  @inlinable @inline(__always)
  public init(raw: Int64, precision: UInt8) {
    self.raw = raw
    self.precision = precision
  }
}

extension JSONReader {
  /// Reads a decimal, quoted (`"61737.63000000"`) or bare (`61737.63`), at the given precision.
  ///
  /// Nothing is ever rounded: a value with more decimals than `precision` that are not zero comes back at the precision
  /// that it needs, which the result tells. What does not fit in 64 bits, or needs more than 18 decimals, is an error.
  @inlinable
  public mutating func readDecimal(precision: UInt8) throws(JSONError) -> JSONDecimal {
    try readDecimalInline(precision: precision)
  }

  /// The same, made a part of its caller: for loops over levels.
  @inlinable @inline(__always)
  mutating func readDecimalInline(precision: UInt8) throws(JSONError) -> JSONDecimal {
    let start = position
    var first = try peekByte()
    let isQuoted = first == UInt8(ascii: "\"")
    if isQuoted { position &+= 1 }
    var cursor = position
    let sign = word(at: cursor)
    first = UInt8(truncatingIfNeeded: sign)
    let isNegative = first == UInt8(ascii: "-")
    var whole = sign
    if isNegative {
      cursor &+= 1
      whole = word(at: cursor)
    }
    // Up to 15 digits, a point and up to eight decimals: nearly every number that a venue sends.
    var wholeCount = WordBytes.digitCount(whole)
    var value = WordBytes.number(whole, digits: wholeCount)
    if wholeCount == 8 {
      whole = word(at: cursor &+ 8)
      let moreCount = WordBytes.digitCount(whole)
      value = value &* WordBytes.powerOfTen(moreCount) &+ WordBytes.number(whole, digits: moreCount)
      wholeCount &+= moreCount
    }
    var closing = UInt8(truncatingIfNeeded: whole &>> (UInt64(truncatingIfNeeded: wholeCount & 7) &* 8))
    // At most 18 digits: they fit.
    let isPlain = wholeCount &- 1 < 15 && wholeCount > 0 && precision <= 8 && wholeCount &+ Int(precision) <= 18
    guard isPlain, isQuoted || wholeCount == 1 || bytes[cursor] != UInt8(ascii: "0") else {
      return try readDecimalSlowly(from: start, precision: precision)
    }
    var raw = value &* WordBytes.powerOfTen(Int(precision))
    cursor &+= wholeCount
    if closing == UInt8(ascii: ".") {
      cursor &+= 1
      let text = word(at: cursor)
      let count = WordBytes.digitCount(text)
      cursor &+= count
      // Beyond the digits the values are cleared, so that they count as zeros behind the last decimal.
      let kept: UInt64 = count == 8 ? .max : (1 &<< (UInt64(truncatingIfNeeded: count) &* 8)) &- 1
      let values = (text ^ 0x3030_3030_3030_3030) & kept
      let beyond = values >> (UInt64(precision) &* 8)
      closing = cursor < bytes.count ? bytes[cursor] : 0
      guard count > 0, beyond == 0, closing &- UInt8(ascii: "0") > 9 else {
        return try readDecimalSlowly(from: start, precision: precision)
      }
      raw = raw &+ WordBytes.eightDigits(values << (64 &- UInt64(precision) &* 8))
    }
    if isQuoted {
      guard closing == UInt8(ascii: "\"") else { return try readDecimalSlowly(from: start, precision: precision) }
      cursor &+= 1
    } else if closing | 0x20 == UInt8(ascii: "e") {
      return try readDecimalSlowly(from: start, precision: precision)
    }
    position = cursor
    let signed = Int64(truncatingIfNeeded: raw)
    return JSONDecimal(raw: isNegative ? 0 &- signed : signed, precision: precision)
  }

  /// Reads a price, quoted or bare, at the precision, or at a larger one where the text needs it.
  @inlinable
  public mutating func readPrice(precision: UInt8) throws(JSONError) -> Price {
    let decimal = try readDecimal(precision: precision)
    return Price(raw: decimal.raw, precision: decimal.precision)
  }

  /// Reads a quantity, quoted or bare, at the precision, or at a larger one where the text needs it.
  @inlinable
  public mutating func readQuantity(precision: UInt8) throws(JSONError) -> Quantity {
    let decimal = try readDecimal(precision: precision)
    guard decimal.raw >= 0 else { throw failure(.negative) }
    return Quantity(raw: decimal.raw, precision: decimal.precision)
  }

  /// Reads a decimal of any size, quoted or bare, exactly as written. It is the slow way.
  public mutating func readWideDecimal() throws(JSONError) -> DecimalText.Digits {
    let (text, start) = try decimalText()
    do {
      return try DecimalText.parse(text)
    } catch {
      throw JSONError(error == .overflow ? .numberTooLarge : .malformedNumber, at: start)
    }
  }

  @usableFromInline @inline(never)
  mutating func readDecimalSlowly(from start: Int, precision: UInt8) throws(JSONError) -> JSONDecimal {
    position = start
    let digits = try readWideDecimal().trimmed
    let needed = max(Int(precision), digits.scale)
    guard needed <= 18 else { throw JSONError(.numberTooLarge, at: start) }
    guard let mantissa = try? DecimalText.mantissa(of: digits, precision: needed),
      let raw = Int64(exactly: mantissa)
    else { throw JSONError(.numberTooLarge, at: start) }
    return JSONDecimal(raw: raw, precision: UInt8(needed))
  }

  /// The bytes of a number, without its quotes, and where they start.
  private mutating func decimalText() throws(JSONError) -> (UnsafeRawBufferPointer, Int) {
    switch try peekByte() {
    case UInt8(ascii: "\""):
      let start = position
      let string = try readStringBytes()
      if string.isEscaped { throw JSONError(.malformedNumber, at: start) }
      return (string.bytes, start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let start = position
      try skipNumber()
      return (slice(start, position), start)
    default: throw failure(.wrongType)
    }
  }
}
