/// Reads messages whose members nearly always come in the same order and form, without a decision on the way.
///
/// What is read is compared with what is expected, and differences are collected instead of being acted upon: the caller
/// reads the message to its end, then asks ``isGood``. Where anything was different, nothing that was read counts, and
/// the message is to be read again by ``JSONReader``. Whatever the bytes are, only they are read.
@frozen
public struct JSONCursor {
  @usableFromInline let base: UnsafeRawPointer
  @usableFromInline let count: Int
  /// The offset of the next byte to read; beyond the message's end when something was wrong.
  public var position: Int
  /// Not zero once something was different.
  @usableFromInline var difference: UInt64

  /// A cursor at an offset of a message; `nil` when there are too few bytes for any message of interest.
  @inlinable @inline(__always)
  public init?(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0) {
    guard let base = bytes.baseAddress, bytes.count >= 16, offset >= 0 else { return nil }
    self.base = base
    count = bytes.count
    position = offset
    difference = 0
  }

  /// Whether everything was as expected so far.
  @inlinable @inline(__always)
  public var isGood: Bool { difference == 0 }

  /// Whether everything was as expected and the message ends here.
  @inlinable @inline(__always)
  public var isAtEnd: Bool { difference == 0 && position == count }

  // MARK: Words

  /// Eight bytes from `offset`; beyond the end of the message they are zero.
  @inlinable @inline(__always)
  func word(at offset: Int) -> UInt64 {
    if offset &+ 8 <= count {
      return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return tailWord(at: offset)
  }

  @usableFromInline @inline(never)
  func tailWord(at offset: Int) -> UInt64 {
    guard offset < count else { return 0 }
    let last = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
    return last &>> (UInt64(truncatingIfNeeded: offset &+ 8 &- count) &* 8)
  }

  /// Eight bytes from here, without moving.
  @inlinable @inline(__always)
  public var next: UInt64 { word(at: position) }

  /// Moves over so many bytes.
  @inlinable @inline(__always)
  public mutating func move(by count: Int) { position &+= count }

  /// Notes a difference.
  @inlinable @inline(__always)
  public mutating func fail() { difference = 1 }

  /// Moves over these bytes, at most eight, which are expected.
  @inlinable @inline(__always)
  public mutating func expect(_ text: JSONPiece) {
    difference |= (word(at: position) & text.mask) ^ text.word
    position &+= text.count
  }

  /// Moves over these bytes, at most eight, when they come next.
  @inlinable @inline(__always)
  public mutating func take(_ text: JSONPiece) -> Bool {
    guard word(at: position) & text.mask == text.word else { return false }
    position &+= text.count
    return true
  }

  // MARK: Values

  /// Moves over the rest of a plain string of any length, with its closing quote.
  @inlinable @inline(__always)
  public mutating func skipText() {
    var specials: UInt64 = 0
    var chunk: UInt64 = 0
    repeat {
      chunk = word(at: position)
      specials = WordBytes.stringSpecials(chunk)
      position &+= specials == 0 ? 8 : specials.trailingZeroBitCount &>> 3
    } while specials == 0
    let special = chunk &>> (UInt64(truncatingIfNeeded: specials.trailingZeroBitCount) & 0x38)
    difference |= (special & 0xFF) ^ 0x22
    position &+= 1
  }

  /// Reads the rest of a plain string of at most 15 bytes, with its closing quote.
  @inlinable @inline(__always)
  public mutating func readShortText() -> JSONShortText {
    let low = word(at: position)
    let inLow = WordBytes.stringSpecials(low)
    if inLow != 0 {
      let shift = UInt64(truncatingIfNeeded: inLow.trailingZeroBitCount) & 0x38
      difference |= ((low &>> shift) & 0xFF) ^ 0x22
      position &+= Int(truncatingIfNeeded: shift &>> 3) &+ 1
      return JSONShortText(low: low & ((1 &<< shift) &- 1), high: 0)
    }
    let high = word(at: position &+ 8)
    // Without a special byte it is too long; the first byte is looked at then, which is no quote.
    let shift = UInt64(truncatingIfNeeded: WordBytes.stringSpecials(high).trailingZeroBitCount) & 0x38
    difference |= ((high &>> shift) & 0xFF) ^ 0x22
    position &+= Int(truncatingIfNeeded: shift &>> 3) &+ 9
    return JSONShortText(low: low, high: high & ((1 &<< shift) &- 1))
  }

  /// Reads a whole number of 1 to 15 digits that is not negative.
  @inlinable @inline(__always)
  public mutating func readNumber() -> UInt64 {
    let low = word(at: position)
    let count = WordBytes.digitCount(low)
    if count == 8 {
      let high = word(at: position &+ 8)
      let more = WordBytes.digitCount(high)
      // Eight more digits are too many; a zero in front is wrong.
      difference |= UInt64(truncatingIfNeeded: more) & 8 | (low & 0xFF == 0x30 ? 1 : 0)
      position &+= 8 &+ more
      return WordBytes.eightDigits(low ^ 0x3030_3030_3030_3030) &* WordBytes.shortPower(more & 7)
        &+ WordBytes.shortNumber(high, digits: more & 7)
    }
    difference |= (count == 0 ? 1 : 0) | (low & 0xFF == 0x30 && count > 1 ? 1 : 0)
    position &+= count
    return WordBytes.shortNumber(low, digits: count)
  }

  /// Reads `true` or `false`.
  @inlinable @inline(__always)
  public mutating func readBool() -> Bool {
    let word = word(at: position)
    let isTrue = word & 0xFFFF_FFFF == 0x6575_7274
    let isFalse = word & 0xFF_FFFF_FFFF == 0x65_736C_6166
    difference |= isTrue == isFalse ? 1 : 0
    position &+= isTrue ? 4 : 5
    return isTrue
  }

  /// Reads a quoted decimal without a sign, of up to seven digits and up to eight decimals, at most 15 bytes together:
  /// `"61737.63000000"`.
  ///
  /// More decimals than the scale has must be zero. The closing quote is found first, so that what comes behind the
  /// number need not wait for its digits.
  ///
  /// - Returns: the mantissa at the scale.
  @inlinable @inline(__always)
  public mutating func readDecimal(_ scale: JSONScale) -> Int64 {
    let text = position &+ 1
    difference |= (word(at: position) & 0xFF) ^ 0x22
    return readDecimalBody(scale, from: text)
  }

  /// The same, where the opening quote was passed over.
  @inlinable @inline(__always)
  public mutating func readDecimalBody(_ scale: JSONScale) -> Int64 { readDecimalBody(scale, from: position) }

  @inlinable @inline(__always)
  mutating func readDecimalBody(_ scale: JSONScale, from text: Int) -> Int64 {
    let low = word(at: text)
    let high = word(at: text &+ 8)
    let quoteInLow = WordBytes.matches(low, 0x2222_2222_2222_2222)
    let quoteInHigh = WordBytes.matches(high, 0x2222_2222_2222_2222)
    let inHigh = 8 &+ (quoteInHigh.trailingZeroBitCount &>> 3)
    let length = quoteInLow != 0 ? quoteInLow.trailingZeroBitCount &>> 3 : inHigh
    position = text &+ length &+ 1
    let point = WordBytes.matches(low, 0x2E2E_2E2E_2E2E_2E2E).trailingZeroBitCount &>> 3
    let isWhole = point >= length
    let whole = isWhole ? length : point
    let decimals = isWhole ? 0 : length &- point &- 1
    let fraction = word(at: text &+ whole &+ 1)
    // Zeros in front of the whole part, and behind the decimals: there are always eight digits.
    let wholeShift = UInt64(truncatingIfNeeded: 8 &- whole) &* 8
    let wholeValues = (low ^ 0x3030_3030_3030_3030) &<< wholeShift
    let half = UInt64(truncatingIfNeeded: decimals) &* 4
    let values = (fraction ^ 0x3030_3030_3030_3030) & ~((UInt64.max &<< half) &<< half)
    difference |=
      WordBytes.aboveNine(wholeValues) | WordBytes.aboveNine(values) | (values & ~scale.kept)
      | (length > 15 || whole &- 1 > 6 || whole == 0 || decimals > 8 || (!isWhole && decimals == 0) ? 1 : 0)
      | (scale.factor == 0 ? 1 : 0)
    let raw =
      WordBytes.eightDigits(wholeValues) &* scale.factor
      &+ WordBytes.eightDigits((values & scale.kept) &<< scale.shift)
    return Int64(truncatingIfNeeded: raw)
  }
}
