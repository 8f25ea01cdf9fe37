/// A member of an answer that is missing or of an unexpected type.
public struct BinanceDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The member's name.
  public let field: String

  /// Makes the error of a member with this name.
  public init(field: String) { self.field = field }

  public var description: String { "'\(field)' is missing or of an unexpected type" }
}
