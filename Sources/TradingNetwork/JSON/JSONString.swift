/// A string value as it stands in the message: the bytes between the quotes. Valid as long as the message's bytes are.
@frozen
public struct JSONString {
  /// The bytes between the quotes, escapes not resolved.
  public let bytes: UnsafeRawBufferPointer
  /// Whether the bytes contain escapes, so that they are not the text itself.
  public let isEscaped: Bool

  @inlinable @inline(__always)
  init(bytes: UnsafeRawBufferPointer, isEscaped: Bool) {
    self.bytes = bytes
    self.isEscaped = isEscaped
  }

  /// Whether the string is this text.
  @inlinable @inline(__always)
  public static func == (string: JSONString, name: JSONName) -> Bool {
    if string.isEscaped { return string.slowlyEquals(name) }
    guard string.bytes.count == name.count else { return false }
    for index in 0..<name.count where string.bytes[index] != name.start[index] { return false }
    return true
  }

  /// Matches strings in a `switch`.
  @inlinable @inline(__always)
  public static func ~= (name: JSONName, string: JSONString) -> Bool { string == name }

  /// The text, escapes resolved; a lone surrogate becomes U+FFFD.
  public var text: String {
    if !isEscaped { return String(decoding: bytes, as: UTF8.self) }
    var units: [UInt16] = []
    var plainStart = 0
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      units.append(contentsOf: plainUnits(plainStart..<index))
      index += 1
      guard index < bytes.count else { break }
      let escape = bytes[index]
      index += 1
      if escape == UInt8(ascii: "u") {
        units.append(hexUnit(at: index))
        index += 4
      } else {
        units.append(Self.unescaped(escape))
      }
      plainStart = min(index, bytes.count)
    }
    units.append(contentsOf: plainUnits(plainStart..<bytes.count))
    return String(decoding: units, as: UTF16.self)
  }

  /// The text of the bytes between two quotes, escapes resolved.
  public static func text(ofEscaped bytes: UnsafeRawBufferPointer) -> String {
    JSONString(bytes: bytes, isEscaped: true).text
  }

  @usableFromInline @inline(never)
  func slowlyEquals(_ name: JSONName) -> Bool {
    text.utf8.elementsEqual(UnsafeRawBufferPointer(start: name.start, count: name.count))
  }

  private func plainUnits(_ range: Range<Int>) -> String.UTF16View {
    String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self).utf16
  }

  private func hexUnit(at index: Int) -> UInt16 {
    guard index + 4 <= bytes.count else { return 0xFFFD }
    var unit: UInt16 = 0
    for offset in 0..<4 {
      guard let digit = Self.hexValue(bytes[index + offset]) else { return 0xFFFD }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private static func unescaped(_ byte: UInt8) -> UInt16 {
    switch byte {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    default: UInt16(byte)
    }
  }

  /// The value of a hexadecimal digit, or `nil` when it is none.
  @usableFromInline
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- 55
    default: nil
    }
  }
}
