public import TradingModel
public import TradingNetwork

/// A JSON document as a tree, for answers that are read seldom.
///
/// Numbers keep their text, so that no digit is lost, and every reading is tolerant: a number may be quoted or bare, a
/// member may be missing. Hot paths read with ``JSONReader`` instead.
public indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number, as it is written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// The members in the order of the document.
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    public let key: String
    public let value: JSONValue
  }

  /// Reads a whole document.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var result: Result<JSONValue, JSONError> = .success(.null)
    bytes.withUnsafeBytes { buffer in
      do throws(JSONError) {
        var reader = JSONReader(buffer)
        let value = try JSONValue(from: &reader)
        try reader.finish()
        result = .success(value)
      } catch {
        result = .failure(error)
      }
    }
    self = try result.get()
  }

  /// Reads the value that comes next.
  public init(from reader: inout JSONReader) throws(JSONError) {
    switch try reader.peekKind() {
    case .null:
      _ = try reader.readIfNull()
      self = .null
    case .bool: self = .bool(try reader.readBool())
    case .number: self = .number(String(decoding: try reader.readRawValue(), as: UTF8.self))
    case .string: self = .string(try reader.readText())
    case .array:
      var elements: [JSONValue] = []
      try reader.beginArray()
      while try reader.nextElement() { elements.append(try JSONValue(from: &reader)) }
      self = .array(elements)
    case .object:
      var members: [Member] = []
      try reader.beginObject()
      while let key = try reader.nextKey() {
        let name = key.text
        members.append(Member(key: name, value: try JSONValue(from: &reader)))
      }
      self = .object(members)
    }
  }
}

// MARK: - Reading

extension JSONValue {
  /// The value of a member; `nil` when it is missing or null, or this is no object.
  public subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self, let member = members.first(where: { $0.key == key }) else { return nil }
    return member.value == .null ? nil : member.value
  }

  /// The element at an index; `nil` beyond the end.
  public subscript(_ index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index] == .null ? nil : elements[index]
  }

  /// The elements of an array.
  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object.
  public var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The text of a string or number.
  public var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
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
    switch self {
    case .bool(let value): value
    case .string("true"), .string("TRUE"): true
    case .string("false"), .string("FALSE"): false
    default: nil
    }
  }

  /// A point in time in milliseconds.
  public var milliseconds: UnixNanos? { int64.map { UnixNanos(milliseconds: $0) } }
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

/// A member of an answer that is missing or of an unexpected type.
public struct BinanceDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The member's name.
  public let field: String

  public init(field: String) { self.field = field }

  public var description: String { "'\(field)' is missing or of an unexpected type" }
}
