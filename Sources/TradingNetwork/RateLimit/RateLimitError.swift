/// Why a request was not sent. It is certain that it was not.
public enum RateLimitError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Too many requests wait already.
  case queueFull(capacity: Int)
  /// It could not be sent before its deadline.
  case expired(waitingFor: Duration)
  /// It costs more than the venue ever allows in one interval.
  case exceedsLimit(RateWindow)
  /// It was withdrawn, or the queue was shut down.
  case withdrawn

  public var description: String {
    switch self {
    case .queueFull(let capacity): "not sent: \(capacity) requests wait already for room in the venue's rate limits"
    case .expired(let wait): "not sent: the venue's rate limits leave no room for another \(wait)"
    case .exceedsLimit(let window):
      "not sent: it costs more than the venue's limit of \(window.limit) \(window.kind.rawValue) in \(window.interval)"
    case .withdrawn: "not sent: withdrawn"
    }
  }
}
