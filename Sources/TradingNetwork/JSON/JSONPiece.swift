/// One to eight bytes that a ``JSONCursor`` expects, as a word.
@frozen
public struct JSONPiece: Hashable, Sendable {
  @usableFromInline let word: UInt64
  @usableFromInline let mask: UInt64
  @usableFromInline let count: Int

  /// From the bytes as a big-endian number: `JSONPiece(0x7D_7D, 2)` is `}}`.
  @inlinable @inline(__always)
  public init(_ bytes: UInt64, _ count: Int) {
    let shift = UInt64(truncatingIfNeeded: 8 &- count) &* 8
    word = (bytes &<< shift).byteSwapped
    mask = UInt64.max &>> shift
    self.count = count
  }

  /// `,"x":`, where `x` is one ASCII letter: the key of an object's second or later member.
  @inlinable @inline(__always)
  public static func member(_ letter: Unicode.Scalar) -> JSONPiece {
    JSONPiece(0x2C22_0022_3A | UInt64(letter.value) &<< 16, 5)
  }

  /// The same with the opening quote of the member's value: `,"x":"`.
  @inlinable @inline(__always)
  public static func textMember(_ letter: Unicode.Scalar) -> JSONPiece {
    JSONPiece(0x2C22_0022_3A22 | UInt64(letter.value) &<< 24, 6)
  }
}
