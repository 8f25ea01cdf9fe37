/// Puts a text together in memory whose size was worked out before: no check for room and no growing with every letter.
struct TextWriter {
  private let room: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes were written.
  private(set) var count = 0

  /// - Parameter room: memory for all that will be written. To write more is an error of the program, and ends it.
  init(_ room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  /// Appends one byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    precondition(count < room.count)
    room[count] = byte
    count &+= 1
  }

  /// Appends a text as it is.
  mutating func append(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ append($0) }) == nil { for byte in text.utf8 { append(byte) } }
  }

  /// Appends bytes as they are.
  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let target = room.baseAddress, let source = bytes.baseAddress else { return }
    precondition(bytes.count <= room.count &- count)
    target.advanced(by: count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }

  /// Appends a number in decimal digits.
  mutating func append(_ number: UInt64) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    var digits = UnsafeMutableBufferPointer(rebasing: room[start..<count])
    digits.reverse()
  }

  /// The first bytes between two places as a number, the first one highest, so that numbers are in the order of the texts:
  /// up to eight bytes, with zeros behind them.
  func word(from start: Int, to end: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in start..<min(end, start &+ 8) { word |= UInt64(room[place]) << (56 &- 8 &* UInt64(place &- start)) }
    return word
  }

  /// How much room a text needs between quotes at most.
  static func mostQuoted(_ text: String) -> Int { text.utf8.count &* 6 &+ 2 }

  /// Appends a text as JSON has it, between quotes.
  mutating func append(quoted text: String) {
    append(UInt8(ascii: "\""))
    let start = count
    append(text)
    if Self.mustEscape(UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: room[start..<count]))) {
      count = start
      for byte in text.utf8 { append(escaped: byte) }
    }
    append(UInt8(ascii: "\""))
  }

  /// Whether a text has letters that JSON does not take as they are; eight of them are looked at together.
  private static func mustEscape(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while place &+ 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let isControl = (word &- ones &* 0x20) & ~word
      let isMark =
        hasZero(word ^ ones &* UInt64(UInt8(ascii: "\""))) | hasZero(word ^ ones &* UInt64(UInt8(ascii: "\\")))
      if (isControl | isMark) & highBits != 0 { return true }
      place &+= 8
    }
    return bytes[place...].contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
  }

  /// Has the high bit of a byte set where the byte is zero, and perhaps where one follows that is one.
  private static func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  private mutating func append(escaped byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      append(UInt8(ascii: "\\"))
      append(byte)
    case ..<0x20:
      append("\\u00")
      append(hexadecimal: byte)
    default: append(byte)
    }
  }

  /// Appends a byte as two hexadecimal digits, letters small.
  mutating func append(hexadecimal byte: UInt8) {
    append(Self.digit(byte >> 4))
    append(Self.digit(byte & 15))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}

extension String {
  /// Puts a text together in memory of its own.
  ///
  /// - Parameters:
  ///   - capacity: how many bytes it has at most.
  ///   - write: writes it.
  init(most capacity: Int, _ write: (inout TextWriter) throws -> Void) rethrows {
    try self.init(unsafeUninitializedCapacity: capacity) { room in
      var writer = TextWriter(UnsafeMutableBufferPointer(rebasing: room[..<capacity]))
      try write(&writer)
      return writer.count
    }
  }
}
