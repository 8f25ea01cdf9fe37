/// A text that must not be seen: an API secret, a key, a listen key, a signature.
///
/// It has no textual form. Printing, dumping, mirroring, interpolating and encoding it all give `<redacted>`; the text
/// is handed out by ``reveal(_:)`` alone, so that every use can be found by searching for that word.
public struct SecretText: Hashable, Sendable {
  private let text: String

  /// Hides a text, which from then on ``reveal(_:)`` alone hands out.
  public init(_ text: some StringProtocol) { self.text = String(text) }

  /// Hands the text to the one who needs it.
  public func reveal<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(text) }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { text.isEmpty }

  fileprivate static let mask = "<redacted>"
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomLeafReflectable {
  public var description: String { Self.mask }
  public var debugDescription: String { Self.mask }
  public var customMirror: Mirror { Mirror(self, children: [] as [Mirror.Child]) }
}

extension SecretText: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.mask)
  }
}

extension SecretText: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}
