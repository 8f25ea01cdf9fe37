/// Writes JSON as the venue does: fields in the order in which they are written, decimals as quoted text.
///
/// The writer trusts its caller to balance objects and arrays; it takes care of commas and of escaping.
struct JSONWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8]
  private var needsComma = false

  init(capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  // MARK: Structure

  /// The bytes of one object, which holds what `body` writes.
  static func object(capacity: Int, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(capacity: capacity)
    writer.object(body)
    return writer.bytes
  }

  /// Writes an object around what `body` writes.
  mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes an array around what `body` writes.
  mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes the name of the field whose value is written next.
  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes the name of a field that is known only while running.
  mutating func key(text name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: Values

  mutating func value(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  mutating func value(_ number: Int64) {
    separate()
    digits(number)
    needsComma = true
  }

  mutating func value(_ number: Int) { value(Int64(number)) }

  mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

  mutating func null() { literal("null") }

  /// Writes a constant as it stands.
  mutating func literal(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  /// Writes bytes that are JSON already.
  mutating func json(_ bytes: some Collection<UInt8>) {
    separate()
    self.bytes.append(contentsOf: bytes)
    needsComma = true
  }

  /// Writes `value × 10^-decimals` as quoted text with exactly that many decimals.
  mutating func decimal(_ value: Int64, _ decimals: Int) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    DecimalDigits.append(value, decimals: decimals, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes an amount as quoted text with eight decimals.
  mutating func value(_ amount: Amount) {
    if let narrow = Int64(exactly: amount.units) { decimal(narrow, 8) } else { value(amount.description) }
  }

  // MARK: Fields

  mutating func field(_ name: StaticString, _ text: String) {
    key(name)
    value(text)
  }

  mutating func field(_ name: StaticString, _ number: Int64) {
    key(name)
    value(number)
  }

  mutating func field(_ name: StaticString, _ number: Int) {
    key(name)
    value(Int64(number))
  }

  mutating func field(_ name: StaticString, _ flag: Bool) {
    key(name)
    value(flag)
  }

  mutating func field(_ name: StaticString, _ value: Int64, decimals: Int) {
    key(name)
    decimal(value, decimals)
  }

  /// Writes a value kept at `scale` decimals with fewer decimals; what is behind them is cut off.
  mutating func field(_ name: StaticString, _ value: Int64, decimals: Int, from scale: Int) {
    var shortened = value
    for _ in decimals..<max(decimals, scale) { shortened /= 10 }
    field(name, shortened, decimals: decimals)
  }

  mutating func field(_ name: StaticString, _ amount: Amount) {
    key(name)
    value(amount)
  }

  mutating func field(_ name: StaticString, strings: [String]) {
    key(name)
    array { writer in
      for text in strings { writer.value(text) }
    }
  }

  // MARK: Bytes

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ byte: UInt8) {
    separate()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func digits(_ number: Int64) {
    DecimalDigits.append(number, decimals: 0, to: &bytes)
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var plain = text
    plain.withUTF8 { utf8 in
      for byte in utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          bytes.append(UInt8(ascii: "\\"))
          bytes.append(byte)
        case 0..<32:
          bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), 48, 48])
          bytes.append(Self.hexadecimal(byte >> 4))
          bytes.append(Self.hexadecimal(byte & 15))
        default:
          bytes.append(byte)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hexadecimal(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }
}
