/// Why an order is denied: a code and the numbers that it rests on, written `CODE: key=value key=value`.
public struct DenialReason: Hashable, Sendable, CustomStringConvertible {
  /// `CATEGORY_CONDITION`.
  public let code: String
  /// What was compared, in a fixed order.
  public let facts: [(name: String, value: String)]

  /// Makes a reason; the facts are written in the order in which they stand here.
  public init(_ code: String, _ facts: KeyValuePairs<String, String> = [:]) {
    self.code = code
    self.facts = facts.map { (name: $0.key, value: $0.value) }
  }

  public var description: String {
    facts.isEmpty ? code : code + ": " + facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
  }

  public static func == (left: DenialReason, right: DenialReason) -> Bool { left.description == right.description }

  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
