/// The key of an object's member, as it stands in the message. Valid as long as the message's bytes are.
///
/// Keys are compared with names written as literals: `key == "e"`, or `switch key { case "e": … }`. Up to seven bytes
/// that costs one integer comparison.
@frozen
public struct JSONKey {
  /// The bytes between the quotes, escapes not resolved.
  public let bytes: UnsafeRawBufferPointer
  /// The first seven bytes and the length, packed.
  @usableFromInline let code: UInt64

  @inlinable @inline(__always)
  init(bytes: UnsafeRawBufferPointer, code: UInt64) {
    self.bytes = bytes
    self.code = code
  }

  /// The code of an escaped key: equal to no name's code, so that comparison takes the slow path.
  @usableFromInline static var escapedCode: UInt64 { .max }

  /// Packs a word of eight bytes, of which the first `count` (0…7) belong to the key.
  @inlinable @inline(__always)
  static func shortCode(_ word: UInt64, count: Int) -> UInt64 {
    let length = UInt64(truncatingIfNeeded: count)
    return (word & ((1 &<< (length &* 8)) &- 1)) | (length &<< 56)
  }

  /// Packs the first seven bytes of a longer key.
  @inlinable @inline(__always)
  static func longCode(_ word: UInt64, count: Int) -> UInt64 {
    (word & 0x00FF_FFFF_FFFF_FFFF) | (UInt64(truncatingIfNeeded: min(count, 0xFE)) &<< 56)
  }

  /// Whether the key is this name.
  @inlinable @inline(__always)
  public static func == (key: JSONKey, name: JSONName) -> Bool {
    if name.count <= 7 { return key.code == name.code || (key.code == escapedCode && key.slowlyEquals(name)) }
    return (key.code == name.code || key.code == escapedCode) && key.slowlyEquals(name)
  }

  /// Matches keys in a `switch`.
  @inlinable @inline(__always)
  public static func ~= (name: JSONName, key: JSONKey) -> Bool { key == name }

  /// Whether the bytes contain escapes.
  @inlinable @inline(__always)
  public var isEscaped: Bool { code == Self.escapedCode }

  /// The key as text, escapes resolved.
  public var text: String { JSONString(bytes: bytes, isEscaped: code == Self.escapedCode).text }

  @usableFromInline @inline(never)
  func slowlyEquals(_ name: JSONName) -> Bool {
    let wanted = UnsafeRawBufferPointer(start: name.start, count: name.count)
    if code == Self.escapedCode { return text.utf8.elementsEqual(wanted) }
    return bytes.elementsEqual(wanted)
  }
}
