/// Why a message could not be read, and at which byte.
@frozen
public struct JSONError: Error, Hashable, Sendable {
  /// What kind of failure it is. A metric label: bounded and free of data.
  @frozen
  public enum Reason: UInt8, Hashable, Sendable {
    /// The message ends in the middle of a value.
    case unexpectedEnd
    /// A byte that no JSON document has at this place.
    case unexpectedByte
    /// The value is well-formed so far, but of another type than the one asked for.
    case wrongType
    /// A number or a quoted decimal that is written wrongly.
    case malformedNumber
    /// A number that needs more digits than can be represented.
    case numberTooLarge
    /// A negative number where none is allowed.
    case negative
    /// A string with an unknown escape or an unescaped control character.
    case malformedString
    /// Objects and arrays nested deeper than ``JSONReader/maximumDepth``.
    case tooDeep
    /// Something follows after the end of the document.
    case trailingBytes
  }

  /// What kind of failure it is.
  public let reason: Reason
  /// The offset of the byte from the start of the message.
  public let offset: Int

  /// Makes the error of a failure at a byte of the message.
  @inlinable
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String {
    let what =
      switch reason {
      case .unexpectedEnd: "the message ends too early"
      case .unexpectedByte: "unexpected byte"
      case .wrongType: "a value of another type was expected"
      case .malformedNumber: "malformed number"
      case .numberTooLarge: "the number needs more digits than can be represented"
      case .negative: "a negative number is not allowed here"
      case .malformedString: "malformed string"
      case .tooDeep: "nested too deeply"
      case .trailingBytes: "bytes after the end of the document"
      }
    return "\(what) at byte \(offset)"
  }
}
