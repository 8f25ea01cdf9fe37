public import TradingModel

/// A named timer or alert that came due.
public struct TimeEvent: Hashable, Sendable {
  /// The name under which it was set.
  public var name: String
  /// The moment for which it was set.
  public var tsEvent: UnixNanos
  /// The moment at which it fired, never before ``tsEvent``.
  public var tsInit: UnixNanos

  /// Makes what a timer tells when it fires.
  public init(name: String, tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.name = name
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }
}
