/// An identifier that is a piece of text with a type of its own.
public protocol TextIdentifier: Hashable, Comparable, Sendable, Codable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The text of the identifier.
  var text: String { get }
  /// Makes an identifier of its text, which is taken as it is: nothing about it is checked.
  init(_ text: String)
}

extension TextIdentifier {
  public init(stringLiteral value: String) { self.init(value) }

  public var description: String { text }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
