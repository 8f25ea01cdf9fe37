import TradingModel

/// The parameters of one request, read one by one with the venue's own errors for what is missing or malformed.
struct Parameters {
  private(set) var pairs: [(name: String, value: String)]
  /// Whether a name appeared twice in the same part of the request.
  let hasDuplicates: Bool

  /// Parameters of the query and of the body; where both have a name, the query wins.
  init(_ query: [(name: String, value: String)], overriding body: [(name: String, value: String)] = []) {
    var merged: [(name: String, value: String)] = []
    var duplicates = false
    for pair in query {
      if merged.contains(where: { $0.name == pair.name }) { duplicates = true } else { merged.append(pair) }
    }
    let fromQuery = merged.count
    for pair in body {
      if let index = merged.firstIndex(where: { $0.name == pair.name }) {
        if index >= fromQuery { duplicates = true }
      } else {
        merged.append(pair)
      }
    }
    pairs = merged
    hasDuplicates = duplicates
  }

  var count: Int { pairs.count }
  func contains(_ name: String) -> Bool { pairs.contains { $0.name == name } }
  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// The value as sent, or nil when it was not sent.
  func text(_ name: String) throws(VenueError) -> String? {
    guard let index = pairs.firstIndex(where: { $0.name == name }) else { return nil }
    if pairs[index].value.isEmpty { throw .empty(name) }
    return pairs[index].value
  }

  func mandatoryText(_ name: String) throws(VenueError) -> String {
    guard let index = pairs.firstIndex(where: { $0.name == name }) else { throw .missing(name) }
    if pairs[index].value.isEmpty { throw .empty(name) }
    return pairs[index].value
  }

  func integer(_ name: String) throws(VenueError) -> Int64? {
    guard let text = try text(name) else { return nil }
    let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
    guard !digits.isEmpty, digits.utf8.count <= 20, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw .illegal(name, "^[0-9]{1,20}$")
    }
    guard let value = Int64(text) else { throw .overflow(name) }
    return value
  }

  func mandatoryInteger(_ name: String) throws(VenueError) -> Int64 {
    guard contains(name) else { throw .missing(name) }
    guard let value = try integer(name) else { throw .missing(name) }
    return value
  }

  /// A row count: the default when not sent, refused when below one, and cut to the maximum.
  func limit(default standard: Int, maximum: Int) throws(VenueError) -> Int {
    guard let value = try integer("limit") else { return standard }
    guard value > 0 else { throw .invalid("limit") }
    return Int(min(value, Int64(maximum)))
  }

  func flag(_ name: String) throws(VenueError) -> Bool? {
    guard let text = try text(name) else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default: throw .illegal(name, "^(true|false)$")
    }
  }

  func decimal(_ name: String) throws(VenueError) -> WideDecimal? {
    guard let text = try text(name) else { return nil }
    let bytes = text.utf8
    let plain = bytes.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard plain, parts.count <= 2, parts.allSatisfy({ (1...20).contains($0.utf8.count) }),
      let value = try? WideDecimal(text)
    else { throw .illegal(name, #"^([0-9]{1,20})(\.[0-9]{1,20})?$"#) }
    return value
  }

  /// One of the named values.
  func choice<Choice: RawRepresentable>(
    _ name: String, _ type: Choice.Type, or error: VenueError
  ) throws(VenueError) -> Choice? where Choice.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let value = Choice(rawValue: text) else { throw error }
    return value
  }

  /// Refuses a request that repeats parameters, or has some that nobody reads.
  func require(only known: [String], plus extra: Int) throws(VenueError) {
    if hasDuplicates { throw .duplicateParameter }
    if count > known.count { throw .tooMany(expected: known.count + extra, received: count + extra) }
    let read = pairs.count { known.contains($0.name) }
    if read < count { throw .unread(read: read + extra, sent: count + extra) }
  }
}
