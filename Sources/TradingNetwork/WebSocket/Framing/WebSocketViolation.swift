/// How a server broke the WebSocket protocol, or one of our limits.
public enum WebSocketViolation: Error, Hashable, Sendable {
  case reservedBits
  case reservedOpcode(UInt8)
  /// A server must not mask its frames.
  case maskedFrame
  case fragmentedControlFrame
  case controlFrameTooLong
  /// A length that is not written in the shortest form, or beyond 2^63.
  case badLength
  /// A continuation without a message to continue.
  case unexpectedContinuation
  /// A new message inside a fragmented one.
  case expectedContinuation
  case badCloseCode
  case invalidUTF8
  case messageTooLarge(limit: Int)

  /// The code of the close frame that answers the violation.
  public var closeCode: UInt16 {
    switch self {
    case .invalidUTF8: 1007
    case .messageTooLarge: 1009
    default: 1002
    }
  }
}

extension WebSocketViolation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .reservedBits: "a frame with reserved bits set, though no extension was agreed"
    case .reservedOpcode(let opcode): "a frame with the reserved opcode \(opcode)"
    case .maskedFrame: "a masked frame from a server"
    case .fragmentedControlFrame: "a fragmented control frame"
    case .controlFrameTooLong: "a control frame of more than 125 bytes"
    case .badLength: "a frame whose length is written wrongly"
    case .unexpectedContinuation: "a continuation frame without a message to continue"
    case .expectedContinuation: "a new message inside a fragmented one"
    case .badCloseCode: "a close frame with an invalid status"
    case .invalidUTF8: "a text that is not valid UTF-8"
    case .messageTooLarge(let limit): "a message of more than \(limit) bytes"
    }
  }
}
