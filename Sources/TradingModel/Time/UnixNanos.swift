/// A point in time: nanoseconds since the Unix epoch.
@frozen
public struct UnixNanos: Hashable, Comparable, Sendable, Codable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  public let nanoseconds: Int64

  /// Makes a time of nanoseconds since the Unix epoch.
  @inlinable
  public init(_ nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// From milliseconds, as the venue sends them; saturates at the ends of the range.
  @inlinable
  public init(milliseconds: Int64) {
    let (value, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    self.nanoseconds = overflow ? (milliseconds < 0 ? .min : .max) : value
  }

  /// From microseconds; saturates at the ends of the range.
  @inlinable
  public init(microseconds: Int64) {
    let (value, overflow) = microseconds.multipliedReportingOverflow(by: 1_000)
    self.nanoseconds = overflow ? (microseconds < 0 ? .min : .max) : value
  }

  /// The epoch.
  @inlinable public static var zero: UnixNanos { UnixNanos(0) }

  /// Whole milliseconds since the epoch, rounded down.
  @inlinable
  public var milliseconds: Int64 { roundedDown(by: 1_000_000) }

  /// Whole microseconds since the epoch, rounded down.
  @inlinable
  public var microseconds: Int64 { roundedDown(by: 1_000) }

  @inlinable
  func roundedDown(by unit: Int64) -> Int64 {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: unit)
    return remainder < 0 ? quotient &- 1 : quotient
  }

  /// This time moved by a duration; saturates at the ends of the range.
  @inlinable
  public func advanced(by duration: Duration) -> UnixNanos {
    let (value, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return UnixNanos(overflow ? (duration < .zero ? .min : .max) : value)
  }

  /// How long ago `earlier` was, seen from this time; exact, even from one end of the range to the other.
  @inlinable
  public func since(_ earlier: UnixNanos) -> Duration {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    if overflow { return .nanoseconds(nanoseconds) - .nanoseconds(earlier.nanoseconds) }
    return .nanoseconds(difference)
  }

  @inlinable
  public static func < (left: UnixNanos, right: UnixNanos) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The time moved by a duration; saturates at the ends of the range.
  @inlinable
  public static func + (left: UnixNanos, right: Duration) -> UnixNanos { left.advanced(by: right) }

  /// How much later the left time is than the right one; negative when it is earlier.
  @inlinable
  public static func - (left: UnixNanos, right: UnixNanos) -> Duration { left.since(right) }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Int64.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(nanoseconds)
  }
}

extension UnixNanos: CustomStringConvertible {
  /// The nanoseconds as a plain whole number.
  public var description: String { String(nanoseconds) }
}

extension Duration {
  /// The duration in whole nanoseconds, saturating at the ends of the range.
  @inlinable
  public var wholeNanoseconds: Int64 {
    // One division by a small number; `components` takes three multiplications of twice the width.
    Int64(clamping: attoseconds / 1_000_000_000)
  }

  /// The duration in seconds, for display and statistics only.
  public var inSeconds: Double { Double(wholeNanoseconds) / 1e9 }
}
