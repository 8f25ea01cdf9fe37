/// The update ids of a depth message: what it covers and, on futures, what came before it.
@frozen
public struct BinanceDepthSpan: Hashable, Sendable {
  /// `U`, the first update id covered.
  public var first: UInt64
  /// `u`, the last update id covered.
  public var last: UInt64
  /// `pu`, the last update id of the message before; futures only.
  public var previous: UInt64?

  /// Makes a span, as read from a depth message.
  @inlinable
  public init(first: UInt64, last: UInt64, previous: UInt64? = nil) {
    self.first = first
    self.last = last
    self.previous = previous
  }

  /// Whether the ids can belong to a message at all: in their order, and no more of them than a venue makes in hours.
  @inlinable
  public var isPlausible: Bool {
    first <= last && last &- first < 1_000_000_000 && (previous.map { $0 < last } ?? true)
  }

  /// Whether a book that is right up to `base` is right up to ``last`` once this message is applied.
  ///
  /// Levels are absolute sizes, so a message that begins at or before the next id and ends behind `base` carries on,
  /// also where it overlaps what is known already (two connections cut the same changes differently).
  @inlinable
  public func continues(from base: UInt64) -> Bool {
    guard last > base else { return false }
    if let previous { return previous <= base || first <= base }
    return first <= base &+ 1
  }
}
