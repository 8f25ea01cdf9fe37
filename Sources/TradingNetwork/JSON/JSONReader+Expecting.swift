/// For messages whose members nearly always come in the same order: what is expected is compared as bytes, and where
/// something else comes, the caller reads the message again in the general way.
extension JSONReader {
  /// Passes over these bytes when they come next; otherwise does nothing and returns false.
  ///
  /// It knows nothing of containers: who opens one with it, closes it with it too.
  @inlinable @inline(__always)
  public mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position &+ count <= bytes.count else { return false }
    let expected = UnsafeRawPointer(text.utf8Start)
    var offset = 0
    while offset &+ 8 <= count {
      let ours = bytes.loadUnaligned(fromByteOffset: position &+ offset, as: UInt64.self)
      if ours != expected.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
      offset &+= 8
    }
    while offset < count {
      if bytes[position &+ offset] != expected.load(fromByteOffset: offset, as: UInt8.self) { return false }
      offset &+= 1
    }
    position &+= count
    return true
  }

  /// Reads an array of two decimals or more, written as strings, such as a level of a book; further elements are
  /// skipped.
  @inlinable @inline(__always)
  public mutating func readPair(
    precisions first: UInt8, _ second: UInt8
  ) throws(JSONError) -> (first: JSONDecimal, second: JSONDecimal) {
    let start = position
    if position &+ 1 < bytes.count, bytes[position] == UInt8(ascii: "["), bytes[position &+ 1] == UInt8(ascii: "\"") {
      position &+= 1
      let left = try readDecimalInline(precision: first)
      if position &+ 1 < bytes.count, bytes[position] == UInt8(ascii: ","),
        bytes[position &+ 1] == UInt8(ascii: "\"")
      {
        position &+= 1
        let right = try readDecimalInline(precision: second)
        if position < bytes.count, bytes[position] == UInt8(ascii: "]") {
          position &+= 1
          isAtStart = false
          return (left, right)
        }
      }
      position = start
    }
    return try readPairSlowly(precisions: first, second)
  }

  @usableFromInline @inline(never)
  mutating func readPairSlowly(
    precisions first: UInt8, _ second: UInt8
  ) throws(JSONError) -> (first: JSONDecimal, second: JSONDecimal) {
    try beginArray()
    // Venues write the decimals of a level as strings: a bare number is a sign of damage.
    guard try nextElement(), try peekKind() == .string else { throw failure(.wrongType) }
    let left = try readDecimal(precision: first)
    guard try nextElement(), try peekKind() == .string else { throw failure(.wrongType) }
    let right = try readDecimal(precision: second)
    try skipToEndOfArray()
    return (left, right)
  }
}
