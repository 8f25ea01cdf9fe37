/// Eight bytes of text examined at once, the first byte in the lowest bits.
///
/// The methods are exact for the first match; what they say about later bytes is not used.
@usableFromInline
enum WordBytes {
  /// Marks the bytes that end the plain run of a string: a quote, a backslash or a control character.
  @inlinable @inline(__always)
  static func stringSpecials(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ 0x2222_2222_2222_2222
    let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let marks =
      ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | ((word &- 0x2020_2020_2020_2020) & ~word)
    return marks & 0x8080_8080_8080_8080
  }

  /// Marks the bytes that are equal to those of a pattern of eight; a mark stands in its byte's top bit.
  @inlinable @inline(__always)
  static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let different = word ^ pattern
    return ((different &- 0x0101_0101_0101_0101) & ~different) & 0x8080_8080_8080_8080
  }

  /// Marks the values of digits that are above nine.
  @inlinable @inline(__always)
  static func aboveNine(_ values: UInt64) -> UInt64 {
    ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
  }

  /// How many of the bytes, from the first, are decimal digits: 0…8.
  @inlinable @inline(__always)
  static func digitCount(_ word: UInt64) -> Int {
    aboveNine(word ^ 0x3030_3030_3030_3030).trailingZeroBitCount &>> 3
  }

  /// The number written by the first `count` bytes, which are digits. `count` is 0…8.
  @inlinable @inline(__always)
  static func number(_ word: UInt64, digits count: Int) -> UInt64 {
    // Shifting the digits to the top puts zeros in front, so that there are always eight.
    eightDigits((word ^ 0x3030_3030_3030_3030) << UInt64(truncatingIfNeeded: 64 &- 8 &* count))
  }

  /// The number whose eight digits are the values (0…9) of the bytes.
  @inlinable @inline(__always)
  static func eightDigits(_ values: UInt64) -> UInt64 {
    let pairs = (values &* 2561) &>> 8
    let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
    return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
  }

  /// The number written by the first `count` bytes, which are digits; `count` is 0…7. Without a branch.
  @inlinable @inline(__always)
  static func shortNumber(_ word: UInt64, digits count: Int) -> UInt64 {
    let shift = UInt64(truncatingIfNeeded: 7 &- count) &* 8
    return eightDigits(((word ^ 0x3030_3030_3030_3030) &<< shift) &<< 8)
  }

  /// 10^count for 0…7: the product of the powers for the bits of the count. Without a table.
  @inlinable @inline(__always)
  static func shortPower(_ count: Int) -> UInt64 {
    let bits = UInt64(truncatingIfNeeded: count)
    let low = (1 &+ 9 &* (bits & 1)) &* (1 &+ 99 &* ((bits &>> 1) & 1))
    return low &* (1 &+ 9_999 &* ((bits &>> 2) & 1))
  }

  /// 10^exponent for 0…18, zero beyond.
  @inlinable @inline(__always)
  static func powerOfTen(_ exponent: Int) -> UInt64 {
    // A switch over constants becomes a table in read-only memory: no lazy global, no bounds check.
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    case 8: 100_000_000
    case 9: 1_000_000_000
    case 10: 10_000_000_000
    case 11: 100_000_000_000
    case 12: 1_000_000_000_000
    case 13: 10_000_000_000_000
    case 14: 100_000_000_000_000
    case 15: 1_000_000_000_000_000
    case 16: 10_000_000_000_000_000
    case 17: 100_000_000_000_000_000
    case 18: 1_000_000_000_000_000_000
    default: 0
    }
  }
}
