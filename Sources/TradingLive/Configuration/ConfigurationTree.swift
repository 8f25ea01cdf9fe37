import Foundation
import Yams

/// One mapping of a configuration file (YAML or JSON), read strictly.
///
/// Every key is asked for by its camelCase name; NautilusTrader's snake_case spelling of the same words is accepted too.
/// When everything was asked for, ``finish()`` refuses the keys that nobody knows and names the nearest valid one.
public final class ConfigurationTree {
  /// The file or other source, for messages.
  public let source: String
  /// The keys that lead here from the top.
  public let path: [String]
  private let mapping: Node.Mapping
  private let line: Int?
  private var asked: Set<String> = []
  private var consumed: Set<String> = []

  private init(source: String, path: [String], mapping: Node.Mapping, line: Int?) {
    self.source = source
    self.path = path
    self.mapping = mapping
    self.line = line
  }

  /// Reads YAML or JSON text whose top is a mapping.
  public convenience init(text: String, source: String) throws(ConfigurationError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      let complaint = YamlComplaint.of(error)
      let place = complaint.line.map { "\(source):\($0)" } ?? source
      throw ConfigurationError(place: place, path: "", problem: complaint.problem)
    }
    guard let node else {
      throw ConfigurationError(
        place: source, path: "", problem: "the file is empty; see Docs/Configuration.md for an example")
    }
    guard case .mapping(let mapping) = node else {
      throw ConfigurationError(place: source, path: "", problem: "expected keys and values at the top")
    }
    self.init(source: source, path: [], mapping: mapping, line: node.mark?.line)
  }

  /// Reads a file.
  public convenience init(file: String) throws(ConfigurationError) {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory), isDirectory.boolValue {
      throw ConfigurationError(place: file, path: "", problem: "is a directory; name the file in it")
    }
    // A pipe is a file as well, as of `<(…)` in a shell.
    guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd() ?? Data() else {
      throw ConfigurationError(place: file, path: "", problem: "cannot be read: check that it exists and is readable")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError(place: file, path: "", problem: "is not UTF-8 text")
    }
    try self.init(text: text, source: file)
  }

  /// The keys as written, in the file's order.
  public var keys: [String] { mapping.compactMap { $0.key.string } }
}

// MARK: - Reading values

extension ConfigurationTree {
  /// The text of a key; numbers and truth values are given as they are written.
  public func string(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> String? {
    guard let node = node(key, aliases) else { return nil }
    guard case .scalar(let scalar) = node else { throw error(key, "expected a text") }
    return scalar.string
  }

  /// A truth value.
  public func bool(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> Bool? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw error(key, "'\(text)' is neither true nor false")
    }
  }

  /// A text that something is called by, which nothing is without at least one character.
  public func name(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> String? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else { throw error(key, "is empty; name it, or leave it out") }
    return text
  }

