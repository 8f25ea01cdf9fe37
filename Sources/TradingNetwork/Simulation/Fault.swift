/// One thing that can go wrong in a network. Each case says at which stages it means something; elsewhere its rule does
/// not match.
public enum Fault: Sendable {
  /// Stages `request`, `upgrade`: the host's name does not resolve.
  case nameResolutionFails
  /// Stages `request`, `upgrade`: nobody listens.
  case connectionRefused
  /// Stages `request`, `upgrade`: the first packet is never answered.
  case connectTimeout
  /// Stages `request`, `response`, `message`: it is lost, and nobody is told. A lost request is not executed, a lost
  /// response leaves an executed one behind.
  case drop
  /// Every stage: it takes longer, by a random time in the range. Later messages of the connection wait.
  case delay(ClosedRange<Duration>)
  /// Stages `request`, `upgrade`: answered with this instead of by the server. `executed` lets the server do the work
  /// first and replaces its answer.
  case answer(HTTPResponse, executed: Bool)
  /// Every stage: the connection breaks (RST). At `request` before the server has it, at `response` after.
  case reset
  /// Stage `message`: the peer's end closes in an orderly way (FIN) with this code.
  case close(code: UInt16)
  /// Stage `message`: from now on nothing arrives in either direction, and nobody is told.
  case halfOpen
  /// Stage `message`: from now on data messages in this direction are lost; pings and pongs still go through.
  case freeze
  /// Stage `message`: it arrives twice.
  case duplicate
  /// Stage `message`: it arrives after the next `by` messages of the connection.
  case reorder(by: Int)
  /// Stages `response`, `message`: so many of its bytes are changed at random.
  case corrupt(bytes: Int)
  /// Stages `response`, `message`: only this part of it arrives, from its beginning.
  case truncate(keeping: Double)
  /// Stage `message`: it is sent in so many pieces with a gap between them; it arrives with the last one.
  case fragment(pieces: Int, gap: Duration)

  /// The fault's name, for traces and metrics.
  public var label: String {
    switch self {
    case .nameResolutionFails: "nameResolutionFails"
    case .connectionRefused: "connectionRefused"
    case .connectTimeout: "connectTimeout"
    case .drop: "drop"
    case .delay: "delay"
    case .answer: "answer"
    case .reset: "reset"
    case .close: "close"
    case .halfOpen: "halfOpen"
    case .freeze: "freeze"
    case .duplicate: "duplicate"
    case .reorder: "reorder"
    case .corrupt: "corrupt"
    case .truncate: "truncate"
    case .fragment: "fragment"
    }
  }

  /// Where in the life of an exchange this fault means something.
  func applies(at stage: FaultStage) -> Bool {
    switch self {
    case .nameResolutionFails, .connectionRefused, .connectTimeout, .answer: stage == .request || stage == .upgrade
    case .drop: stage != .upgrade
    case .delay, .reset: true
    case .close, .halfOpen, .freeze, .duplicate, .reorder, .fragment: stage == .message
    case .corrupt, .truncate: stage == .response || stage == .message
    }
  }
}
