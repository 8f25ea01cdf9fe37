extension JSONReader {
  /// The types of JSON values, told apart by their first byte.
  @frozen
  public enum Kind: UInt8, Sendable {
    case object
    case array
    case string
    case number
    case bool
    case null
  }

  /// The type of the value that comes next, without consuming it.
  @inlinable
  public mutating func peekKind() throws(JSONError) -> Kind {
    switch try peekByte() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw failure(.unexpectedByte)
    }
  }

  /// Reads `null` and returns true when it comes next; otherwise reads nothing and returns false.
  @inlinable
  public mutating func readIfNull() throws(JSONError) -> Bool {
    guard try peekByte() == UInt8(ascii: "n") else { return false }
    try readLiteral("null")
    return true
  }

  /// Reads `true` or `false`.
  @inlinable
  public mutating func readBool() throws(JSONError) -> Bool {
    switch try peekByte() {
    case UInt8(ascii: "t"):
      try readLiteral("true")
      return true
    case UInt8(ascii: "f"):
      try readLiteral("false")
      return false
    default: throw failure(.wrongType)
    }
  }

  /// Reads a whole number that is not negative.
  @inlinable
  public mutating func readUInt64() throws(JSONError) -> UInt64 {
    let first = try peekByte()
    if first == UInt8(ascii: "-") { throw failure(.negative) }
    return try readMagnitude(first)
  }

  /// Reads a whole number.
  @inlinable
  public mutating func readInt64() throws(JSONError) -> Int64 {
    var first = try peekByte()
    guard first == UInt8(ascii: "-") else {
      guard let value = Int64(exactly: try readMagnitude(first)) else { throw failure(.numberTooLarge) }
      return value
    }
    position &+= 1
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    first = bytes[position]
    let magnitude = try readMagnitude(first)
    guard magnitude <= Int64.min.magnitude else { throw failure(.numberTooLarge) }
    return 0 &- Int64(truncatingIfNeeded: magnitude)
  }

  /// Reads a string as bytes. Escapes are checked but not resolved.
  @inlinable
  public mutating func readStringBytes() throws(JSONError) -> JSONString {
    guard try peekByte() == UInt8(ascii: "\"") else { throw failure(.wrongType) }
    let start = position &+ 1
    let isEscaped = try skipString()
    return JSONString(bytes: slice(start, position &- 1), isEscaped: isEscaped)
  }

  /// Reads a string as text, escapes resolved. It allocates: for what is read seldom.
  public mutating func readText() throws(JSONError) -> String { try readStringBytes().text }

  // MARK: Parts

  /// Reads a key with its quotes.
  @inlinable @inline(__always)
  mutating func readKey() throws(JSONError) -> JSONKey {
    guard try peekByte() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
    let start = position &+ 1
    let first = word(at: start)
    let specials = WordBytes.stringSpecials(first)
    let count = specials.trailingZeroBitCount &>> 3
    if specials != 0, UInt8(truncatingIfNeeded: first &>> (UInt64(truncatingIfNeeded: count) &* 8)) == 0x22 {
      position = start &+ count &+ 1
      return JSONKey(bytes: slice(start, start &+ count), code: JSONKey.shortCode(first, count: count))
    }
    return try readLongKey(start: start, first: first)
  }

  @usableFromInline @inline(never)
  mutating func readLongKey(start: Int, first: UInt64) throws(JSONError) -> JSONKey {
    let isEscaped = try skipString()
    let content = slice(start, position &- 1)
    return JSONKey(
      bytes: content, code: isEscaped ? JSONKey.escapedCode : JSONKey.longCode(first, count: content.count))
  }

  /// Reads the digits of a whole number, of which `first` is the first byte.
  @inlinable
  mutating func readMagnitude(_ first: UInt8) throws(JSONError) -> UInt64 {
    let start = position
    var value: UInt64 = 0
    while true {
      let digits = word(at: position)
      let count = WordBytes.digitCount(digits)
      let (scaled, tooLarge) = value.multipliedReportingOverflow(by: WordBytes.powerOfTen(count))
      let (sum, carry) = scaled.addingReportingOverflow(WordBytes.number(digits, digits: count))
      if tooLarge || carry { throw failure(.numberTooLarge) }
      value = sum
      position &+= count
      if count < 8 { break }
    }
    if position == start { throw failure(position < bytes.count ? .wrongType : .unexpectedEnd) }
    if first == UInt8(ascii: "0"), position &- start > 1 { throw failure(.malformedNumber) }
    if position < bytes.count {
      let next = bytes[position]
      if next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") { throw failure(.wrongType) }
    }
    return value
  }

  /// Reads one of the words `null`, `true` and `false`, at the cursor.
  @inlinable @inline(__always)
  mutating func readLiteral(_ literal: JSONName) throws(JSONError) {
    let count = literal.count
    guard JSONKey.shortCode(word(at: position), count: count) == literal.code else {
      throw failure(position &+ count <= bytes.count ? .unexpectedByte : .unexpectedEnd)
    }
    position &+= count
  }
}