  /// A whole number, from `least` upwards where that is given.
  public func integer(
    _ key: String, atLeast least: Int = .min, aliases: [String] = []
  ) throws(ConfigurationError) -> Int? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    guard let value = Int(text) else { throw error(key, "'\(text)' is not a whole number") }
    guard value >= least else { throw error(key, "'\(text)' is too little; it must be at least \(least)") }
    return value
  }

  /// A duration: `250ms`, `10s`, `5m`, `1h`, or a bare number in `unit`.
  public func duration(
    _ key: String, unit: DurationUnit, aliases: [String] = []
  ) throws(ConfigurationError) -> Duration? {
    guard let text = try string(key, aliases: aliases) else { return nil }
    guard let value = DurationUnit.parse(text, defaultUnit: unit) else {
      throw error(key, "'\(text)' is not a duration; write 250ms, 10s, 5m or 1h")
    }
    return value
  }

  /// One of a closed set of words.
  public func word<Value: RawRepresentable & CaseIterable>(
    _ key: String, as type: Value.Type, aliases: [String] = []
  ) throws(ConfigurationError) -> Value? where Value.RawValue == String {
    guard let text = try string(key, aliases: aliases) else { return nil }
    if let value = Value(rawValue: text)
      ?? Value.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() })
    {
      return value
    }
    let valid = Value.allCases.map(\.rawValue)
    throw error(key, "'\(text)' is not known; valid are \(valid.joined(separator: ", "))")
  }

  /// A list of texts.
  public func strings(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> [String]? {
    guard let node = node(key, aliases) else { return nil }
    guard case .sequence(let sequence) = node else { throw error(key, "expected a list, as [BTCUSDT.BINANCE]") }
    var result: [String] = []
    for element in sequence {
      guard case .scalar(let scalar) = element else { throw error(key, "expected a list of texts") }
      result.append(scalar.string)
    }
    return result
  }

  /// A mapping from free keys to texts, in the file's order.
  public func table(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> [(key: String, value: String)]?
  {
    guard let tree = try tree(key, aliases: aliases) else { return nil }
    var result: [(key: String, value: String)] = []
    for name in tree.keys {
      guard let value = try tree.string(name) else { continue }
      result.append((name, value))
    }
    return result
  }

  /// A nested mapping.
  public func tree(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> ConfigurationTree? {
    guard let node = node(key, aliases) else { return nil }
    guard case .mapping(let mapping) = node else { throw error(key, "expected keys and values") }
    return ConfigurationTree(source: source, path: path + [key], mapping: mapping, line: node.mark?.line)
  }

  /// A list of mappings.
  public func trees(_ key: String, aliases: [String] = []) throws(ConfigurationError) -> [ConfigurationTree]? {
    guard let node = node(key, aliases) else { return nil }
    guard case .sequence(let sequence) = node else { throw error(key, "expected a list") }
    var result: [ConfigurationTree] = []
    for (index, element) in sequence.enumerated() {
      guard case .mapping(let mapping) = element else { throw error(key, "expected a list of keys and values") }
      result.append(
        ConfigurationTree(source: source, path: path + ["\(key)[\(index)]"], mapping: mapping, line: element.mark?.line)
      )
    }
    return result
  }

  /// A value that must be there.
  public func require<Value>(_ key: String, _ value: Value?) throws(ConfigurationError) -> Value {
    guard let value else { throw error(key, "is missing") }
    return value
  }
}

// MARK: - Errors

extension ConfigurationTree {
  /// Refuses the keys that nobody asked for.
  public func finish() throws(ConfigurationError) {
    for key in keys where !consumed.contains(key) {
      let nearest = SpellingDistance.nearest(to: key, among: asked.sorted())
      let hint = nearest.map { "did you mean '\($0)'?" } ?? "valid keys here: \(asked.sorted().joined(separator: ", "))"
      throw error(key, "unknown key; \(hint)")
    }
  }

  /// An error about a key of this mapping.
  public func error(_ key: String, _ problem: String) -> ConfigurationError {
    let keyLine = mapping.first { $0.key.string == key }?.key.mark?.line ?? line
    let place = keyLine.map { "\(source):\($0)" } ?? source
    return ConfigurationError(place: place, path: (path + [key]).joined(separator: "."), problem: problem)
  }

  private func node(_ key: String, _ aliases: [String]) -> Node? {
    asked.insert(key)
    for candidate in mapping {
      guard let written = candidate.key.string else { continue }
      guard written == key || aliases.contains(written) || Self.isSnakeCase(written, of: key) else { continue }
      consumed.insert(written)
      if candidate.value.isNull { return nil }
      return candidate.value
    }
    return nil
  }

  /// Whether `written` is the snake_case spelling of `key`: `base_url_http` for `baseURLHTTP`.
  private static func isSnakeCase(_ written: String, of key: String) -> Bool {
    guard written.contains("_"), written == written.lowercased() else { return false }
    return written.replacing("_", with: "") == key.lowercased()
  }
}

extension Node {
  /// Whether the value is YAML's null: left empty, `null` or `~`, unquoted.
  fileprivate var isNull: Bool {
    guard case .scalar(let scalar) = self, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "null", "~", "Null", "NULL"].contains(scalar.string)
  }
}
