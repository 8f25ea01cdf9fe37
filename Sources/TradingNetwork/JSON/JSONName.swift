/// A member's name, written as a literal in the source.
@frozen
public struct JSONName: ExpressibleByStringLiteral, Sendable {
  @usableFromInline let code: UInt64
  @usableFromInline let text: StaticString

  @inlinable @inline(__always)
  var start: UnsafePointer<UInt8> { text.utf8Start }

  @inlinable @inline(__always)
  var count: Int { text.utf8CodeUnitCount }

  @inlinable @inline(__always)
  public init(stringLiteral value: StaticString) {
    text = value
    let start = value.utf8Start
    let count = value.utf8CodeUnitCount
    // Spelled out so that the compiler folds it to a constant.
    var word: UInt64 = 0
    if count > 0 { word |= UInt64(start[0]) }
    if count > 1 { word |= UInt64(start[1]) &<< 8 }
    if count > 2 { word |= UInt64(start[2]) &<< 16 }
    if count > 3 { word |= UInt64(start[3]) &<< 24 }
    if count > 4 { word |= UInt64(start[4]) &<< 32 }
    if count > 5 { word |= UInt64(start[5]) &<< 40 }
    if count > 6 { word |= UInt64(start[6]) &<< 48 }
    code = word | (UInt64(min(count, 0xFE)) &<< 56)
  }
}
