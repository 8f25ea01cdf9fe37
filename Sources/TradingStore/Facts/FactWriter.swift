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
