extension JSONReader {
  /// Skips one value of whatever type, checking its syntax.
  @inlinable
  public mutating func skipValue() throws(JSONError) {
    let byte = try peekByte()
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return try skipContainer() }
    try skipScalar(byte)
  }

  /// Skips one value, checking its syntax, and returns its bytes: to be read later, or by another reader.
  @inlinable
  public mutating func readRawValue() throws(JSONError) -> UnsafeRawBufferPointer {
    _ = try peekByte()
    let start = position
    try skipValue()
    return slice(start, position)
  }

  /// Reads one object or array without recursion: the kinds of the open containers are bits of a word.
  @usableFromInline @inline(never)
  mutating func skipContainer() throws(JSONError) {
    let outer = depth
    // The lowest bit is the innermost container: 1 for an object.
    var kinds: UInt64 = 0
    while true {
      // At the start of a value.
      let byte = try peekByte()
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        try open(byte)
        kinds = kinds &<< 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
      } else {
        try skipScalar(byte)
      }
      // Behind a value or an opening bracket: close what ends here, then move to the next value.
      while true {
        let isObject = kinds & 1 == 1
        if isObject {
          if try nextKey() != nil { break }
        } else if try nextElement() {
          break
        }
        kinds = kinds &>> 1
        if depth == outer { return }
      }
    }
  }

  @inlinable @inline(__always)
  mutating func skipScalar(_ byte: UInt8) throws(JSONError) {
    switch byte {
    case UInt8(ascii: "\""): _ = try skipString()
    case UInt8(ascii: "t"): try readLiteral("true")
    case UInt8(ascii: "f"): try readLiteral("false")
    case UInt8(ascii: "n"): try readLiteral("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
    default: throw failure(.unexpectedByte)
    }
  }

  /// Skips a string, from its opening quote at the cursor, and says whether it contains escapes.
  @inlinable
  mutating func skipString() throws(JSONError) -> Bool {
    position &+= 1
    var isEscaped = false
    while true {
      let chunk = word(at: position)
      let specials = WordBytes.stringSpecials(chunk)
      if specials == 0 {
        position &+= 8
        continue
      }
      position &+= specials.trailingZeroBitCount &>> 3
      guard position < bytes.count else {
        position = bytes.count
        throw failure(.unexpectedEnd)
      }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position &+= 1
        return isEscaped
      case UInt8(ascii: "\\"):
        isEscaped = true
        try skipEscape()
      default: throw failure(.malformedString)
      }
    }
  }

  @usableFromInline @inline(never)
  mutating func skipEscape() throws(JSONError) {
    guard position &+ 1 < bytes.count else { throw failure(.unexpectedEnd) }
    switch bytes[position &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position &+= 2
    case UInt8(ascii: "u"):
      guard position &+ 6 <= bytes.count else { throw failure(.unexpectedEnd) }
      for index in 2..<6 where JSONString.hexValue(bytes[position &+ index]) == nil {
        throw failure(.malformedString)
      }
      position &+= 6
    default: throw failure(.malformedString)
    }
  }

  /// Skips a number, of which the first byte is at the cursor.
  @inlinable
  mutating func skipNumber() throws(JSONError) {
    if bytes[position] == UInt8(ascii: "-") { position &+= 1 }
    let first = position
    let whole = skipDigits()
    if whole == 0 { throw failure(position < bytes.count ? .malformedNumber : .unexpectedEnd) }
    if whole > 1, bytes[first] == UInt8(ascii: "0") { throw failure(.malformedNumber) }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position &+= 1
      if skipDigits() == 0 { throw failure(.malformedNumber) }
    }
    guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return }
    position &+= 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
      position &+= 1
    }
    if skipDigits() == 0 { throw failure(.malformedNumber) }
  }

  @inlinable @inline(__always)
  mutating func skipDigits() -> Int {
    let start = position
    while true {
      let count = WordBytes.digitCount(word(at: position))
      position &+= count
      if count < 8 { return position &- start }
    }
  }
}
