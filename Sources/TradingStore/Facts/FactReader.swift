import TradingModel

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
