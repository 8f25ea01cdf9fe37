/// Reads one JSON document from bytes in place: no allocation, no copy, no tree.
///
/// The caller knows the shape and pulls values out of it; the order of the keys does not matter, unknown members are
/// skipped, and everything that is walked over is checked against the grammar:
///
/// ```swift
/// var reader = JSONReader(message)
/// try reader.beginObject()
/// while let key = try reader.nextKey() {
///   switch key {
///   case "u": updateId = try reader.readUInt64()
///   case "b": bid = try reader.readPrice(precision: 2)
///   default: try reader.skipValue()
///   }
/// }
/// try reader.finish()
/// ```
///
/// Every read is checked against the end of the bytes; whatever the bytes are, a reader throws ``JSONError`` or answers,
/// it never traps. After an error the reader is of no use. Whether strings are valid UTF-8 is not its business: the
/// WebSocket layer has checked that.
@frozen
public struct JSONReader {
  /// How deep objects and arrays may be nested.
  @inlinable public static var maximumDepth: Int { 64 }

  /// The whole message.
  public let bytes: UnsafeRawBufferPointer
  /// The offset of the next byte to read.
  @usableFromInline var position: Int
  /// How many containers are open.
  @usableFromInline var depth: Int
  /// Whether the innermost container was opened just now, so that no comma is due.
  @usableFromInline var isAtStart: Bool

  /// A reader at the start of a message. The bytes must stay valid while the reader is in use.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    position = 0
    depth = 0
    isAtStart = false
  }

  /// A reader in the middle of a message, for who has passed over what comes before. An offset outside the message
  /// counts as its end.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafeRawBufferPointer, from offset: Int) {
    self.bytes = bytes
    position = offset >= 0 && offset <= bytes.count ? offset : bytes.count
    depth = 0
    isAtStart = false
  }

  /// The offset of the next byte to read.
  @inlinable public var offset: Int { position }

  // MARK: Objects

  /// Reads `{`.
  @inlinable
  public mutating func beginObject() throws(JSONError) {
    try open(UInt8(ascii: "{"))
  }

  /// Reads up to the next member's value and returns its key, or reads `}` and returns `nil`.
  ///
  /// The member's value must be read or skipped before the next call.
  @inlinable @inline(__always)
  public mutating func nextKey() throws(JSONError) -> JSONKey? {
    guard try advance(closing: UInt8(ascii: "}")) else { return nil }
    let key = try readKey()
    guard try peekByte() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
    position &+= 1
    return key
  }

  // MARK: Arrays

  /// Reads `[`.
  @inlinable
  public mutating func beginArray() throws(JSONError) {
    try open(UInt8(ascii: "["))
  }

  /// Reads up to the next element and returns true, or reads `]` and returns false.
  ///
  /// The element must be read or skipped before the next call.
  @inlinable @inline(__always)
  public mutating func nextElement() throws(JSONError) -> Bool {
    try advance(closing: UInt8(ascii: "]"))
  }

  /// Reads `]` where the array's shape says that it ends here.
  @inlinable
  public mutating func endArray() throws(JSONError) {
    if try nextElement() { throw failure(.wrongType) }
  }

  /// Skips the remaining elements and reads `]`.
  @inlinable
  public mutating func skipToEndOfArray() throws(JSONError) {
    while try nextElement() { try skipValue() }
  }

  // MARK: The end

  /// Checks that nothing but white space follows.
  @inlinable
  public mutating func finish() throws(JSONError) {
    skipWhiteSpace()
    guard position == bytes.count else { throw failure(depth == 0 ? .trailingBytes : .unexpectedByte) }
    guard depth == 0 else { throw failure(.unexpectedEnd) }
  }

  // MARK: The cursor

  @inlinable @inline(__always)
  mutating func open(_ bracket: UInt8) throws(JSONError) {
    guard try peekByte() == bracket else { throw failure(.wrongType) }
    guard depth < Self.maximumDepth else { throw failure(.tooDeep) }
    position &+= 1
    depth &+= 1
    isAtStart = true
  }

  /// Moves to the next item of the innermost container, over the comma; false when the container was closed.
  @inlinable @inline(__always)
  mutating func advance(closing bracket: UInt8) throws(JSONError) -> Bool {
    let byte = try peekByte()
    if byte == bracket {
      guard depth > 0 else { throw failure(.unexpectedByte) }
      position &+= 1
      depth &-= 1
      isAtStart = false
      return false
    }
    if isAtStart {
      isAtStart = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw failure(.unexpectedByte) }
    position &+= 1
    return true
  }

  /// The next byte that is not white space, without consuming it.
  @inlinable @inline(__always)
  mutating func peekByte() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    let byte = bytes[position]
    if byte > 0x20 { return byte }
    return try peekByteSlowly()
  }

  @usableFromInline @inline(never)
  mutating func peekByteSlowly() throws(JSONError) -> UInt8 {
    skipWhiteSpace()
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    return bytes[position]
  }

  @usableFromInline
  mutating func skipWhiteSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position &+= 1
      default: return
      }
    }
  }

  /// Eight bytes from `offset`; beyond the end of the message they are zero, which is neither digit nor plain text.
  @inlinable @inline(__always)
  func word(at offset: Int) -> UInt64 {
    if offset &+ 8 <= bytes.count {
      return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return tailWord(at: offset)
  }

  @usableFromInline @inline(never)
  func tailWord(at offset: Int) -> UInt64 {
    let count = bytes.count
    if count >= 8, offset < count {
      let last = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
      return last &>> (UInt64(truncatingIfNeeded: offset &+ 8 &- count) &* 8)
    }
    var word: UInt64 = 0
    var shift: UInt64 = 0
    var index = offset
    while index < bytes.count, shift < 64 {
      word |= UInt64(bytes[index]) &<< shift
      shift &+= 8
      index &+= 1
    }
    return word
  }

  /// The bytes of a range that was walked over already.
  @inlinable @inline(__always)
  func slice(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// The error for the byte at the cursor.
  @usableFromInline @inline(never)
  func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: position) }
}
