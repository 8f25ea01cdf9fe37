public import TradingModel

/// Tells whether the peer of an open connection is still there: it is asked by a ping when it has been silent for a
/// while, and given up when nothing at all comes back.
public struct StalenessWatch: Sendable {
  /// What to do now.
  public enum Verdict: Hashable, Sendable {
    case fine
    /// Send a ping.
    case ask
    /// The connection is dead.
    case dead(silence: Duration)
  }

  /// After so long a silence the peer is asked.
  public let askAfter: Duration
  /// After so long a silence the connection is dead.
  public let deadAfter: Duration

  private var lastHeard: UnixNanos
  private var lastAsked: UnixNanos?

  /// - Parameters:
  ///   - now: the monotonic time at which the connection opened.
  ///   - askAfter: after so long a silence the peer is asked.
  ///   - deadAfter: after so long a silence the connection is dead; `askAfter` at least.
  public init(now: UnixNanos, askAfter: Duration = .seconds(5), deadAfter: Duration = .seconds(15)) {
    self.askAfter = askAfter
    self.deadAfter = max(deadAfter, askAfter)
    lastHeard = now
  }

  /// Bytes arrived, of whatever kind.
  @inlinable
  public mutating func heard(now: UnixNanos) { note(now) }

  @usableFromInline
  mutating func note(_ now: UnixNanos) {
    lastHeard = now
    lastAsked = nil
  }

  /// Judges the silence; to be called about once a second.
  public mutating func check(now: UnixNanos) -> Verdict {
    let silence = now - lastHeard
    if silence >= deadAfter { return .dead(silence: silence) }
    guard silence >= askAfter else { return .fine }
    if let lastAsked, now - lastAsked < askAfter { return .fine }
    lastAsked = now
    return .ask
  }
}
