import TradingModel

/// Writes values one after another: numbers as variable-length integers, texts with their length.
struct FactWriter {
  private(set) var bytes: [UInt8]

  /// A writer that goes on behind what is there.
  init(after bytes: consuming [UInt8] = []) { self.bytes = bytes }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func signed(_ value: Int64) {
    number(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func wide(_ value: Int128) {
    number(UInt64(truncatingIfNeeded: value))
    signed(Int64(truncatingIfNeeded: value >> 64))
  }

  mutating func text(_ value: String) {
    number(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  mutating func optional<Value>(_ value: Value?, _ write: (inout FactWriter, Value) -> Void) {
    guard let value else { return byte(0) }
    byte(1)
    write(&self, value)
  }

  mutating func list<Values: Collection>(_ values: Values, _ write: (inout FactWriter, Values.Element) -> Void) {
    number(UInt64(values.count))
    for value in values { write(&self, value) }
  }
}

/// Why the bytes of a fact do not make sense: they were written by a later version, or are damaged.
struct FactError: Error, Hashable {
  let problem: String
}

/// Reads what ``FactWriter`` wrote; anything that does not fit is an error.
struct FactReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func byte() throws(FactError) -> UInt8 {
    guard position < bytes.endIndex else { throw FactError(problem: "ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func flag() throws(FactError) -> Bool { try byte() != 0 }

  mutating func number() throws(FactError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw FactError(problem: "holds a number that is too large") }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
      shift += 7
    }
  }

  mutating func signed() throws(FactError) -> Int64 {
    let value = try number()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func wide() throws(FactError) -> Int128 {
    let low = try number()
    return Int128(try signed()) << 64 | Int128(low)
  }

  mutating func data() throws(FactError) -> ArraySlice<UInt8> {
    guard let count = Int(exactly: try number()), count <= bytes.endIndex - position else {
      throw FactError(problem: "holds a text that is too long")
    }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  mutating func text() throws(FactError) -> String { String(decoding: try data(), as: UTF8.self) }

  mutating func word<Word: RawRepresentable>(_ type: Word.Type) throws(FactError) -> Word
  where Word.RawValue == String {
    let text = try text()
    guard let word = Word(rawValue: text) else { throw FactError(problem: "holds the unknown word '\(text)'") }
    return word
  }

  mutating func optional<Value>(
    _ read: (inout FactReader) throws(FactError) -> Value
  ) throws(FactError) -> Value? {
    switch try byte() {
    case 0: return nil
    case 1: return try read(&self)
    default: throw FactError(problem: "holds neither a value nor none")
    }
  }

  mutating func list<Value>(_ read: (inout FactReader) throws(FactError) -> Value) throws(FactError) -> [Value] {
    let count = try number()
    guard count <= UInt64(bytes.endIndex - position) else { throw FactError(problem: "holds a list that is too long") }
    var values: [Value] = []
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }
}
