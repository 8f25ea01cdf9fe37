import TradingNetwork

/// Where the members of one event stand in the message, by their one-letter names.
///
/// Collecting positions first makes the decoder independent of the order of keys. The table is allocated once.
final class MessageFields {
  /// Start and end of each value, packed; valid where ``present`` has the bit.
  private let ranges: UnsafeMutablePointer<UInt64>
  /// One bit per letter, from `A` (bit 0) to `z` (bit 57).
  private var present: UInt64 = 0
  var message = UnsafeRawBufferPointer(start: nil, count: 0)
  private var base: UInt = 0

  init() {
    ranges = .allocate(capacity: 64)
    ranges.initialize(repeating: 0, count: 64)
  }

  deinit { ranges.deallocate() }

  /// Forgets everything; the next positions are those of `message`.
  @inline(__always)
  func reset(_ message: UnsafeRawBufferPointer) {
    present = 0
    self.message = message
    base = UInt(bitPattern: message.baseAddress)
  }

  /// Notes a member; names that are no ASCII letter are passed over.
  @inline(__always)
  func note(_ letter: UInt8, _ value: UnsafeRawBufferPointer) {
    let index = letter &- 65
    guard index < 58 else { return }
    let start = UInt64(truncatingIfNeeded: UInt(bitPattern: value.baseAddress) &- base)
    ranges[Int(index)] = start &<< 32 | UInt64(truncatingIfNeeded: value.count)
    present |= 1 &<< UInt64(index)
  }

  @inline(__always)
  func has(_ letter: Unicode.Scalar) -> Bool {
    present & (1 &<< UInt64(UInt8(ascii: letter) &- 65)) != 0
  }

  /// The bytes of a member's value.
  func raw(_ letter: Unicode.Scalar) -> UnsafeRawBufferPointer? {
    guard has(letter) else { return nil }
    let range = ranges[Int(UInt8(ascii: letter) &- 65)]
    let start = Int(truncatingIfNeeded: range &>> 32)
    return UnsafeRawBufferPointer(rebasing: message[start..<(start &+ Int(truncatingIfNeeded: range & 0xFFFF_FFFF))])
  }

  /// A reader at a member's value.
  ///
  /// It reaches to the end of the message, so that words can be loaded beyond the value.
  @inline(__always)
  func reader(_ letter: Unicode.Scalar) throws(JSONError) -> JSONReader {
    guard has(letter) else { throw JSONError(.unexpectedEnd, at: 0) }
    let start = Int(truncatingIfNeeded: ranges[Int(UInt8(ascii: letter) &- 65)] &>> 32)
    return JSONReader(UnsafeRawBufferPointer(rebasing: message[start...]))
  }
}
