import TradingModel

/// One line of JSON under construction, as the command line's contract prints it: prices and amounts as strings in plain
/// notation, times as integers in nanoseconds, absent values left out.
struct JSONLine {
  private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
  private var needsComma = false

  /// A line that starts with one member, as `{"type":"quote"`.
  init(_ key: StaticString, _ value: String) {
    bytes.reserveCapacity(256)
    string(key, value)
  }

  /// An object without members so far, for nesting.
  init() {}

  mutating func string(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    Self.quote(value, into: &bytes)
  }

  /// A decimal in quotes: a price, a quantity, an amount.
  mutating func decimal(_ key: StaticString, _ value: (some CustomStringConvertible)?) {
    guard let value else { return }
    self.key(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: value.description.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ key: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    self.key(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func bool(_ key: StaticString, _ value: Bool?) {
    guard let value else { return }
    self.key(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func time(_ key: StaticString, _ value: UnixNanos?) {
    integer(key, value?.nanoseconds)
  }

  /// `tsEvent` and `tsInit`, with which data and events end.
  mutating func times(_ event: UnixNanos, _ initial: UnixNanos) {
    time("tsEvent", event)
    time("tsInit", initial)
  }

  mutating func object(_ key: StaticString, _ value: JSONLine?) {
    guard let value else { return }
    self.key(key)
    bytes.append(contentsOf: value.finished)
  }

  mutating func array(_ key: StaticString, _ values: [JSONLine]) {
    self.key(key)
    list(values.map(\.finished))
  }

  mutating func strings(_ key: StaticString, _ values: [String]) {
    self.key(key)
    list(
      values.map { value in
        var quoted: [UInt8] = []
        Self.quote(value, into: &quoted)
        return quoted
      })
  }

  /// Pairs of decimals, as the levels of a book: `[["1.0","2"],…]`.
  mutating func pairs(_ key: StaticString, _ values: [(some CustomStringConvertible, some CustomStringConvertible)]) {
    self.key(key)
    list(values.map { [UInt8]("[\"\($0.0)\",\"\($0.1)\"]".utf8) })
  }

  /// A number that is no amount: seconds, rates.
  mutating func number(_ key: StaticString, _ value: Double) {
    self.key(key)
    let text = value.isFinite ? String(format: value) : "0"
    bytes.append(contentsOf: text.utf8)
  }

  /// A text or an integer as a client gave it, to be repeated as it was.
  mutating func raw(_ key: StaticString, _ json: [UInt8]?) {
    guard let json else { return }
    self.key(key)
    bytes.append(contentsOf: json)
  }

  /// The object, closed.
  var finished: [UInt8] { bytes + [UInt8(ascii: "}")] }

  private mutating func key(_ key: StaticString) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
  }

  private mutating func list(_ values: [[UInt8]]) {
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// A JSON string of `text`.
  private static func quote(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension String {
  /// Plain notation with at most three decimals, for statistics.
  fileprivate init(format value: Double) {
    let thousandths = (value * 1_000).rounded()
    guard let whole = Int64(exactly: thousandths) else {
      self = "0"
      return
    }
    self = DecimalText.format(mantissa: Int128(whole), scale: 3)
  }
}
