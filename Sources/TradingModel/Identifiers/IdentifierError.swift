/// A text that is not a valid identifier.
public struct IdentifierError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it should have been: `instrument id`, `trader id`.
  public let kind: String
  /// The text as given.
  public let text: String
  /// What was expected, with an example.
  public let expected: String

  /// Makes an error about a text, with what it should have been and what that looks like.
  public init(kind: String, text: String, expected: String) {
    self.kind = kind
    self.text = text
    self.expected = expected
  }

  public var description: String { "'\(text)' is no \(kind): expected \(expected)" }
}
