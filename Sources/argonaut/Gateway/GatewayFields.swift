import BinanceAdapter
import TradingLive
import TradingModel

/// The members of one object of a command, read strictly: every key is asked for, and ``finish()`` refuses the others.
///
/// A member that is `null` counts as absent.
struct GatewayFields {
  /// Where the object is, for messages: `submit`, `submit.order`, `submitList.orders[1]`.
  let place: String
  private let members: [JSONValue.Member]
  private var asked: [String] = []

  init(_ members: [JSONValue.Member], place: String) {
    self.members = members
    self.place = place
  }

  // MARK: Values

  mutating func text(_ key: String) throws(GatewayProblem) -> String? {
    guard let value = try value(key) else { return nil }
    guard case .string(let text) = value.content else { throw wrongType(key, "a string", value) }
    return text
  }

  mutating func bool(_ key: String) throws(GatewayProblem) -> Bool? {
    guard let value = try value(key) else { return nil }
    guard case .bool(let flag) = value.content else { throw wrongType(key, "true or false", value) }
    return flag
  }

  /// A whole number that is more than zero, bare or in quotes.
  mutating func count(_ key: String) throws(GatewayProblem) -> Int64? {
    guard let value = try value(key) else { return nil }
    guard let text = value.text else { throw wrongType(key, "a whole number", value) }
    guard let number = Int64(text), number > 0 else {
      throw problem(key, "'\(text)' is not a whole number above zero")
    }
    return number
  }

  /// A decimal in plain notation, in quotes so that no digit is lost on the way.
  mutating func decimal(_ key: String) throws(GatewayProblem) -> String? {
    guard let value = try value(key) else { return nil }
    if case .number(let text) = value.content {
      throw problem(key, "is a bare number; write it in quotes, as \"\(text)\", so that every digit arrives")
    }
    guard case .string(let text) = value.content else { throw wrongType(key, "a decimal in quotes", value) }
    let isPlain = text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B }
    guard isPlain, (try? WideDecimal(text)) != nil else {
      throw problem(key, "'\(text)' is not a decimal in plain notation; write it as \"0.0100\"")
    }
    return text
  }

  /// One of a closed set of words, whatever its case.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type, among valid: [Word]? = nil
  ) throws(GatewayProblem) -> Word? where Word.RawValue == String {
    guard let text = try text(key) else { return nil }
    let words = valid ?? Array(type.allCases)
    if let word = words.first(where: { $0.rawValue == text.uppercased() }) { return word }
    throw problem(key, "'\(text)' is not known; valid are \(words.map(\.rawValue).joined(separator: ", "))")
  }

  /// An amount of money that is moved; which way is said by other members.
  mutating func amount(_ key: String) throws(GatewayProblem) -> String? {
    guard let text = try decimal(key) else { return nil }
    guard let value = try? WideDecimal(text), value > .zero else {
      throw problem(key, "'\(text)' is not more than zero")
    }
    return text
  }

  mutating func instrument(_ key: String) throws(GatewayProblem) -> InstrumentId? {
    guard let text = try text(key) else { return nil }
    do throws(IdentifierError) {
      return try InstrumentId(text)
    } catch {
      throw problem(key, error.description)
    }
  }

  /// A nested object.
  mutating func object(_ key: String) throws(GatewayProblem) -> GatewayFields? {
    guard let value = try value(key) else { return nil }
    guard let members = value.members else { throw wrongType(key, "an object", value) }
    return GatewayFields(members, place: "\(place).\(key)")
  }

  /// A list of objects.
  mutating func objects(_ key: String) throws(GatewayProblem) -> [GatewayFields]? {
    guard let value = try value(key) else { return nil }
    guard let elements = value.elements else { throw wrongType(key, "a list of objects", value) }
    var result: [GatewayFields] = []
    for (index, element) in elements.enumerated() {
      guard let members = element.members else { throw wrongType("\(key)[\(index)]", "an object", element) }
      result.append(GatewayFields(members, place: "\(place).\(key)[\(index)]"))
    }
    return result
  }

  /// A list of strings; one string alone counts as such a list.
  mutating func texts(_ key: String) throws(GatewayProblem) -> [String]? {
    guard let value = try value(key) else { return nil }
    if case .string(let text) = value.content { return [text] }
    guard let elements = value.elements else { throw wrongType(key, "a list of strings", value) }
    var result: [String] = []
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element.content else { throw wrongType("\(key)[\(index)]", "a string", element) }
      result.append(text)
    }
    return result
  }

  /// A flat object of strings, truth values and numbers, as text.
  mutating func params(_ key: String) throws(GatewayProblem) -> [String: String] {
    guard let value = try value(key) else { return [:] }
    guard let members = value.members else { throw wrongType(key, "an object of strings and truth values", value) }
    var result: [String: String] = [:]
    for member in members {
      let text: String
      switch member.value.content {
      case .string(let string): text = string
      case .bool(let flag): text = flag ? "true" : "false"
      case .number(let number): text = number
      case .null: continue
      case .array, .object: throw wrongType("\(key).\(member.key)", "a string, true or false", member.value)
      }
      guard result.updateValue(text, forKey: member.key) == nil else {
        throw problem("\(key).\(member.key)", "is given twice; give it once")
      }
    }
    return result
  }

  /// A value that must be there.
  func require<Value>(_ key: String, _ value: Value?) throws(GatewayProblem) -> Value {
    guard let value else { throw problem(key, "is missing; add it") }
    return value
  }

  // MARK: The end, and errors

  /// Refuses the keys that nobody asked for.
  func finish() throws(GatewayProblem) {
    guard let unknown = members.first(where: { !asked.contains($0.key) }) else { return }
    let nearest = SpellingDistance.nearest(to: unknown.key, among: asked)
    let valid =
      asked.isEmpty ? "nothing but id and command is valid here" : "valid here: \(asked.joined(separator: ", "))"
    let hint = nearest.map { "did you mean '\($0)'?" } ?? valid
    throw problem(unknown.key, "unknown key; \(hint)")
  }

  func problem(_ key: String, _ text: String) -> GatewayProblem { GatewayProblem("\(place).\(key): \(text)") }

  private mutating func value(_ key: String) throws(GatewayProblem) -> JSONValue? {
    asked.append(key)
    let found = members.filter { $0.key == key }
    guard found.count < 2 else { throw problem(key, "is given twice; give it once") }
    guard let value = found.first?.value, value != .null else { return nil }
    return value
  }

  private func wrongType(_ key: String, _ expected: String, _ value: JSONValue) -> GatewayProblem {
    let found =
      switch value.content {
      case .null: "null"
      case .bool: "a truth value"
      case .number: "a number"
      case .string: "a string"
      case .array: "a list"
      case .object: "an object"
      }
    return problem(key, "is \(found), but \(expected) is expected")
  }
}
