public import TradingModel
public import TradingNetwork

/// A value of a JSON document: a view into the document's bytes.
///
/// Numbers keep their text, so that no digit is lost, and every reading is tolerant: a number may be quoted or bare, a
/// member may be missing. The document is kept for as long as one of its values is. Market data are read with
/// `JSONReader` instead, which takes nothing apart beforehand.
public struct JSONValue: Sendable {
  /// One member of an object.
  public struct Member: Hashable, Sendable {
    /// The member's name, without quotes and escapes.
    public let key: String
    /// What the member holds; a null is ``JSONValue/null``.
    public let value: JSONValue
  }

  /// What a value is, with all that is in it.
  public enum Content: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// The members in the order of the document.
    case object([Member])
  }

  private let document: JSONDocument
  private let index: Int

  private init(_ document: JSONDocument, _ index: Int) {
    self.document = document
    self.index = index
  }

  /// Reads a whole document.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    self.init(try JSONDocument(parsing: bytes), 0)
  }

  /// Reads the value that comes next.
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init(try JSONDocument(from: &reader), 0)
  }

  /// The value of nothing.
  public static let null = JSONValue(JSONDocument.null, 0)
}

// MARK: - Reading

extension JSONValue {
  private var entry: JSONDocument.Entry { document.entries[index] }

  private func value(_ index: Int?) -> JSONValue? {
    guard let index, document.entries[index].kind != .null else { return nil }
    return JSONValue(document, index)
  }

  /// The value of a member; `nil` when it is missing or null, or this is no object.
  public subscript(_ key: String) -> JSONValue? {
    guard entry.kind == .object else { return nil }
    return value(document.member(key, of: index))
  }

  /// The element at an index; `nil` beyond the end.
  public subscript(_ index: Int) -> JSONValue? {
    guard entry.kind == .array, index >= 0 else { return nil }
    let end = Int(entry.next)
    var place = self.index + 1
    for _ in 0..<index where place < end { place = Int(document.entries[place].next) }
    return place < end ? value(place) : nil
  }

  /// The elements of an array.
  public var elements: [JSONValue]? {
    guard entry.kind == .array else { return nil }
    return document.children(of: index).map { JSONValue(document, $0) }
  }

  /// The members of an object.
  public var members: [Member]? {
    guard entry.kind == .object else { return nil }
    return document.children(of: index).map { index in
      let entry = document.entries[index]
      return Member(key: document.text(entry.key, isEscaped: entry.isKeyEscaped), value: JSONValue(document, index))
    }
  }

  /// What the value is.
  public var content: Content {
    switch entry.kind {
    case .null: .null
    case .bool: .bool(isTrue)
    case .number: .number(plainText)
    case .string: .string(plainText)
    case .array: .array(elements ?? [])
    case .object: .object(members ?? [])
    }
  }

  /// Whether the value is an object.
  public var isObject: Bool { entry.kind == .object }

  private var plainText: String { document.text(entry.text, isEscaped: entry.isEscaped) }

  private var isTrue: Bool { entry.text.count == 4 }

  /// The text of a string or number.
  public var text: String? {
    switch entry.kind {
    case .string, .number: plainText
    case .null, .bool, .array, .object: nil
    }
  }

  /// A whole number, bare or quoted.
  public var int64: Int64? { text.flatMap { Int64($0) } }

  /// A whole number, bare or quoted.
  public var int: Int? { text.flatMap { Int($0) } }

  /// A whole number that is not negative, bare or quoted.
  public var uint64: UInt64? { text.flatMap { UInt64($0) } }

  /// An exact decimal, bare or quoted.
  public var decimal: WideDecimal? { text.flatMap { try? WideDecimal($0) } }

  /// A truth value, bare or quoted.
  public var bool: Bool? {
    switch entry.kind {
    case .bool: return isTrue
    case .string:
      switch plainText {
      case "true", "TRUE": return true
      case "false", "FALSE": return false
      default: return nil
      }
    case .null, .number, .array, .object: return nil
    }
  }

  /// A point in time in milliseconds.
  public var milliseconds: UnixNanos? { int64.map { UnixNanos(milliseconds: $0) } }
}

// MARK: - Comparing

extension JSONValue: Hashable {
  /// Whether two values say the same, wherever they stand; members count in their order.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.entry.kind == right.entry.kind && left.content == right.content
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(content) }
}

// MARK: - Members that must be there

extension JSONValue {
  /// The text of a member.
  public func text(_ key: String) throws(BinanceDecodingError) -> String { try require(self[key]?.text, key) }
  /// A whole number.
  public func int64(_ key: String) throws(BinanceDecodingError) -> Int64 { try require(self[key]?.int64, key) }
  /// A whole number that is not negative.
  public func uint64(_ key: String) throws(BinanceDecodingError) -> UInt64 { try require(self[key]?.uint64, key) }
  /// An exact decimal.
  public func decimal(_ key: String) throws(BinanceDecodingError) -> WideDecimal {
    try require(self[key]?.decimal, key)
  }

  /// A truth value.
  public func bool(_ key: String) throws(BinanceDecodingError) -> Bool { try require(self[key]?.bool, key) }
  /// A point in time in milliseconds.
  public func time(_ key: String) throws(BinanceDecodingError) -> UnixNanos {
    try require(self[key]?.milliseconds, key)
  }

  /// An exact decimal in an array.
  public func decimal(_ index: Int) throws(BinanceDecodingError) -> WideDecimal {
    try require(self[index]?.decimal, "[\(index)]")
  }

  /// A point in time in an array, in milliseconds.
  public func time(_ index: Int) throws(BinanceDecodingError) -> UnixNanos {
    try require(self[index]?.milliseconds, "[\(index)]")
  }

  private func require<Value>(_ value: Value?, _ key: String) throws(BinanceDecodingError) -> Value {
    guard let value else { throw BinanceDecodingError(field: key) }
    return value
  }
}
