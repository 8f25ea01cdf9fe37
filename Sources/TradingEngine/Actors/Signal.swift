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

  public var name: String
  public var value: Value
  public var tsEvent: UnixNanos
  public var tsInit: UnixNanos

  public init(name: String, value: Value, tsEvent: UnixNanos, tsInit: UnixNanos) {
    self.name = name
    self.value = value
    self.tsEvent = tsEvent
    self.tsInit = tsInit
  }

  /// The topic on which signals of a name are published.
  public static func topic(_ name: String) -> String { "data.signal.\(name)" }
}
