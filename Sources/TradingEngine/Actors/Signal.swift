public import TradingModel

/// A small named value that one actor tells all others.
public struct Signal: Hashable, Sendable {
  /// The values that a signal can carry.
  public enum Value: Hashable, Sendable {
    case text(String)
    case number(Double)
    case integer(Int)
    case flag(Bool)
  }

  /// What the signal is about, in the publisher's words; the end of its ``topic(_:)``.
  public var name: String
  /// What is told.
  public var value: Value
  /// When that came to be which the signal tells; the time of publishing unless the publisher gave another.
  public var tsEvent: UnixNanos
  /// When the signal was published.
  public var tsInit: UnixNanos

  /// Makes a signal; ``DataActor/publishSignal(_:_:tsEvent:)`` makes one and publishes it.
  public init(name: String, value: Value, tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.name = name
    self.value = value
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// The topic on which signals of a name are published.
  public static func topic(_ name: String) -> String { "data.signal.\(name)" }
}
