/// Why a connection ended.
public enum WebSocketCloseReason: Sendable, CustomStringConvertible {
  /// The peer closed it, with a code and text.
  case closedByPeer(code: UInt16, reason: String)
  /// This side closed it.
  case closedLocally
  /// The server answered the upgrade with another status than 101.
  case refused(HTTPResponse)
  /// The peer broke the protocol.
  case protocolViolation(String)
  /// The network failed.
  case failed(TransportError)

  public var description: String {
    switch self {
    case .closedByPeer(let code, let reason): "closed by the peer (\(code)\(reason.isEmpty ? "" : ": \(reason)"))"
    case .closedLocally: "closed"
    case .refused(let response): "upgrade refused with HTTP \(response.status)"
    case .protocolViolation(let what): "protocol violation: \(what)"
    case .failed(let error): error.description
    }
  }
}
